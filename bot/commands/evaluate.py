"""`yinju evaluate`: question sets -> scores, whether the confidence can be trusted, and the questions that went wrong."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.commands.arguments import add_index
from bot.config import Settings
from bot.errors import ComparisonError
from bot.faces.terminal.progress import shown_progress
from bot.faces.terminal.scores import (
    comparison_table,
    misses_table,
    query_table,
    reliability_table,
    scores_table,
)
from bot.wiring import open_engine, open_public_sets
from retrieval.engine import Engine
from retrieval.evaluation import scoring
from retrieval.evaluation.calibration import calibration, reliability
from retrieval.evaluation.explaining import Worth, why_not
from retrieval.evaluation.public_sets import is_public_set
from retrieval.evaluation.question_sets import Dialogue, read_dialogues
from retrieval.evaluation.scoring import Outcome, QueryOutcome
from retrieval.questions.follow_up import to_remember
from retrieval.types import PUBLIC, QueryPlan

NAME = "evaluate"
HELP = "score the answers on a set of questions"
_WIDTH = 180
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
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    parser.add_argument(
        "--compare", type=Path, metavar="RUN", help="show what changed since a run kept with --json"
    )
    add_index(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the scores, then the misses."""
    former = _read_run(arguments.compare) if arguments.compare else None
    if is_public_set(arguments.questions):
        return _run_public_set(arguments, settings)
    dialogues = read_dialogues(arguments.questions)
    with shown_progress() as progress:
        engine = open_engine(settings, arguments.index, progress)
    outcomes = scoring.ask_all(engine, dialogues, partial(engine.source, scope=PUBLIC))
    groups, reliable = scoring.scores(outcomes), reliability(outcomes)
    calibrated = calibration(outcomes)
    if arguments.json:
        held = {
            "scores": [asdict(group) for group in groups],
            "reliability": [asdict(row) for row in reliable],
            "calibration": asdict(calibrated),
            "questions": [_as_json(outcome) for outcome in outcomes],
        }
        print(json.dumps(held, ensure_ascii=False))
        return 0
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    console.print(scores_table(groups))
    if former is not None:
        console.print(comparison_table(former, groups))
    console.print(reliability_table(reliable, calibrated))
    misses = [outcome for outcome in outcomes if outcome.is_miss]
    console.print(misses_table(misses, _reasons(engine, dialogues, misses)))
    return 0


def _run_public_set(arguments: argparse.Namespace, settings: Settings) -> int:
    outcomes: list[QueryOutcome] = []
    with shown_progress() as progress:
        for public_set, engine in open_public_sets(settings, arguments.questions, progress):
            outcomes += scoring.ask_queries(engine, public_set.queries)
    scores = scoring.query_scores(outcomes)
    if arguments.json:
        print(json.dumps(asdict(scores)))
    else:
        Console().print(query_table(scores))
    return 0


def _reasons(
    engine: Engine, dialogues: Sequence[Dialogue], misses: Sequence[Outcome]
) -> dict[str, tuple[Worth, ...]]:
    """For each miss, what its first sentence had over the gold line; misses are few, so they are asked again."""
    wrong = {miss.judged.id for miss in misses}
    found: dict[str, tuple[Worth, ...]] = {}
    for dialogue in dialogues:
        previous: QueryPlan | None = None
        for judged in dialogue.turns if wrong.intersection(turn.id for turn in dialogue.turns) else ():
            trace = engine.trace(judged.question, previous, scope=PUBLIC)
            previous = to_remember(trace.answer, previous)
            if judged.id in wrong:
                found[judged.id] = why_not(trace, judged.gold)
    return found


def _as_json(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    return {
        "id": outcome.judged.id,
        "status": answer.status,
        "answer": answer.text,
        "lines": [citation.line for citation in answer.citations],
        "confidence": round(answer.confidence, 4),
        "found_at_1": outcome.found_at_1,
        "answered": outcome.answered,
        "cited": outcome.cited,
        "refused": outcome.refused,
    }


def _read_run(file: Path) -> dict[str, dict[str, object]]:
    """The scores of a former run, by group."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        return {group["group"]: group for group in held["scores"]}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ComparisonError(file) from error
