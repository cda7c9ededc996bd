"""A part of a document asked for by where it stands, 第51段, 第61行, 第三部分, 报告分几部分 -> its own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from retrieval.compose.citing import cite, cite_heading
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import (
    Act,
    Answer,
    AnswerPart,
    Citation,
    Heading,
    Missing,
    Passage,
    QueryPlan,
    Span,
    Status,
)

_LAST = -1
_COUNTED: Mapping[Act, Callable[[Passage], int | None]] = {
    Act.PARAGRAPH: lambda passage: passage.paragraph,
    Act.LINE: lambda passage: passage.line,
    Act.PAGE: lambda passage: passage.page,
}
"""What a number counts."""


def points(plan: QueryPlan) -> bool:
    """Whether a plan asks for a part of a document by where it stands."""
    return plan.act in _COUNTED or plan.act is Act.HEADINGS


def pointed_at(plan: QueryPlan, document: IndexedDocument) -> Answer:
    """The part of a document that a plan points at; refused if it has no such part.

    Args:
        plan: one that `points`.
        document: the only one that can be meant.
    """
    if plan.act is Act.HEADINGS:
        citations = [
            cite_heading(heading, below, document.document, 1.0)
            for heading, below in _headings(document, plan.number)
        ]
    else:
        citations = [
            cite(passage, document.document, (_words(passage.text),), 1.0)
            for passage in _passages(document.passages, plan)
        ]
    parts = tuple(_part(citation) for citation in citations)
    if not parts:
        return Answer(plan, Status.NOT_FOUND, (), 1.0, (), Missing.EVIDENCE)
    return Answer(plan, Status.ANSWERED, parts, 1.0, tuple(citations))


def headings_below(document: IndexedDocument, above: Sequence[str]) -> list[tuple[Heading, Passage]]:
    """The headings right below others, each with the first paragraph under it.

    Args:
        document: they stand in.
        above: the headings that all of them stand under, outermost first; none: the outermost headings.
    """
    depth = len(above)
    first: dict[str, Passage] = {}
    for passage in document.passages:
        if len(passage.section) > depth and passage.section[:depth] == tuple(above):
            first.setdefault(passage.section[depth], passage)
    found: list[tuple[Heading, Passage]] = []
    for title, passage in first.items():
        # The same words may head other parts: the nearest above is meant.
        named = [each for each in document.headings if each.text == title and each.line <= passage.line]
        if named:
            found.append((named[-1], passage))
    return found


def _headings(document: IndexedDocument, number: int | None) -> list[tuple[Heading, Passage]]:
    """The outermost headings, or the one of a number with those right below it."""
    outermost = headings_below(document, ())
    if number is None:
        return outermost
    chosen = outermost[-1:] if number == _LAST else outermost[number - 1 : number] if number > 0 else []
    return [*chosen, *(each for one, _ in chosen for each in headings_below(document, (one.text,)))]


def _passages(passages: Sequence[Passage], plan: QueryPlan) -> list[Passage]:
    assert plan.act is not None
    if plan.number == _LAST:
        return list(passages[-1:])
    counted = _COUNTED[plan.act]
    return [passage for passage in passages if counted(passage) == plan.number][:1]


def _words(text: str) -> Span:
    """All of a paragraph but the white space around it."""
    start = len(text) - len(text.lstrip())
    return Span(start, len(text.rstrip()))


def _part(citation: Citation) -> AnswerPart:
    return AnswerPart(citation.highlights[0].of(citation.text), None, None, citation.place, citation.passage)
