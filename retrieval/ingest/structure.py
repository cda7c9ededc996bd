"""Document -> passages (paragraphs under their headings) and sentences, with offsets into the source lines.

Headings of official documents are recognised by their enumerators, as GB/T 9704-2012 orders them: 一、 then （一）
then 1. then （1）; 第一章, 第一，and 一是 are their older and spoken relatives. Sentences end at 。！？; the
clauses of a list of indicators ("主要预期目标是：…增长7%；…增长13%") are searched one by one and keep the
words that introduce the list. Formats that mark headings (Markdown, HTML, Word) are believed, beside the enumerators.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from retrieval.ingest.source_text import PLAIN, Layout
from retrieval.types import Document, Passage, PassageId, Span

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
_HEADING_LENGTH = 45
"""Characters; of 39,000 lines with an enumerator and no full stop in the reports hardly any is longer."""
_MARKED_LENGTH = 120
"""Characters; what is marked as a heading and longer than this is a paragraph in large letters."""
_SENTENCE_MARKS = "。！？!?"
_CLOSING_MARKS = "”’」』》）)】"
_SENTENCE = re.compile(
    rf"[^{_SENTENCE_MARKS}]*[{_SENTENCE_MARKS}]+[{_CLOSING_MARKS}]*|[^{_SENTENCE_MARKS}]+$"
)
_CLAUSE = re.compile(r"[^；;]+[；;]?")
_LEAD_IN = re.compile(r"^[^；;]*?[：:]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or list clause of a passage, before anything is known about what it says."""

    span: Span
    lead_in: Span | None


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    """Empty: the line is no heading, nor does it open with one."""
    level: int
    """By its enumerator; meaningless without."""
    marked: int | None
    """Its level by the format's own marks."""
    number: int
    line: str
    has_enumerator: bool = True

    def ends(self, other: _Heading) -> bool:
        """Whether a heading above reaches no further than to this one; marks outrank enumerators."""
        if self.marked is not None and other.marked is not None:
            return self.marked <= other.marked
        if self.has_enumerator and other.has_enumerator:
            return self.level <= other.level
        return self.marked is not None


def passages(document: Document, lines: Sequence[str], layout: Layout = PLAIN) -> list[Passage]:
    """The paragraphs of a document in their order, each once.

    A paragraph whose text came before in the same document is left out, so that a document that repeats
    itself is indexed once.
    """
    found: list[Passage] = []
    seen: set[str] = set()
    paragraphs = _paragraphs(lines, _marked_headings(lines, layout))
    for paragraph, (number, line, section) in enumerate(paragraphs, start=1):
        text = line.strip()
        if text not in seen:
            seen.add(text)
            key, page = _passage_id(document, text), layout.pages.get(number)
            file_line = layout.file_lines.get(number, number)
            found.append(Passage(key, document.id, section, paragraph, file_line, line, page))
    return found


def opens_with_number(text: str) -> bool:
    """Whether a line opens as the headings and points of official documents do: 一、 （一） 1. 第一， 一是."""
    return any(enumerator.match(text) for enumerator in (*_ENUMERATORS, _RUN_IN_ENUMERATOR))


def _marked_headings(lines: Sequence[str], layout: Layout) -> dict[int, int]:
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


def _paragraphs(
    lines: Sequence[str], marked: Mapping[int, int]
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(number of the line read, line, headings above) of every line that says something under its headings.

    A heading with nothing below it (1．建设绿道10公里) is an item of a list.
    """
    path: list[_Heading] = []
    empty: _Heading | None = None
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        own = _heading(number, line, marked.get(number))
        title = own.title
        if title and empty and own.ends(empty):
            yield empty.number, empty.line, tuple(heading.title for heading in path if heading is not empty)
        if title:
            path = _above(own, path)
        if title == text:
            path, empty = [*path, own], own
            continue
        empty = None
        if title:
            # 第一， and 一是 reach no further than their paragraph.
            yield number, line, tuple(heading.title for heading in (*path, own))
            path = [*path, own] if own.level < len(_ENUMERATORS) else path
        else:
            yield number, line, tuple(heading.title for heading in path)
    if empty:
        yield empty.number, empty.line, tuple(heading.title for heading in path if heading is not empty)


def _above(heading: _Heading, path: Sequence[_Heading]) -> list[_Heading]:
    """The headings that a heading stands under."""
    return list(takewhile(lambda other: not heading.ends(other), path))


def units(text: str) -> Iterator[Unit]:
    """The sentences of a paragraph, and the clauses of sentences that list several things.

    >>> [unit.span.of("目标是：甲增长7%；乙增长9%。") for unit in units("目标是：甲增长7%；乙增长9%。")]
    ['甲增长7%', '乙增长9%']
    """
    for match in _SENTENCE.finditer(text):
        sentence = _trimmed(text, match.start(), match.end())
        if sentence.start == sentence.end:
            continue
        if "；" in match[0] or ";" in match[0]:
            yield from _clauses(text, sentence)
        else:
            yield Unit(sentence, None)


def _clauses(text: str, sentence: Span) -> Iterator[Unit]:
    opening = _LEAD_IN.match(text[sentence.start : sentence.end])
    lead_in = Span(sentence.start, sentence.start + opening.end()) if opening else None
    start = lead_in.end if lead_in else sentence.start
    for match in _CLAUSE.finditer(text, start, sentence.end):
        clause = _trimmed(text, match.start(), match.end(), marks="；;。！？!? 　")
        if clause.start < clause.end:
            yield Unit(clause, lead_in)


def _trimmed(text: str, start: int, end: int, marks: str = " 　\t") -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def _heading(number: int, line: str, marked: int | None) -> _Heading:
    """The heading that a line is or opens with."""
    text = line.strip()
    enumerators = (*_ENUMERATORS, _RUN_IN_ENUMERATOR)
    for level, enumerator in enumerate(enumerators):
        if match := enumerator.match(text):
            title = text if marked is not None else _title(text, match.end())
            return _Heading(title, level, marked, number, line)
    return _Heading(text if marked is not None else "", 0, marked, number, line, has_enumerator=False)


def _title(text: str, after: int) -> str:
    """The whole line if it has no full stop, else its first sentence, if that is as short as a heading is."""
    if len(text) <= _HEADING_LENGTH and text[-1] not in "。；;：:，,！!":
        return text
    first = re.match(r"[^。：:；;！!？?]*", text[after:])
    end = after + (first.end() if first else 0)
    return text[:end] if after < end <= _HEADING_LENGTH else ""


def _passage_id(document: Document, text: str) -> PassageId:
    """Stays the same as long as the document (by its name) holds the paragraph, wherever it moves."""
    digest = hashlib.sha256(f"{document.id}\n{text}".encode("utf-8", "replace"))
    return PassageId(digest.hexdigest()[:16])
