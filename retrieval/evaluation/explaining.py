"""Why an answer came out as it did: what each feature was worth, for a person who tunes the ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from retrieval.compose import answerability
from retrieval.compose.answering import MAX_CITATIONS
from retrieval.compose.highlighting import ClauseEvidence
from retrieval.evaluation.question_sets import GoldLine
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.pipeline import Trace
from retrieval.ranking.scoring import ScoredSentence, best_of_each_passage, in_passage
from retrieval.types import QueryPlan

_Record = Features | ClauseFeatures | AnswerabilityFeatures
_SENTENCES = 5
_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class Worth:
    """What one feature adds to a score."""

    name: str
    value: float
    """Of the feature itself."""
    points: float
    """Value times weight."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A question as it was understood, and what spoke for the first things found."""

    question: QueryPlan
    sentences: tuple[tuple[ScoredSentence, tuple[Worth, ...]], ...]
    """The first five of the ranked list; features that add nothing are left out."""
    clauses: tuple[tuple[ClauseEvidence, tuple[Worth, ...]], ...]
    """The first three of the best passage."""
    grounds: tuple[Worth, ...]
    """What speaks for there being an answer; the sum of the points is the log-odds of the confidence."""


def explain(trace: Trace) -> Explanation:
    """Explain an answer by the weights of the domain that it came from."""
    question, ranked, weights = trace.answer.question, trace.ranked, trace.weights
    sentences = tuple((each, _worths(each.features, weights.sentences)) for each in ranked[:_SENTENCES])
    highlighter = trace.highlighter
    if not ranked or highlighter is None:
        return Explanation(question, (), (), ())
    best = in_passage(ranked, ranked[0].entry.passage.id)
    clauses = highlighter.rank(question, best)[:_CLAUSES]
    nearest = best_of_each_passage(ranked, MAX_CITATIONS)
    found = answerability.grounds(question, nearest, highlighter.highlight(question, best))
    return Explanation(
        question,
        sentences,
        tuple((each, _worths(each.features, weights.clauses)) for each in clauses),
        _worths(found, weights.answerability),
    )


def why_not(trace: Trace, gold: Iterable[GoldLine]) -> tuple[Worth, ...]:
    """What the first sentence had over the best one of the gold lines: features by the points they made, most first.

    Empty: the gold lines came first, or were not found at all.
    """
    lines = frozenset(gold)
    right = next((each for each in trace.ranked if _line_of(each) in lines), None)
    if right is None or right is trace.ranked[0]:
        return ()
    weights = trace.weights.sentences
    got = {worth.name: worth for worth in _worths(trace.ranked[0].features, weights)}
    wanted = {worth.name: worth for worth in _worths(right.features, weights)}
    nothing = Worth("", 0.0, 0.0)
    differences = []
    for name in {**got, **wanted}:
        one, other = got.get(name, nothing), wanted.get(name, nothing)
        differences.append(Worth(name, one.value - other.value, one.points - other.points))
    return tuple(sorted(differences, key=lambda worth: (-worth.points, worth.name)))


def _line_of(evidence: ScoredSentence) -> GoldLine:
    return GoldLine(evidence.entry.document.file, evidence.entry.passage.line)


def _worths(features: _Record, weights: _Record) -> tuple[Worth, ...]:
    """The features that add something, by how much, the largest first."""
    found = []
    for field in fields(weights):
        value: float = getattr(features, field.name)
        points = value * getattr(weights, field.name)
        if points:
            found.append(Worth(field.name, value, points))
    return tuple(sorted(found, key=lambda worth: (-abs(worth.points), worth.name)))
