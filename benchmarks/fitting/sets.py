"""Which questions are learned from, and the engines they are asked of."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.fitting.examples import Examples, collect
from benchmarks.other_reports import by_report, open_report
from bot.config import load_settings
from bot.wiring import open_engine, open_public_sets
from retrieval.engine import Engine
from retrieval.quality.question_sets import Dialogue, GoldLine, JudgedQuery, JudgedQuestion, read_dialogues
from retrieval.types import PUBLIC

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
_ON_THE_SHIPPED_REPORT = ("panjin-zh.jsonl", "panjin-en.jsonl", "panjin-dialogues.jsonl")
_SHARED_ON_IT = ("panjin-questions.jsonl", "panjin-dialogues.jsonl")
_PUBLIC = ("cmrc2018-dev", "xquad-zh")
_PUBLIC_QUERIES = 800
"""Taken at random from each public set; more of them change nothing but the time."""
_SEED = 7


def shipped_sets(shared: Path | None) -> Iterator[Path]:
    """The question sets on the shipped report: those beside this folder and, if there is one, those of `shared`."""
    yield from (QUESTIONS / name for name in _ON_THE_SHIPPED_REPORT)
    yield from (shared / "eval" / name for name in _SHARED_ON_IT if shared is not None)


def read_examples(shared: Path | None) -> Examples:
    """Ask all questions there are, and keep what competed for each."""
    settings, examples = load_settings(), Examples([], [], [])
    engine = open_engine(settings)
    for file in shipped_sets(shared):
        collect(engine, f"shipped report: {_kind(file)}", read_dialogues(file), examples)
    if shared is None:
        return examples
    for file in (QUESTIONS / "other-reports.jsonl", shared / "eval" / "reports-questions.jsonl"):
        for report, dialogues in by_report(file).items():
            engine = open_report(settings, shared / "corpus" / "reports" / report)
            collect(engine, "other reports", dialogues, examples)
    for name in _PUBLIC:
        for public_set, engine in open_public_sets(settings, shared / "eval" / "retrieval" / name):
            queries = random.Random(_SEED).sample(
                public_set.queries, min(_PUBLIC_QUERIES, len(public_set.queries))
            )
            collect(engine, name, _as_dialogues(queries, engine), examples)
    return examples


def _kind(file: Path) -> str:
    return (
        "dialogues" if "dialogues" in file.stem else "English" if file.stem.endswith("-en") else "questions"
    )


def _as_dialogues(queries: Iterable[JudgedQuery], engine: Engine) -> Iterator[Dialogue]:
    """Queries of a public set as questions whose gold lines are all lines of a passage."""
    files = [document.file for document in engine.documents(scope=PUBLIC)]
    lines = {file: engine.lines(file, scope=PUBLIC) for file in files}
    for query in queries:
        gold = frozenset(GoldLine(file, line) for file in query.gold for line in lines.get(file, ()))
        judged = JudgedQuestion(
            query.id, query.text, "", "", answerable=True, gold=gold, answers=query.answers
        )
        yield Dialogue(query.id, (judged,))
