"""Evidence -> answer: the words, the citations, the status.

What counts as found is judged on absolute evidence: a year or a subject that the documents do not have is said to
be missing; the nearest passages are then shown as what they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval import sufficiency
from retrieval.catalogue import Catalogue
from retrieval.highlighting import Rarity, highlight
from retrieval.ranking import Evidence, best_of_each_passage
from retrieval.sufficiency import Verdict
from retrieval.types import Answer, AnswerPart, Citation, Missing, Question, Span, Status, Wanted

MAX_CITATIONS = 5
_AMBIGUITY_MARGIN = 0.35
"""The result and the target are both given when the better one scores higher by less than this."""


@dataclass(frozen=True, slots=True)
class _Pick:
    evidence: Evidence
    spans: tuple[Span, ...]


def compose(question: Question, ranked: Sequence[Evidence], catalogue: Catalogue, rarity: Rarity) -> Answer:
    """Answer from ranked evidence.

    Args:
        question: as understood.
        ranked: all evidence, best first.
        catalogue: what is indexed, to tell what is missing from it.
        rarity: weight of a character pair.
    """
    nearest = best_of_each_passage(ranked, MAX_CITATIONS)
    verdict = sufficiency.judge(question, nearest, catalogue)
    if verdict.missing:
        return _not_found(question, nearest, verdict)
    picks = [_Pick(evidence, highlight(question, evidence.entry, rarity)) for evidence in nearest]
    answering = [picks[0], *_other_role(question, picks)]
    rest = [pick for pick in picks if pick not in answering]
    return Answer(
        question=question,
        status=Status.AMBIGUOUS if len(answering) > 1 else Status.ANSWERED,
        parts=tuple(part for pick in answering for part in _parts(pick)),
        confidence=verdict.confidence,
        citations=tuple(_citation(pick.evidence, pick.spans) for pick in [*answering, *rest]),
    )


def refuse(question: Question, missing: Missing) -> Answer:
    """Say that there is nothing to look up: an empty question, small talk."""
    status = Status.OFF_TOPIC if missing is Missing.SMALL_TALK else Status.NOT_FOUND
    return Answer(question, status, (), 1.0, (), missing)


def _not_found(question: Question, nearest: Sequence[Evidence], verdict: Verdict) -> Answer:
    citations = tuple(_citation(evidence, ()) for evidence in nearest)
    return Answer(question, Status.NOT_FOUND, (), 1 - verdict.confidence, citations, verdict.missing)


def _other_role(question: Question, picks: Sequence[_Pick]) -> list[_Pick]:
    """The best pick of the other role, when the question leaves open whether the result or the target is meant."""
    first = picks[0].evidence
    if question.years or question.role or question.wanted not in {Wanted.NUMBER, Wanted.ANYTHING}:
        return []
    told = first.entry.sentence.role if first.entry.has_quantity else None
    for pick in picks[1:]:
        other = pick.evidence
        if told and other.entry.sentence.role not in {None, told} and other.entry.has_quantity:
            return [pick] if first.score - other.score < _AMBIGUITY_MARGIN else []
    return []


def _parts(pick: _Pick) -> list[AnswerPart]:
    entry = pick.evidence.entry
    years = entry.sentence.years
    year = next(iter(years)) if len(years) == 1 else None
    return [AnswerPart(span.of(entry.passage.text), year, entry.sentence.role) for span in pick.spans]


def _citation(evidence: Evidence, highlights: tuple[Span, ...]) -> Citation:
    passage, document = evidence.entry.passage, evidence.entry.document
    return Citation(
        passage=passage.id,
        document=document.title,
        file=document.file,
        place=document.place,
        year=document.year,
        section=passage.section,
        paragraph=passage.paragraph,
        line=passage.line,
        text=passage.text,
        highlights=highlights,
        score=round(1 / (1 + math.exp(-evidence.score)), 4),
    )
