"""What is read from a file of any kind: lines, and what its format says of them beyond their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retrieval.types import Scan, TableRow


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One heading, paragraph or row of a table."""

    text: str
    level: int | None = None
    """Of a line that the format marks as a heading: 0 for a title, then 1 for the outermost headings."""
    page: int | None = None
    """1-based page on which it begins, where the format has pages."""
    line: int | None = None
    """1-based line of the file on which its first word stands; None: the format has no lines (Word, PDF)."""
    above: tuple[str, ...] = ()
    """Of a row of a table: the unit above it, if it is said there, the rows that name the columns, and what cells or rows
    above it name it by, too."""
    row: TableRow | None = None
    """Of a row of a table; None: it is none."""
    scan: Scan | None = None
    """Of a line that was read from a picture; None: its letters stand in the file."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format marks, and where it stands; keys are 1-based numbers of the lines read."""

    headings: Mapping[int, int]
    """Levels of the lines marked as headings, as in `SourceLine`."""
    pages: Mapping[int, int]
    file_lines: Mapping[int, int]
    """Lines of the file on which the lines read begin; one that is missing begins on the line of its own number."""
    rows: Mapping[int, tuple[str, ...]]
    """What the rows of tables stand under, as in `SourceLine.above`."""
    table_rows: Mapping[int, TableRow] = field(default_factory=dict)
    """The rows of tables, those that name the columns, too."""
    scans: Mapping[int, Scan] = field(default_factory=dict)
    """The lines that were read from pictures."""


PLAIN = Layout({}, {}, {}, {})
"""Of text files, which mark nothing, and whose lines are read as they are."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines read from a document; entry i is line i + 1."""

    lines: tuple[str, ...]
    layout: Layout = PLAIN

    @classmethod
    def of(cls, lines: Iterable[SourceLine]) -> SourceText:
        """Put lines together."""
        found = list(enumerate(lines, start=1))
        headings = {number: line.level for number, line in found if line.level is not None}
        pages = {number: line.page for number, line in found if line.page is not None}
        file_lines = {number: line.line for number, line in found if line.line is not None}
        rows = {number: line.above for number, line in found if line.above}
        table_rows = {number: line.row for number, line in found if line.row is not None}
        scans = {number: line.scan for number, line in found if line.scan is not None}
        layout = Layout(headings, pages, file_lines, rows, table_rows, scans)
        return cls(tuple(line.text for _, line in found), layout)

    def beginning_on(self, file_line: int) -> list[str]:
        """The lines read that begin on a line of the file: none, one, or several, as in a page without line ends."""
        numbered = enumerate(self.lines, start=1)
        return [line for number, line in numbered if self.layout.file_lines.get(number, number) == file_line]
