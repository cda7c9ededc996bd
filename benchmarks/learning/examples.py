"""Questions with their gold lines -> arrays of features, asked of the engine as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from retrieval.compose import answerability
from retrieval.compose.answerability import Threshold
from retrieval.compose.answering import MAX_CITATIONS
from retrieval.compose.highlighting import Highlighter
from retrieval.engine import Engine
from retrieval.evaluation.question_sets import Dialogue, GoldLine, JudgedQuestion
from retrieval.evaluation.scoring import has_answer
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.pipeline import Trace
from retrieval.question_thread import QuestionThread
from retrieval.ranking.scoring import ScoredSentence, best_of_each_passage, in_passage
from retrieval.types import PUBLIC, Missing, QueryPlan

Rows = NDArray[np.float64]
"""Shape (things that compete, features)."""
Flags = NDArray[np.bool_]
"""Shape (things that compete,)."""
_COMPETING = 200
"""Sentences of a question that compete; those further down the list never come first."""
_RULED_OUT = frozenset({Missing.YEAR, Missing.PLACE})
"""Refused whatever the weights are."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an example comes from."""

    set: str
    domain: str
    """Of the document that the best sentence stands in."""
    document: str
    """What is asked about. All its examples are in one fold."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the sentences or clauses that compete for it, and which of them are right."""

    source: Source
    features: Rows
    right: Flags
    """Those that should come first."""
    passable: Flags
    """Those that count as found when they do: for sentences, all of a gold line."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question: the grounds of its best clause, and whether that is a right answer."""

    source: Source
    grounds: Rows
    """Shape (grounds,)."""
    is_right: bool
    is_answerable: bool
    threshold: Threshold
    """That an answer has to pass."""
    is_ruled_out: bool
    """Whether it is refused whatever the weights are: a year or a place that the documents do not have."""


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from."""

    sentences: list[Example] = field(default_factory=list)
    clauses: list[Example] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def collect(engine: Engine, name: str, document: str, dialogues: Iterable[Dialogue], into: Examples) -> None:
    """Ask every question, the turns of a dialogue in one chat, and keep what competed.

    Args:
        engine: opened over what the questions are asked of.
        name: of the question set.
        document: the only one that is asked; empty: there are several, and a question is about that of its
            gold line, or of the passage that is found first.
        dialogues: of the set.
        into: where what is found is put.
    """
    for dialogue in dialogues:
        thread = QuestionThread()
        for judged in dialogue.turns:
            trace = thread.trace(engine, judged.question, scope=PUBLIC)
            if trace.ranked and trace.highlighter:
                nearest = trace.ranked[0].entry.document
                about = document or min((gold.file for gold in judged.gold), default=nearest.file)
                source = Source(name, nearest.domain, about)
                _keep(trace, trace.highlighter, source, judged, into)


def _keep(
    trace: Trace, highlighter: Highlighter, source: Source, judged: JudgedQuestion, into: Examples
) -> None:
    question, ranked = trace.answer.question, list(trace.ranked)
    in_gold = np.array([_line_of(each) in judged.gold for each in ranked])
    into.verdicts.append(_verdict(trace, highlighter, source, judged))
    if not in_gold.any():
        return
    competing = [at for at, gold in enumerate(in_gold) if gold or at < _COMPETING]
    rows = np.array([_values(ranked[at].features, Features) for at in competing])
    passable = in_gold[competing]
    right = passable & np.array([_says(ranked[at].entry.spoken, judged) for at in competing])
    into.sentences.append(Example(source, rows, right if right.any() else passable, passable))
    best = ranked[int(np.argmax(in_gold))].entry.passage.id
    _keep_clauses(highlighter, source, judged, question, in_passage(ranked, best), into)


def _keep_clauses(
    highlighter: Highlighter,
    source: Source,
    judged: JudgedQuestion,
    question: QueryPlan,
    evidence: list[ScoredSentence],
    into: Examples,
) -> None:
    if highlighter.highlight(question, evidence).clause is None:
        return
    found = highlighter.rank(question, evidence)
    right = np.array([_says(each.span.of(each.entry.passage.text), judged) for each in found])
    if right.any() and not right.all():
        rows = np.array([_values(each.features, ClauseFeatures) for each in found])
        into.clauses.append(Example(source, rows, right, right))


def _verdict(trace: Trace, highlighter: Highlighter, source: Source, judged: JudgedQuestion) -> Verdict:
    question, ranked = trace.answer.question, trace.ranked
    nearest = best_of_each_passage(ranked, MAX_CITATIONS)
    highlight = highlighter.highlight(question, in_passage(ranked, nearest[0].entry.passage.id))
    words = [span.of(highlight.entry.passage.text) for span in highlight.spans]
    is_right = judged.answerable and any(_says(each, judged) for each in words)
    return Verdict(
        source,
        np.array(_values(answerability.grounds(question, nearest, highlight), AnswerabilityFeatures)),
        is_right=is_right and _line_of(ranked[0]) in judged.gold,
        is_answerable=judged.answerable,
        threshold=Threshold.for_answer_to(question),
        is_ruled_out=trace.answer.missing in _RULED_OUT,
    )


def _says(text: str, judged: JudgedQuestion) -> bool:
    return any(has_answer(text, answer) or has_answer(text, answer.lower()) for answer in judged.answers)


def _line_of(evidence: ScoredSentence) -> GoldLine:
    return GoldLine(evidence.entry.document.file, evidence.entry.passage.line)


def _values(record: object, kind: type) -> list[float]:
    return [getattr(record, each.name) for each in fields(kind)]
