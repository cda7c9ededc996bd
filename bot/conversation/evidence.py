"""Which paragraphs of an answer hold it, and which are shown with it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.replies import is_found
from retrieval.types import Answer, AnswerPart, Citation, Status

NEAREST_SHOWN = 1
"""Of the nearest passages when nothing answers: one tells whether the right thing was looked for."""
_UNRELATED = 3


def evidence(answer: Answer) -> tuple[Citation, ...]:
    """The citations that hold the parts of the answer, in their order; the best one when none can be told."""
    held: dict[str, Citation] = {}
    for part in answer.parts:
        citation = holder(part, answer.citations)
        if citation is not None:
            held.setdefault(citation.passage, citation)
    return tuple(held.values()) or answer.citations[:1]


def holder(part: AnswerPart, citations: Sequence[Citation]) -> Citation | None:
    """The citation that a part is quoted from: two reports may say the same words."""
    if part.passage is not None:
        return next((each for each in citations if each.passage == part.passage), None)
    nearest = min(citations, key=lambda cited: _distance(part, cited), default=None)
    return nearest if nearest is not None and _distance(part, nearest) < _UNRELATED else None


def quoted(answer: Answer) -> tuple[Citation, ...]:
    """The citations that a message quotes: the evidence, or the nearest when nothing answers."""
    if is_found(answer):
        return evidence(answer)
    return answer.citations[:NEAREST_SHOWN] if answer.status is not Status.OFF_TOPIC else ()


def _distance(part: AnswerPart, citation: Citation) -> int:
    """0: these are the citation's first marked words; 1: others of them; 2: unmarked words; 3: elsewhere."""
    marked = [span.of(citation.text) for span in citation.highlights]
    if part.text in marked:
        return min(marked.index(part.text), 1)
    return 2 if part.text in citation.text else _UNRELATED
