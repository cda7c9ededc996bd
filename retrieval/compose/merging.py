"""Answers to the parts of a question -> one answer: a comparison, or the same question of several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from retrieval.compose.answering import MAX_CITATIONS
from retrieval.ranking.scoring import ScoredSentence
from retrieval.types import Answer, AnswerPart, Citation, Missing, PassageId, QueryPlan, Status

_PLAINLY = 1.0
"""How far the best sentence of one place scores above that of any other, if only it can be meant."""
_REFUSED = frozenset({Status.NOT_FOUND, Status.OFF_TOPIC})


def merge(question: QueryPlan, answers: Sequence[Answer], *, is_choice: bool) -> Answer:
    """Put the answers to the parts of a question together, in their order.

    Args:
        question: the whole.
        answers: to its parts, at least one.
        is_choice: whether the asker means only one of the parts, and has to say which.

    Returns:
        The words of all parts that were answered; refused where none was, or where one side of a comparison is missing.
        Of a choice, one citation a place.
    """
    given = [answer for answer in answers if answer.status not in _REFUSED]
    if not given or (not is_choice and len(given) < len(answers)):
        refused = next(answer for answer in answers if answer.status in _REFUSED)
        return replace(refused, question=question)
    if len(given) == 1:
        return replace(given[0], question=question)
    whole = Answer(
        question=question,
        status=Status.ANSWERED,
        parts=tuple(part for answer in given for part in _dated_parts(answer)),
        confidence=min(answer.confidence for answer in given),
        citations=_side_by_side(given),
    )
    return _choice(whole, given) if is_choice else whole


def together(question: QueryPlan, answers: Sequence[tuple[str, Answer]]) -> Answer:
    """Put the answers to questions that were asked at once together, in their order.

    Args:
        question: the message.
        answers: each question, at least one, with its answer.

    Returns:
        The words of all that were answered, and which were not; refused where none was. Words that only talk are left out.
        Where one leaves several places to choose from, that one alone: each place has its own answer to the others.
    """
    asked = [each for each in answers if each[1].missing is not Missing.SMALL_TALK] or answers[:1]
    given = [answer for _, answer in asked if answer.status not in _REFUSED]
    alone = next((answer for answer in given if answer.places), None)
    if alone is not None or len(asked) == 1 or not given:
        answer = alone or asked[0][1]
        others = tuple(text for text, other in asked if other is not answer) if alone else ()
        return replace(answer, question=replace(answer.question, text=question.text), left=others)
    return Answer(
        question=question,
        status=Status.ANSWERED,
        parts=tuple(dict.fromkeys(part for answer in given for part in _dated_parts(answer))),
        confidence=min(answer.confidence for answer in given),
        citations=_side_by_side(given),
        unanswered=tuple(text for text, answer in asked if answer.status in _REFUSED),
    )


def _choice(whole: Answer, given: Sequence[Answer]) -> Answer:
    """What each place's first citation says, and nothing else: the asker says which is meant first."""
    first = {answer.citations[0].place: answer.citations[0] for answer in reversed(given)}
    shown = {citation.passage for citation in first.values()}
    return replace(
        whole,
        status=Status.AMBIGUOUS,
        parts=tuple(part for part in whole.parts if part.passage in shown),
        citations=tuple(citation for citation in whole.citations if citation.passage in shown),
        places=tuple(dict.fromkeys(answer.citations[0].place for answer in given)),
    )


def _dated_parts(answer: Answer) -> tuple[AnswerPart, ...]:
    """The parts of one side of a comparison; one that does not say its year is of the only one asked about."""
    asked = answer.question.years
    only = asked[0] if len(asked) == 1 else None
    return tuple(replace(part, year=part.year or only) for part in answer.parts)


def _side_by_side(answers: Sequence[Answer]) -> tuple[Citation, ...]:
    """The first citation of each answer, then the second of each, and so on; each paragraph once.

    A paragraph that answers several has the words of all of them marked.
    """
    ranks = zip_longest(*(answer.citations for answer in answers))
    once: dict[PassageId, Citation] = {}
    for citation in (each for rank in ranks for each in rank if each is not None):
        once.setdefault(citation.passage, citation)
    # What parts are quoted from comes first: a fifth side has its paragraph, too, if there is room for it.
    quoted = {part.passage for answer in answers for part in answer.parts}
    ordered = sorted(once.values(), key=lambda each: each.passage not in quoted)[:MAX_CITATIONS]
    return tuple(_marked_by_all(citation, answers) for citation in ordered)


def _marked_by_all(citation: Citation, answers: Sequence[Answer]) -> Citation:
    telling = [
        each
        for answer in answers
        for each in answer.citations
        if each.passage == citation.passage and any(part.passage == each.passage for part in answer.parts)
    ]
    spans = dict.fromkeys(span for each in telling for span in each.highlights)
    return replace(citation, highlights=tuple(spans)) if spans else citation


def likeliest_readings(ranked: Sequence[ScoredSentence], usual: str) -> list[str]:
    """What evidence may be about, where the question leaves open what it asks about: one, if it plainly tells.

    Args:
        ranked: best first.
        usual: what is asked about most.
    """
    best: dict[str, float] = {}
    for evidence in ranked:
        best.setdefault(evidence.entry.document.place, evidence.score)
    first = max(best.values(), default=0.0)
    near = [name for name, score in best.items() if first - score < _PLAINLY]
    near.sort(key=lambda name: name != usual)
    return near[:MAX_CITATIONS] or [""]


def if_sure(answer: Answer, enough: float) -> Answer:
    """The answer, or that nothing was found, where it was looked for in all documents and is less sure than `enough`."""
    if answer.status in _REFUSED or answer.confidence >= enough:
        return answer
    nearest = tuple(replace(citation, highlights=()) for citation in answer.citations)
    return Answer(answer.question, Status.NOT_FOUND, (), 1 - answer.confidence, nearest, Missing.EVIDENCE)
