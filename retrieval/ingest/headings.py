"""Which lines of official documents are headings: by their enumerators, as GB/T 9704-2012 orders them.

一、 then （一） then 1. then （1）; 第一章, 第一，and 一是 are their older and spoken relatives. Formats that mark headings
(Markdown, HTML, Word) are believed, beside the enumerators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.ingest.outline_line import OutlineLine
from retrieval.ingest.source_text import Layout

_NUMERAL = "一二三四五六七八九十百"
_ENUMERATORS = (
    re.compile(rf"第[{_NUMERAL}\d]+(?:部分|章|编|篇)"),
    re.compile(rf"[{_NUMERAL}]+、"),
    re.compile(rf"[（(][{_NUMERAL}]+[)）]|第[{_NUMERAL}\d]+节"),
    re.compile(r"\d{1,2}(?:[.．](?!\d)|、)"),
    re.compile(r"[（(]\d{1,2}[)）]"),
)
_RUN_IN_ENUMERATOR = re.compile(rf"第?[{_NUMERAL}]+[，是要]|第[{_NUMERAL}]+、")
"""第一，… and 一是… open a paragraph; what they name reaches no further than its end."""
HEADING_LENGTH = 45
"""Characters; of 39,000 lines with an enumerator and no full stop in the reports hardly any is longer."""
_MARKED_LENGTH = 120
"""Characters; what is marked as a heading and longer than this is a paragraph in large letters."""


def official_outline(lines: Sequence[str], layout: Layout) -> Iterator[OutlineLine]:
    """The lines of an official report: every numbered line that is short enough is a heading."""
    marked = marked_headings(lines, layout)
    for number, line in enumerate(lines, start=1):
        if number in layout.rows:
            yield OutlineLine(number, line, lead_ins=layout.rows[number])
        elif text := line.strip():
            yield _outline_line(number, line, text, marked.get(number))


def opens_with_number(text: str) -> bool:
    """Whether a line opens as the headings and points of official documents do: 一、 （一） 1. 第一， 一是."""
    return any(enumerator.match(text) for enumerator in (*_ENUMERATORS, _RUN_IN_ENUMERATOR))


def marked_headings(lines: Sequence[str], layout: Layout) -> dict[int, int]:
    """The marked lines that are headings, with their levels.

    Not among them are marked sentences, and the one outermost heading that opens a document: it is its title.
    """
    found = {
        number: level
        for number, level in layout.headings.items()
        if len(text := lines[number - 1].strip()) <= _MARKED_LENGTH and text[-1] not in "。；;"
    }
    levels = [found[number] for number in sorted(found)]
    if levels and levels[0] < min(levels[1:], default=len(lines)):
        first = min(found)
        is_opening = not any(line.strip() for line in lines[: first - 1])
        if is_opening and not opens_with_number(lines[first - 1].strip()):
            del found[first]
    return found


def _outline_line(number: int, line: str, text: str, marked: int | None) -> OutlineLine:
    for level, enumerator in enumerate((*_ENUMERATORS, _RUN_IN_ENUMERATOR)):
        if match := enumerator.match(text):
            title = text if marked is not None else title_in(text, match.end())
            # 第一， and 一是 reach no further than their paragraph.
            reaches_on = level < len(_ENUMERATORS)
            return OutlineLine(number, line, title, level, marked, has_enumerator=True, reaches_on=reaches_on)
    return OutlineLine(number, line, text if marked is not None else "", marked=marked)


def title_in(text: str, after: int) -> str:
    """The whole line if it has no full stop, else its first sentence, if that is as short as a heading is."""
    if len(text) <= HEADING_LENGTH and text[-1] not in "。；;：:，,！!":
        return text
    first = re.match(r"[^。：:；;！!？?]*", text[after:])
    end = after + (first.end() if first else 0)
    return text[:end] if after < end <= HEADING_LENGTH else ""
