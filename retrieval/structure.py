"""Document -> passages (paragraphs under their headings) and sentences, with offsets into the source lines.

Headings of official documents are recognised by their enumerators, as GB/T 9704-2012 orders them: 一、 then （一）
then 1. then （1）; 第一章, 第一，and 一是 are their older and spoken relatives. Sentences end at 。！？; the
clauses of a list of indicators ("主要预期目标是：…增长7%；…增长13%") are searched one by one and keep the
words that introduce the list.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    level: int
    title: str
    number: int
    line: str


def passages(document: Document, lines: Sequence[str]) -> list[Passage]:
    """The paragraphs of a document in their order, each once.

    A paragraph whose text came before in the same document is left out, so that a document that repeats
    itself is indexed once.
    """
    found: list[Passage] = []
    seen: set[str] = set()
    for paragraph, (number, line, section) in enumerate(_paragraphs(lines), start=1):
        text = line.strip()
        if text not in seen:
            seen.add(text)
            found.append(Passage(_passage_id(document, text), document.id, section, paragraph, number, line))
    return found


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(line number, line, headings above) of every line that says something under its headings.

    A numbered line with nothing below it (1．建设绿道10公里) is an item of a list, not a heading.
    """
    path: list[_Heading] = []
    empty: _Heading | None = None
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        level, title = _heading(text)
        if title and empty and level <= empty.level:
            yield empty.number, empty.line, tuple(heading.title for heading in path if heading is not empty)
        own = _Heading(level, title, number, line)
        if title:
            path = [heading for heading in path if heading.level < level]
        if title == text:
            path, empty = [*path, own], own
            continue
        empty = None
        if title:
            # 第一， and 一是 reach no further than their paragraph.
            yield number, line, tuple(heading.title for heading in (*path, own))
            path = [*path, own] if level < len(_ENUMERATORS) else path
        else:
            yield number, line, tuple(heading.title for heading in path)
    if empty:
        yield empty.number, empty.line, tuple(heading.title for heading in path if heading is not empty)


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


def _heading(text: str) -> tuple[int, str]:
    """(level, title) of the heading a line is or opens with; the title is empty where there is none."""
    for level, enumerator in enumerate(_ENUMERATORS):
        if match := enumerator.match(text):
            return level, _title(text, match.end())
    if match := _RUN_IN_ENUMERATOR.match(text):
        return len(_ENUMERATORS), _title(text, match.end())
    return 0, ""


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
