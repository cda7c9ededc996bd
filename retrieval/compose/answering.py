"""Evidence -> answer: the words, the citations, the status.

What counts as found is judged on absolute evidence: a year or a subject that the documents do not have is said to
be missing; the nearest passages are then shown as what they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.compose import answerability
from retrieval.compose.answerability import Verdict
from retrieval.compose.citing import cite
from retrieval.compose.highlighting import Highlight, Highlighter
from retrieval.learning.model import Weights
from retrieval.ranking.scoring import ScoredSentence, best_of_each_passage, in_passage
from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import (
    Absence,
    Answer,
    AnswerPart,
    Citation,
    Missing,
    QueryPlan,
    Span,
    Status,
    Wanted,
)

MAX_CITATIONS = 5
Lacks = Callable[[Sequence[AnnotatedSentence]], Missing | None]
"""Of the best sentences of the nearest paragraphs: what is asked about and nothing that was searched is about."""
_AMBIGUITY_MARGIN = 0.35
"""The result and the target are both given when the better one scores higher by less than this."""
_MARGIN_OF_NAME_ALONE = 1.0
"""The same where nothing but an indicator was asked for (盘锦GDP): both are wanted, if both are there."""


@dataclass(frozen=True, slots=True)
class _Pick:
    evidence: ScoredSentence
    highlight: Highlight


def compose(
    question: QueryPlan,
    ranked: Sequence[ScoredSentence],
    highlighter: Highlighter,
    weights: Weights,
    lacks: Lacks,
) -> Answer:
    """Answer from ranked evidence.

    Args:
        question: as understood.
        ranked: all evidence, best first.
        highlighter: finds the words of a passage that answer.
        weights: of the domain that the documents belong to.
        lacks: what that domain knows to be missing.
    """
    nearest = best_of_each_passage(ranked, MAX_CITATIONS)
    lacking = lacks([each.entry for each in nearest])

    def pick(evidence: ScoredSentence, *, closely: bool) -> _Pick:
        of_passage = in_passage(ranked, evidence.entry.passage.id)
        return _Pick(evidence, highlighter.highlight(question, of_passage, closely=closely))

    # Only the passages that the answer is taken from are worth the model's time.
    answering = [pick(evidence, closely=True) for evidence in nearest[:1]]
    verdict = answerability.judge(
        question, nearest, answering[0].highlight if answering else None, lacking, weights
    )
    if verdict.missing:
        return _not_found(question, nearest, verdict)
    answering += [
        pick(evidence, closely=True) for evidence in _other_reading(question, nearest, weights.sentences.unit)
    ]
    taken = {each.evidence.entry.passage.id for each in answering}
    rest = [pick(evidence, closely=False) for evidence in nearest if evidence.entry.passage.id not in taken]
    return Answer(
        question=question,
        status=Status.AMBIGUOUS if len(answering) > 1 else Status.ANSWERED,
        parts=tuple(part for each in answering for part in _parts(each)),
        confidence=verdict.confidence,
        citations=tuple(_citation(each.evidence, each.highlight.spans) for each in [*answering, *rest]),
    )


def refuse(question: QueryPlan, missing: Missing) -> Answer:
    """Say that there is nothing to look up: an empty question, small talk."""
    status = Status.OFF_TOPIC if missing is Missing.SMALL_TALK else Status.NOT_FOUND
    return Answer(question, status, (), 1.0, (), missing)


def miss(question: QueryPlan, absence: Absence, ranked: Sequence[ScoredSentence]) -> Answer:
    """Say which report is not there, with the nearest passages of those that are."""
    missing = Missing.PLACE if absence.year is None else Missing.YEAR
    citations = tuple(_citation(evidence, ()) for evidence in best_of_each_passage(ranked, MAX_CITATIONS))
    return Answer(question, Status.NOT_FOUND, (), 1.0, citations, missing, absence)


def _not_found(question: QueryPlan, nearest: Sequence[ScoredSentence], verdict: Verdict) -> Answer:
    citations = tuple(_citation(evidence, ()) for evidence in nearest)
    return Answer(
        question,
        Status.NOT_FOUND,
        (),
        1 - verdict.confidence,
        citations,
        verdict.missing,
        difference=verdict.difference,
    )


def _other_reading(
    question: QueryPlan, nearest: Sequence[ScoredSentence], weight_of_unit: float
) -> list[ScoredSentence]:
    """The best evidence of the other role, when the question leaves open whether the result or the target is meant."""
    first = nearest[0]
    if question.years or question.role or question.wanted not in {Wanted.NUMBER, Wanted.ANYTHING}:
        return []
    told = first.entry.sentence.role if first.entry.facts.has_quantity else None
    for other in nearest[1:]:
        if told and other.entry.sentence.role not in {None, told} and other.entry.facts.has_quantity:
            first_score, other_score = (_whatever_the_unit(each, weight_of_unit) for each in (first, other))
            margin = _MARGIN_OF_NAME_ALONE if question.is_indicator_alone else _AMBIGUITY_MARGIN
            is_near = first_score - other_score < margin
            return [other] if is_near and other.features.subject >= first.features.subject else []
    return []


def _whatever_the_unit(evidence: ScoredSentence, weight_of_unit: float) -> float:
    """The score without the unit: results are told as amounts, targets of the same indicator as growth."""
    return evidence.score - weight_of_unit * evidence.features.unit


def _parts(pick: _Pick) -> list[AnswerPart]:
    entry = pick.highlight.entry
    told = entry.sentence.years
    only = next(iter(told)) if len(told) == 1 else None
    about, passage = entry.document.place, entry.passage
    return [
        AnswerPart(span.of(passage.text), only, entry.sentence.role, about, passage.id)
        for span in pick.highlight.spans
    ]


def _citation(evidence: ScoredSentence, highlights: tuple[Span, ...]) -> Citation:
    score = round(1 / (1 + math.exp(-evidence.score)), 4)
    return cite(evidence.entry.passage, evidence.entry.document, highlights, score)
