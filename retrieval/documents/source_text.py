"""What is read from a file of any kind: lines, and what its format says of them beyond their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One heading, paragraph or row of a table."""

    text: str
    level: int | None = None
    """Of a line that the format marks as a heading: 0 for a title, then 1 for the outermost headings."""
    page: int | None = None
    """1-based page on which it begins, where the format has pages."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format marks; keys are 1-based line numbers."""

    headings: Mapping[int, int]
    """Levels of the lines marked as headings, as in `SourceLine`."""
    pages: Mapping[int, int]


PLAIN = Layout({}, {})
"""Of text files, which mark nothing."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's lines; entry i is line i + 1."""

    lines: tuple[str, ...]
    layout: Layout = PLAIN

    @classmethod
    def of(cls, lines: Iterable[SourceLine]) -> SourceText:
        """Put lines together."""
        found = list(enumerate(lines, start=1))
        headings = {number: line.level for number, line in found if line.level is not None}
        pages = {number: line.page for number, line in found if line.page is not None}
        return cls(tuple(line.text for _, line in found), Layout(headings, pages))
