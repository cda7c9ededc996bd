"""A list that was asked for, item by item, where each item is a paragraph of its own.

The paragraph that comes closest to such a question is often the one that introduces the list, which names no item, or
one item of several. What answers is the items; the words that introduce them stand in their citations as the last
heading, so that what a list forbids never reads as what it allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from retrieval.compose.citing import cite
from retrieval.ingest.lists import introduces, lead_in_of
from retrieval.search.selection import Selection
from retrieval.types import Answer, AnswerPart, Citation, Document, Passage, Span, Status, Wanted

_MOST = 5
"""Items that are cited; the paragraph view shows the others."""
_SEVERAL = 2
_AND = "、"
_END = re.compile(r"[；;。，,、.]\s*(?:以及|或者|和|或|and|or)?\s*$")
_FIRST_SENTENCE = re.compile(r"[^。；;！？]+")
_LONG = 100
"""Characters: of a longer item its first sentence is quoted."""


def as_items(answer: Answer, selection: Selection) -> Answer:
    """The answer with the items of the list that its first paragraph introduces or belongs to.

    Args:
        answer: to one question, from these documents.
        selection: what was searched.

    Returns:
        The answer as it is where no list was asked for, or its items are not paragraphs of their own.
    """
    question = answer.question
    if answer.status is not Status.ANSWERED or not (question.wanted is Wanted.LIST or question.in_words):
        return answer
    first = answer.citations[0]
    documents = (each.indexed for each in selection.opened)
    held = next((each for each in documents if each.document.file == first.file), None)
    items = _items(first, held.passages, is_list=question.wanted is Wanted.LIST) if held else []
    return _with(answer, items[:_MOST], held.document) if held and len(items) >= _SEVERAL else answer


def _items(first: Citation, passages: Sequence[Passage], *, is_list: bool) -> list[Passage]:
    """The items of the list that a cited paragraph of some document introduces, or is one of."""
    rest = list(dropwhile(lambda each: each.id != first.passage, passages))
    if not rest:
        return []
    if introduces(first.text):
        lead_in = lead_in_of(first.text)
        return _right_below(lead_in, list(takewhile(lambda each: lead_in in each.section, rest[1:])))
    names_several = first.text.count(_AND) >= _SEVERAL
    if not is_list or names_several or not first.section or not introduces(first.section[-1]):
        return []
    # Two lists may be introduced in the same words: only the run around the paragraph is one list.
    lead_in = first.section[-1]
    before = passages[: len(passages) - len(rest)]
    run = list(takewhile(lambda each: lead_in in each.section, reversed(before)))[::-1]
    return _right_below(lead_in, run + list(takewhile(lambda each: lead_in in each.section, rest)))


def _right_below(lead_in: str, passages: Sequence[Passage]) -> list[Passage]:
    """Those that are not items of a list inside of the list."""
    return [each for each in passages if each.section[-1] == lead_in]


def _with(answer: Answer, items: Sequence[Passage], document: Document) -> Answer:
    marked = [(item, _words(item.text)) for item in items]
    shown = {item.id for item in items}
    score = answer.citations[0].score
    cited = [cite(item, document, (words,), score) for item, words in marked]
    others = [each for each in answer.citations if each.passage not in shown]
    first = answer.parts[0]
    parts = (
        AnswerPart(words.of(item.text), first.year, first.role, document.place, item.id)
        for item, words in marked
    )
    return replace(answer, parts=tuple(parts), citations=(*cited, *others)[: len(answer.citations)])


def _words(text: str) -> Span:
    """What is quoted of an item: all of it without the mark at its end, or of a long one its first sentence."""
    end = _END.search(text)
    whole = Span(0, end.start() if end else len(text))
    if whole.end <= _LONG:
        return whole
    match = _FIRST_SENTENCE.match(text)
    return Span(0, match.end()) if match else whole
