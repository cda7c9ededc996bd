"""`yinju check`: a claim held against the documents, from the command line or many as JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from bot.commands.arguments import add_index
from bot.commands.json_lines import BrokenLineError, print_json, read_line
from bot.config import Settings
from bot.faces.terminal.figures import render_checked
from bot.faces.terminal.progress import shown_progress
from bot.faces.terminal.streams import is_terminal
from bot.presentation.fact_json import checked_to_json
from bot.wiring import open_engine
from retrieval.domains.work_reports.fact_service import FactService
from retrieval.types import PUBLIC

NAME = "check"
HELP = "check a claim against what the reports say"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "claim", nargs="?", metavar="CLAIM", help="what somebody says, in one or a few sentences"
    )
    asked.add_argument("--jsonl", action="store_true", help="read claims from stdin, one JSON object a line")
    parser.add_argument("--json", action="store_true", help="print the verdict as one JSON object")
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the verdict."""
    with shown_progress() as progress:
        figures = open_engine(settings, arguments.index, progress).figures
    if arguments.jsonl:
        _check_lines(figures, sys.stdin.buffer)
        return 0
    checked = figures.check(arguments.claim, scope=PUBLIC)
    if arguments.json:
        print_json(checked_to_json("", checked))
    else:
        print(render_checked(checked, color=is_terminal()))
    return 0


def _check_lines(figures: FactService, lines: Iterable[bytes]) -> None:
    for line in lines:
        if not line.strip():
            continue
        try:
            held = read_line(line, "claim")
        except BrokenLineError as error:
            print_json({"error": str(error)})
            continue
        print_json(checked_to_json(held.get("id"), figures.check(held["claim"], scope=PUBLIC)))
