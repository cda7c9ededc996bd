"""`yinju index`: bring the index up to date with the documents."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from bot.config import Settings
from bot.faces.terminal.progress import shown_progress
from bot.wiring import build_index, claimed_index, fill_index
from embeddings import Progress
from retrieval.building.indexing import IndexReport
from retrieval.building.scan_watch import ScansRead

NAME = "index"
HELP = "index documents; only new and changed ones cost anything"
_MANY = 8000
"""Sentences whose vectors take more than half a minute."""
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
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (default: index.path)")
    parser.add_argument(
        "--keywords-only",
        action="store_true",
        help="stop when the index can answer, and leave the sentence vectors to the bot or a later `yinju index`",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Build or update; the last line of stdout is one JSON object."""
    claimed = claimed_index(settings, arguments.corpus, arguments.index)
    with shown_progress() as progress, claimed as is_ours:
        if not is_ours:
            _tell(
                "Another process is indexing the same documents here; what it leaves to do is done after it."
            )
        report = build_index(settings, arguments.corpus, arguments.index, progress)
        if report.scans.pages:
            seconds = _seconds_a_page(report.scans)
            _tell(f"Recognised the words on pages of scans: {report.scans.pages}, {seconds:g} s a page.")
        # Before the vectors are there, the index answers already; whoever stops us now still has the line.
        _print(report)
        if not arguments.keywords_only:
            started = time.perf_counter()
            if not fill_index(settings, arguments.index, _announcing(progress)):
                _tell("Another process is making the sentence vectors of this index.")
            _print(replace(report, seconds=round(report.seconds + time.perf_counter() - started, 3)))
    return 0


def _announcing(progress: Progress) -> Progress:
    """The same, saying first that nobody has to wait, if it will take long."""
    begun = False

    def report(what: str, done: int, total: int) -> None:
        nonlocal begun
        if not begun and total - done >= _MANY:
            _tell(
                "Questions can be asked from now on. Sentence vectors, which make answers better, follow; "
                "this can be stopped at any time (Ctrl-C), and `yinju index` or the bot goes on with it."
            )
        begun = True
        progress(what, done, total)

    return report


def _seconds_a_page(scans: ScansRead) -> float:
    return round(scans.seconds / scans.pages, 2)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(report: IndexReport) -> None:
    told = {name: getattr(report, name) for name in _SHOWN} | {"skipped": len(report.skipped)}
    if report.scans.pages:
        told |= {"recognised_pages": report.scans.pages, "seconds_a_page": _seconds_a_page(report.scans)}
    print(json.dumps(told), flush=True)
