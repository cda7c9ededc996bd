"""Which article or section says something (试用期是第几条规定的): the number that the answering paragraph stands under."""

from __future__ import annotations

from dataclasses import replace

from retrieval.compose.citing import cite, cite_heading
from retrieval.ingest.enumerators import Kind, enumerator_of
from retrieval.search.selection import Selection
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Answer, AnswerPart, Citation, Span, Status

_OF_LISTS = frozenset(kind for kind in Kind if kind > Kind.HAN and kind is not Kind.DIGIT)
"""Count the items of a list, not the parts of a document."""
_TITLE = 60
"""Characters of a numbered line that is a title, and is quoted whole."""


def as_part(answer: Answer, selection: Selection) -> Answer:
    """The answer with the number of the part that its words stand in.

    Args:
        answer: to one question, from these documents.
        selection: what was searched.

    Returns:
        The answer as it is where no part was asked for, or none has a number.
    """
    if answer.status is not Status.ANSWERED or not answer.question.asks_part:
        return answer
    first = answer.citations[0]
    document = next(
        (each.indexed for each in selection.opened if each.indexed.document.file == first.file), None
    )
    found = _numbered(first, document) if document else None
    if found is None:
        return answer
    words = AnswerPart(found.highlights[0].of(found.text), None, None, found.place, found.passage)
    others = [each for each in answer.citations if each.line != found.line]
    return replace(answer, parts=(words,), citations=(found, *others)[: len(answer.citations)])


def _numbered(first: Citation, document: IndexedDocument) -> Citation | None:
    """The paragraph or the heading that opens with the number that a cited paragraph stands under."""
    if number := _number_of(first.text):
        return replace(first, highlights=(number,))
    title = next((each for each in reversed(first.section) if _number_of(each)), None)
    if title is None:
        return None
    opening = [each for each in document.passages if each.line <= first.line and each.text.startswith(title)]
    if opening and (number := _number_of(opening[-1].text)):
        return cite(opening[-1], document.document, (number,), first.score)
    heading = [each for each in document.headings if each.line <= first.line and each.text == title]
    below = next((each for each in document.passages if each.id == first.passage), None)
    return cite_heading(heading[-1], below, document.document, first.score) if heading and below else None


def _number_of(text: str) -> Span | None:
    """The number that a line opens with, with the rest of it if it is a title; None: it has none but of a list."""
    start = len(text) - len(text.lstrip())
    own = enumerator_of(text[start:])
    if own is None or own.kind in _OF_LISTS:
        return None
    line = text.rstrip()
    is_title = len(line) <= _TITLE and line[-1] not in "。；;：:，,."
    return Span(start, len(line) if is_title else start + own.end)
