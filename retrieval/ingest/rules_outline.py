"""The outline of statutes, contracts, manuals and articles: chapters, articles, decimals, and lists that are no headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from retrieval.ingest.contents import without_contents
from retrieval.ingest.enumerators import Enumerator, Kind, enumerator_of
from retrieval.ingest.headings import HEADING_LENGTH, marked_headings, title_in
from retrieval.ingest.lists import NumberedLine, items_of
from retrieval.ingest.outline_line import OutlineLine
from retrieval.ingest.source_text import Layout

_BARE_NUMBER = re.compile(r"(\d{1,2})[\s　]+(?=\D)")
"""1　总则: the outermost heading of a document that is numbered by decimals."""
_ENDS = "。；;：:，,！!"
_FEWEST_BARE = 3
"""Lines that open with numbers and nothing else; two may be anything."""
_LONGEST_TITLE = 90
"""Characters of the title of an article or of what a decimal numbers; a question of a FAQ may be as long."""
_SENTENCE = re.compile(r"[。；;：]|[.!?](?=\s+[A-Z])")
_SENTENCE_ENDS = "。；;：:，,."
_NEVER_HEADINGS = frozenset({Kind.CIRCLED, Kind.LETTER, Kind.ROMAN, Kind.BULLET})
_TEXT_UNDER_NUMBER = frozenset({Kind.ARTICLE, Kind.DECIMAL})
"""Whole paragraphs bear these numbers, and further ones stand under them."""
_OF_SENTENCES = (Kind.DECIMAL, Kind.ARTICLE, Kind.HAN)
"""Any of these may stand outside of the others: whichever comes first does."""


def rules_outline(lines: Sequence[str], layout: Layout) -> Iterator[OutlineLine]:
    """The lines of a document of rules, without those of its table of contents."""
    marked = marked_headings(lines, layout)
    filled = _numbered(lines, marked, layout.rows)
    items = items_of(filled)
    levels = _levels(filled)
    for at, line in enumerate(filled):
        raw = lines[line.number - 1]
        if line.number in layout.rows:
            yield OutlineLine(line.number, raw, lead_ins=layout.rows[line.number])
        elif line.number in items:
            yield OutlineLine(line.number, raw, lead_ins=items[line.number])
        else:
            below = filled[at + 1] if at + 1 < len(filled) else None
            yield _outline_line(line, raw, marked.get(line.number), below, levels)


def _numbered(
    lines: Sequence[str], marked: Mapping[int, int], rows: Mapping[int, tuple[str, ...]]
) -> list[NumberedLine]:
    """The lines with their enumerators, as far as these hold beside those before them."""
    texts = without_contents([line.strip() for line in lines])
    numbered = enumerate(texts, start=1)
    given = {at: None if at in rows else enumerator_of(text) for at, text in numbered if text}
    tops = _Tops({each.number[0] for each in given.values() if each and each.kind is Kind.DECIMAL})
    bare = _headings_by_bare_numbers({at: texts[at - 1] for at, each in given.items() if each is None})
    found: list[NumberedLine] = []
    seen: set[tuple[Kind, tuple[int, ...]]] = set()
    for number, enumerator in given.items():
        text = texts[number - 1]
        own = bare.get(number) or tops.top(text, enumerator) or enumerator
        if own is not None and not _holds(own, seen):
            own = None
        if own is not None:
            seen.add((own.kind, own.number))
            tops.pass_by(own)
        found.append(NumberedLine(number, text, own, is_marked=number in marked))
    return found


class _Tops:
    """The outermost numbers of a document of decimals, in their order: 1　范围, 2　术语, then 2.1."""

    def __init__(self, with_decimals: set[int]) -> None:
        self._with_decimals = with_decimals
        self._last = 0

    def top(self, text: str, enumerator: Enumerator | None) -> Enumerator | None:
        """The 1 of "1　总则" and "1. 总则", where it goes on from the one before, or decimals of it follow; None: it is none."""
        if not self._with_decimals or len(text) > HEADING_LENGTH or text[-1] in _ENDS:
            return None
        if enumerator is None:
            found = _bare_number(text)
        else:
            found = replace(enumerator, kind=Kind.DECIMAL) if enumerator.kind is Kind.DIGIT else None
        if found is None:
            return None
        number = found.number[0]
        # 1. may open any list.
        is_next = number == self._last + 1 and (self._last > 0 or enumerator is None)
        return found if is_next or (number > self._last and number in self._with_decimals) else None

    def pass_by(self, own: Enumerator) -> None:
        """Take note of a numbered line; after a chapter, a part or an annex numbers begin anew."""
        if own.kind is Kind.DECIMAL:
            self._last = own.number[0]
        elif own.kind < Kind.SECTION:
            self._last = 0


def _bare_number(text: str) -> Enumerator | None:
    match = _BARE_NUMBER.match(text)
    return Enumerator(Kind.DECIMAL, (int(match[1]),), match.end(), is_apart=True) if match else None


def _headings_by_bare_numbers(texts: Mapping[int, str]) -> Mapping[int, Enumerator]:
    """The short lines 1　形态, 2　分布, 3　习性 of a document that numbers nothing else so; none unless they are whole.

    Args:
        texts: of the lines without another number, by theirs.
    """
    short = {at: text for at, text in texts.items() if len(text) <= HEADING_LENGTH and text[-1] not in _ENDS}
    found = {at: own for at, text in short.items() if (own := _bare_number(text))}
    in_order = [own.number[0] for own in found.values()] == list(range(1, len(found) + 1))
    order = list(texts)
    have_text = all(
        order.index(at) + 1 < len(order) and order[order.index(at) + 1] not in found for at in found
    )
    return found if in_order and have_text and len(found) >= _FEWEST_BARE else {}


def _holds(enumerator: Enumerator, seen: set[tuple[Kind, tuple[int, ...]]]) -> bool:
    """Whether a number that may open a sentence (第三条规定, 3.5亿元) is one: it stands apart, or goes on from another."""
    if enumerator.kind not in _TEXT_UNDER_NUMBER:
        return True
    *outer, last = enumerator.number
    before = (enumerator.kind, (*outer, last - 1))
    if enumerator.kind is Kind.ARTICLE:
        return enumerator.is_apart or before in seen
    return before in seen or (last <= 1 and enumerator.is_apart)


def _levels(lines: Sequence[NumberedLine]) -> Mapping[Kind, float]:
    """How far in the headings of each kind stand in this document."""
    kinds = [line.enumerator.kind for line in lines if line.enumerator]
    order = [kind for kind in dict.fromkeys(kinds) if kind in _OF_SENTENCES]
    levels = {kind: float(kind) for kind in Kind}
    return {**levels, **dict(zip(order, sorted(map(float, order)), strict=True))}


def _outline_line(
    line: NumberedLine,
    raw: str,
    marked: int | None,
    below: NumberedLine | None,
    levels: Mapping[Kind, float],
) -> OutlineLine:
    own, text = line.enumerator, line.text
    if own is None:
        return OutlineLine(line.number, raw, text if marked is not None else "", marked=marked)
    level = levels[own.kind] + len(own.number) / 10
    found = OutlineLine(line.number, raw, text, level, marked, has_enumerator=True)
    if marked is not None:
        return found
    if own.kind in _TEXT_UNDER_NUMBER and not _is_title(line, below):
        return replace(found, title=text[: own.end].strip(), names_itself=False)
    if own.kind in _NEVER_HEADINGS or text.endswith(("；", ";")):
        return OutlineLine(line.number, raw)
    return replace(found, title=title_in(text, own.end))


def _is_title(line: NumberedLine, below: NumberedLine | None) -> bool:
    """Whether an article or a decimal names what follows (第一条 定义), and is no text itself."""
    assert line.enumerator is not None
    is_sentence = _SENTENCE.search(line.text[:-1], line.enumerator.end)
    if len(line.text) > _LONGEST_TITLE or is_sentence or line.text[-1] in _SENTENCE_ENDS:
        return False
    return below is not None and (below.enumerator is None or below.enumerator.rank > line.enumerator.rank)
