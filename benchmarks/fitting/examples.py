"""Questions with their gold lines -> arrays of features, asked of the engine as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from retrieval.answers import clause_features, sufficiency
from retrieval.answers.highlighting import Highlighter
from retrieval.engine import Engine
from retrieval.evidence import ranking
from retrieval.evidence.ranking import Evidence, best_of_each_passage, in_passage
from retrieval.quality.evaluation import has_answer
from retrieval.quality.question_sets import Dialogue, GoldLine, JudgedQuestion
from retrieval.questions.follow_up import to_remember
from retrieval.types import PUBLIC, Question

Rows = NDArray[np.float64]
"""Shape (things that compete, features)."""
Flags = NDArray[np.bool_]
"""Shape (things that compete,)."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the things that compete for it, and which of them are right."""

    group: str
    """Questions of one kind; every group counts the same."""
    key: str
    features: Rows
    right: Flags
    """Those that should come first."""
    passable: Flags
    """Those that count as found when they do: for sentences, all of a gold line."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question: the grounds of its first passage, and whether that is the answer."""

    group: str
    key: str
    grounds: Rows
    """Shape (grounds,)."""
    is_answer: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from."""

    sentences: list[Example]
    clauses: list[Example]
    verdicts: list[Verdict]


_REMOVED_WEIGHT = 0.08
"""What a question counts whose gold lines were taken away: there are as many as questions, and none was asked so."""
_UNANSWERABLE_WEIGHT = 3.0
"""What an unanswerable question counts: they are a sixth of the others."""


def collect(engine: Engine, group: str, dialogues: Iterable[Dialogue], into: Examples) -> None:
    """Ask every question, the turns of a dialogue in one chat, and keep what competed."""
    for dialogue in dialogues:
        previous: Question | None = None
        for judged in dialogue.turns:
            trace = engine.trace(judged.question, previous, scope=PUBLIC)
            if trace.ranked and trace.highlighter:
                _keep(trace.highlighter, group, judged, trace.answer.question, list(trace.ranked), into)
            previous = to_remember(trace.answer, previous)


def _keep(
    highlighter: Highlighter,
    group: str,
    judged: JudgedQuestion,
    question: Question,
    ranked: list[Evidence],
    into: Examples,
) -> None:
    in_gold = np.array([_line_of(each) in judged.gold for each in ranked])
    if not judged.answerable:
        into.verdicts.append(
            _verdict(highlighter, group, judged.id, question, ranked, False, _UNANSWERABLE_WEIGHT)
        )
        return
    found = bool(in_gold[0])
    into.verdicts.append(_verdict(highlighter, group, judged.id, question, ranked, found, 1.0))
    others = [each for each, gold in zip(ranked, in_gold, strict=True) if not gold]
    if others:
        # The same question of a document without its gold lines cannot be answered.
        into.verdicts.append(
            _verdict(highlighter, group, judged.id, question, others, False, _REMOVED_WEIGHT)
        )
    if in_gold.any():
        right = in_gold & np.array([_says(each.entry.spoken, judged) for each in ranked])
        rows = np.array([_values(each.features, ranking.Features) for each in ranked])
        into.sentences.append(Example(group, judged.id, rows, right if right.any() else in_gold, in_gold))
        best = ranked[int(np.argmax(in_gold))].entry.passage.id
        _keep_clauses(highlighter, group, judged, question, in_passage(ranked, best), into)


def _keep_clauses(
    highlighter: Highlighter,
    group: str,
    judged: JudgedQuestion,
    question: Question,
    evidence: list[Evidence],
    into: Examples,
) -> None:
    if highlighter.highlight(question, evidence).clause is None:
        return
    found = highlighter.rank(question, evidence)
    right = np.array([_says(each.span.of(each.entry.passage.text), judged) for each in found])
    if right.any() and not right.all():
        rows = np.array([_values(each.features, clause_features.ClauseFeatures) for each in found])
        into.clauses.append(Example(group, judged.id, rows, right, right))


def _verdict(  # noqa: PLR0913
    highlighter: Highlighter,
    group: str,
    key: str,
    question: Question,
    ranked: list[Evidence],
    is_answer: bool,
    weight: float,
) -> Verdict:
    nearest = best_of_each_passage(ranked, 2)
    highlight = highlighter.highlight(question, in_passage(ranked, nearest[0].entry.passage.id))
    found = sufficiency.grounds(question, nearest, highlight)
    return Verdict(group, key, np.array(_values(found, sufficiency.Grounds)), is_answer, weight)


def _says(text: str, judged: JudgedQuestion) -> bool:
    return any(has_answer(text, answer) or has_answer(text, answer.lower()) for answer in judged.answers)


def _line_of(evidence: Evidence) -> GoldLine:
    return GoldLine(evidence.entry.document.file, evidence.entry.passage.line)


def _values(record: object, kind: type) -> list[float]:
    return [getattr(record, field.name) for field in fields(kind)]
