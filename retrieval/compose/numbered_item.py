"""One item of a list, by its number: 第三件 of 十件实事, where one paragraph counts them, or paragraphs of their own do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from retrieval.compose.list_items import as_items
from retrieval.language.numerals import numeral
from retrieval.search.selection import Selection
from retrieval.types import Answer, Citation, Span, Status, Wanted

_HAN = "一二三四五六七八九十"
_MARKS: tuple[Callable[[int], str], ...] = (
    lambda number: rf"[(（]{number}[)）]",
    lambda number: rf"[(（]{numeral(number)}[)）]",
    lambda number: "①②③④⑤⑥⑦⑧⑨⑩"[number - 1 : number] or "(?!)",
    lambda number: rf"(?<![{_HAN}]){numeral(number)}(?:是要?|要)",
    lambda number: rf"第{numeral(number)}[，,、]",
    lambda number: rf"(?<![\d.]){number}[.．、](?!\d)",
)
"""The ways in which a paragraph counts: （1）, （一）, ①, 一是, 第一，, 1."""
_MOST = 20
"""Items of the longest list in one paragraph."""
_END = re.compile(r"[。；;，,、\s]+$")
_SENTENCE_END = re.compile(r"[。；;]")


def as_numbered_item(answer: Answer, selection: Selection) -> Answer:
    """The answer with the item of the list whose number was asked for.

    Args:
        answer: to one question, from these documents.
        selection: what was searched.

    Returns:
        The answer as it is where no item was asked for, or the list has none of that number.
    """
    number = answer.question.item
    if number is None or answer.status is not Status.ANSWERED:
        return answer
    first = answer.citations[0]
    if item := _counted(first, number):
        part = replace(answer.parts[0], text=item.of(first.text), passage=first.passage)
        return replace(
            answer, parts=(part,), citations=(replace(first, highlights=(item,)), *answer.citations[1:])
        )
    listing = replace(answer.question, wanted=Wanted.LIST, count=0)
    items = as_items(replace(answer, question=listing), selection)
    at = number - 1 if number > 0 else number
    if items.parts == answer.parts or not -len(items.parts) <= at < len(items.parts):
        return answer
    part = items.parts[at]
    own = [each for each in items.citations if each.passage == part.passage]
    others = [each for each in answer.citations if each.passage != part.passage]
    return replace(answer, parts=(part,), citations=(*own[:1], *others)[: len(answer.citations)])


def _counted(citation: Citation, number: int) -> Span | None:
    """The item of a number in a paragraph that counts its items; after the words found first, before them else."""
    start = max((each.start for each in citation.highlights[:1]), default=0)
    return next(
        (
            item
            for begin in (start, 0)
            for mark in _MARKS
            if (item := _item(citation.text, begin, number, mark)) is not None
        ),
        None,
    )


def _item(text: str, begin: int, number: int, mark: Callable[[int], str]) -> Span | None:
    """The item of a number in a list counted in one way; None: the paragraph has no such list."""
    found: list[re.Match[str]] = []
    at = begin
    for count in range(1, _MOST + 1):
        match = re.compile(mark(count)).search(text, at)
        if match is None:
            break
        found.append(match)
        at = match.end()
    index = number - 1 if number > 0 else len(found) - 1
    if len(found) <= 1 or index >= len(found):
        return None
    start = found[index].end()
    following = found[index + 1].start() if index + 1 < len(found) else len(text)
    sentence = _SENTENCE_END.search(text, start, following)
    own = text[start : sentence.start() if sentence else following]
    blanks = len(own) - len(own.lstrip())
    trimmed = _END.sub("", own)
    return Span(start + blanks, start + len(trimmed)) if trimmed.strip() else None
