"""A sentence -> its clauses, the pieces that answers are made of.

A comma inside brackets or quotes, or inside a number, ends no clause, nor does the colon of an address (https://); the
items of a list are clauses of their own when each has a figure and says of what (新开工133项、续建282项、竣工142项), which
those of 分别增长8.2%、10.5% do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.language.quantities import quantities
from retrieval.types import Span, is_han

_BREAK = re.compile(
    r"(?<!\d)[，,](?!\d)|(?<=\d)[，,](?!\d{3}(?!\d))|(?<!\d)[，,](?=\d)|[；。！？!?;]+|(?<!\d)[：:](?!//)|[：:](?!\d|//)|——"
)
_ITEM_MARK = "、"
_ITEM_BREAK = re.compile(_ITEM_MARK)
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万亿]")
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))
_BLANK = " 　\t"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence."""

    span: Span
    """Where it stands in the passage's text."""
    is_further_item: bool
    """Whether it is an item of a list, but not the first: what it is about stands before."""


def clauses(text: str, span: Span) -> list[Clause]:
    """The clauses of a sentence in their order; at least one.

    >>> text = "新开工133项、竣工142项，增长3%。"
    >>> [clause.span.of(text) for clause in clauses(text, Span(0, len(text)))]
    ['新开工133项', '竣工142项', '增长3%']
    """
    # A sentence of nothing but marks is one clause.
    return list(_each(text, span)) or [Clause(span, is_further_item=False)]


def first_clause(text: str, span: Span) -> Span:
    """Where the first clause of a part of a sentence stands; that of nothing but marks is one clause."""
    return next((clause.span for clause in _each(text, span)), span)


def _each(text: str, span: Span) -> Iterator[Clause]:
    for piece in _split(text, span, _BREAK):
        items = list(_split(text, piece, _ITEM_BREAK)) if _ITEM_MARK in piece.of(text) else []
        if len(items) > 1 and all(_says_how_much_of_what(item.of(text)) for item in items):
            yield from (Clause(item, at > 0) for at, item in enumerate(items))
        else:
            yield Clause(piece, is_further_item=False)


def _says_how_much_of_what(item: str) -> bool:
    if not _NUMERAL.search(item):
        return False
    found = quantities(item)
    return bool(found) and any(map(is_han, item[: found[0].start] + item[found[-1].end :]))


def _split(text: str, span: Span, mark: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for match in mark.finditer(text, span.start, span.end):
        if not _is_inside(text, span.start, match.start()):
            yield from _piece(text, start, match.start())
            start = match.end()
    yield from _piece(text, start, span.end)


def _piece(text: str, start: int, end: int) -> Iterator[Span]:
    piece = _trim(text, start, end)
    if piece.start < piece.end:
        yield piece


def _is_inside(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    return any(
        opening in before and before.count(opening) > before.count(closing) for opening, closing in _PAIRS
    )


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)
