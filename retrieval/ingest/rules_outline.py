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
    tops = {each.number[0] for each in given.values() if each and each.kind is Kind.DECIMAL}
    found: list[NumberedLine] = []
    seen: set[tuple[Kind, tuple[int, ...]]] = set()
    for number, enumerator in given.items():
        text = texts[number - 1]
        own = _top_of_decimals(text, enumerator, tops) or enumerator
        if own is not None and not _holds(own, seen):
            own = None
        if own is not None:
            seen.add((own.kind, own.number))
        found.append(NumberedLine(number, text, own, is_marked=number in marked))
    return found


def _top_of_decimals(text: str, enumerator: Enumerator | None, tops: set[int]) -> Enumerator | None:
    """The 1 of "1　总则" and "1. 总则", where "1.1" follows; None: there is none."""
    match = _BARE_NUMBER.match(text)
    if len(text) > HEADING_LENGTH or text[-1] in _ENDS:
        return None
    if enumerator is not None and enumerator.kind is Kind.DIGIT and enumerator.number[0] in tops:
        return replace(enumerator, kind=Kind.DECIMAL)
    if enumerator is None and match and int(match[1]) in tops:
        return Enumerator(Kind.DECIMAL, (int(match[1]),), match.end(), is_apart=True)
    return None


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
    if len(line.text) > _LONGEST_TITLE or _SENTENCE.search(line.text[:-1]) or line.text[-1] in _SENTENCE_ENDS:
        return False
    assert line.enumerator is not None
    return below is not None and (below.enumerator is None or below.enumerator.rank > line.enumerator.rank)
