"""`yinju index`: bring the index up to date with the documents."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.progress import shown_progress
from bot.wiring import build_index

NAME = "index"
HELP = "index documents; only new and changed ones cost anything"
_SHOWN = ("documents", "passages", "sentences", "added", "updated", "removed", "unchanged", "seconds")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--corpus",
        type=Path,
        nargs="+",
        action="extend",
        metavar="DIR_OR_FILE",
        help="documents, instead of corpus.paths",
    )
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build or update; the last line of stdout is one JSON object."""
    with shown_progress() as progress:
        report = build_index(settings, arguments.corpus, arguments.index, progress)
    print(json.dumps({name: getattr(report, name) for name in _SHOWN}), flush=True)
    return 0
