"""`yinju evaluate`: question sets -> scores and the questions that went wrong."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.progress import shown_progress
from bot.wiring import open_engine, open_public_set
from retrieval import evaluation
from retrieval.evaluation import Outcome, Scores
from retrieval.public_sets import is_public_set
from retrieval.question_sets import read_dialogues

NAME = "evaluate"
HELP = "score the answers on a set of questions"
_SHARES = ("found_at_1", "found_at_5", "answered", "cited", "refused", "false_refusals")
_WIDTH = 160
"""Columns of the report where it goes to a file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--questions",
        type=Path,
        required=True,
        metavar="FILE",
        help="a question set, or the folder of a public one",
    )
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the scores, then the misses."""
    if is_public_set(arguments.questions):
        return _run_public_set(arguments, settings)
    dialogues = read_dialogues(arguments.questions)
    with shown_progress() as progress:
        engine = open_engine(settings, arguments.index, progress)
    outcomes = evaluation.ask_all(engine, dialogues, engine.source)
    groups = evaluation.scores(outcomes)
    if arguments.json:
        print(json.dumps([asdict(group) for group in groups], ensure_ascii=False))
        return 0
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    console.print(_scores_table(groups))
    console.print(_misses_table([outcome for outcome in outcomes if outcome.is_miss]))
    return 0


def _run_public_set(arguments: argparse.Namespace, settings: Settings) -> int:
    with shown_progress() as progress:
        public_set, engine = open_public_set(settings, arguments.questions, progress)
    scores = evaluation.ask_queries(engine, public_set.queries)
    if arguments.json:
        print(json.dumps(asdict(scores)))
        return 0
    table = Table("queries", "found_at_1", "found_at_5", "median ms", "p95 ms")
    shares = (f"{scores.found_at_1:.3f}", f"{scores.found_at_5:.3f}")
    table.add_row(str(scores.count), *shares, f"{scores.median_ms:.1f}", f"{scores.p95_ms:.1f}")
    Console().print(table)
    return 0


def _scores_table(groups: list[Scores]) -> Table:
    table = Table("group", "questions", *_SHARES, "median ms", "p95 ms")
    for group in groups:
        shares = [getattr(group, name) for name in _SHARES]
        shown = ["-" if share is None else f"{share:.3f}" for share in shares]
        table.add_row(group.group, str(group.count), *shown, f"{group.median_ms:.1f}", f"{group.p95_ms:.1f}")
    return table


def _misses_table(misses: list[Outcome]) -> Table:
    table = Table("id", "question", "gold", "answers", "status", "lines", "got", title="Misses")
    for miss in misses:
        answer, judged = miss.answer, miss.judged
        lines = " ".join(str(citation.line) for citation in answer.citations)
        gold = " ".join(str(gold.line) for gold in sorted(judged.gold, key=lambda each: each.line))
        table.add_row(
            judged.id, judged.question, gold, "；".join(judged.answers), answer.status, lines, answer.text
        )
    return table
