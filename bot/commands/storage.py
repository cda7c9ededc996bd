"""`yinju storage copy`: the chats of the SQLite file into PostgreSQL."""

from __future__ import annotations

import argparse
import asyncio
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.errors import ConfigError, StorageError

if TYPE_CHECKING:
    from bot.storage.places import Place

NAME = "storage"
HELP = "copy what chats chose and asked from the SQLite file into PostgreSQL"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("action", choices=["copy"], help="copy into the database of storage.url")
    parser.add_argument(
        "--from", dest="file", type=Path, metavar="FILE", help="SQLite file (default: storage.path)"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Copy, and print how many rows of each table were new there."""
    # Only the commands that open the storage wait for its libraries.
    from bot.storage import SqliteFile, chosen_place  # noqa: PLC0415

    if settings.storage.url is None:
        raise ConfigError("storage.url", "names no database to copy to")
    file: Path = arguments.file or settings.storage.path
    if not file.is_file():
        raise StorageError(str(file), "there is no such file")
    copied = asyncio.run(_copied(SqliteFile(file, is_renewed=False), chosen_place(settings.storage)))
    print(json.dumps(copied))
    return 0


async def _copied(source: Place, target: Place) -> dict[str, int]:
    from bot.storage.copying import copy_rows  # noqa: PLC0415
    from bot.storage.database import Database  # noqa: PLC0415

    with closing(Database(source)) as opened, closing(Database(target)) as other:
        return await copy_rows(opened, other)
