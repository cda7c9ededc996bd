"""`yinju backup FILE`: a copy of what chats chose and asked, while the bot goes on."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.config import Settings
from bot.errors import StorageError

NAME = "backup"
HELP = "copy the chats file while the bot runs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy; a former one is replaced")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Copy, and print how many rows of each table the copy has."""
    # Only the commands that open the storage wait for its libraries.
    from bot.storage.backup import back_up  # noqa: PLC0415

    print(json.dumps(back_up(chats_file(settings), arguments.file)))
    return 0


def chats_file(settings: Settings) -> Path:
    """The SQLite file of the settings.

    Raises:
        StorageError: chats are kept in PostgreSQL, which has tools of its own.
    """
    if settings.storage.url is not None:
        raise StorageError(
            "PostgreSQL", "chats are kept there (storage.url); use its own pg_dump and pg_restore"
        )
    return settings.storage.path
