"""`yinju restore FILE`: puts a copy that `yinju backup` wrote in the place of the chats file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.commands.backup import chats_file
from bot.config import Settings

NAME = "restore"
HELP = "put a copy that `backup` wrote in the place of the chats file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Restore, and print how many rows of each table there are now; a bot that is running goes on with them."""
    # Only the commands that open the storage wait for its libraries.
    from bot.storage.backup import restore  # noqa: PLC0415

    restored = restore(arguments.file, chats_file(settings))
    if restored.aside is not None:
        print(f"yinju: What was there before is kept as {restored.aside}.", file=sys.stderr)
    print(json.dumps(restored.rows))
    return 0
