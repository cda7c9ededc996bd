"""`yinju index`: bring the index up to date with the documents."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.progress import shown_progress
from bot.wiring import build_index, fill_index
from retrieval.indexing import IndexReport

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
    parser.add_argument(
        "--keywords-only",
        action="store_true",
        help="stop when the index can answer, and leave the sentence vectors to the bot or a later `yinju index`",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build or update; the last line of stdout is one JSON object."""
    with shown_progress() as progress:
        report = build_index(settings, arguments.corpus, arguments.index, progress)
        # Before the vectors are there, the index answers already; whoever stops us now still has the line.
        _print(report)
        if not arguments.keywords_only:
            started = time.perf_counter()
            fill_index(settings, arguments.index, progress)
            _print(replace(report, seconds=round(report.seconds + time.perf_counter() - started, 3)))
    return 0


def _print(report: IndexReport) -> None:
    print(json.dumps({name: getattr(report, name) for name in _SHOWN}), flush=True)
