"""Paragraph -> the sentences and clauses that are searched one by one.

Sentences end at 。！？, and those of Latin letters at a full stop; the clauses of a list of indicators
("主要预期目标是：…增长7%；…增长13%") are searched one by one and keep the words that introduce the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.language.sentence_ends import latin_sentence_ends
from retrieval.types import Span

_SENTENCE_MARKS = "。！？!?"
_CLOSING_MARKS = "”’」』》）)】"
_SENTENCE = re.compile(
    rf"[^{_SENTENCE_MARKS}]*[{_SENTENCE_MARKS}]+[{_CLOSING_MARKS}]*|[^{_SENTENCE_MARKS}]+$"
)
_CLAUSE = re.compile(r"[^；;]+[；;]?")
_LEAD_IN = re.compile(r"^[^；;]*?[：:](?!//)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or list clause of a passage, before anything is known about what it says."""

    span: Span
    lead_in: Span | None


def units(text: str) -> Iterator[Unit]:
    """The sentences of a paragraph, and the clauses of sentences that list several things.

    >>> [unit.span.of("目标是：甲增长7%；乙增长9%。") for unit in units("目标是：甲增长7%；乙增长9%。")]
    ['甲增长7%', '乙增长9%']
    """
    for sentence in _sentences(text):
        own = sentence.of(text)
        if "；" in own or ";" in own:
            yield from _clauses(text, sentence)
        else:
            yield Unit(sentence, None)


def _sentences(text: str) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text):
        start = match.start()
        for end in (*latin_sentence_ends(text, match.start(), match.end()), match.end()):
            sentence = _trimmed(text, start, end)
            if sentence.start < sentence.end:
                yield sentence
            start = end


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
