"""Rows of a block -> lines of text and rows of tables.

A table is several rows one below the other whose cells begin, end or have their middles at the same places. A cell that is
broken into several lines goes on in the next row, whose first column is empty there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.ingest.formats.pdf_rows import PdfCell, Row, Segment
from retrieval.ingest.formats.spacing import joined

_SAME_EDGE = 0.7
"""In sizes of the letters: how far apart edges are that are meant to be one."""
_LEADING = 2.2
"""In sizes of the letters: lines of one cell stand no further apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a row of a table."""

    segment: Segment
    cells: tuple[PdfCell, ...] = ()
    """Of a row of a table; of a line of text none. Where no rules part them, only those that are not empty."""


def lines_of(rows: Sequence[Row]) -> Iterator[Line]:
    """The lines of a block, from top to bottom."""
    at = 0
    while at < len(rows):
        end = _table_end(rows, at)
        if rows[at].cells:
            yield Line(rows[at].segments[0], rows[at].cells)
            at += 1
        elif end > at:
            yield from _table(rows[at:end])
            at = end
        else:
            yield Line(_whole(rows[at]))
            at += 1


def _table_end(rows: Sequence[Row], start: int) -> int:
    """Behind the last row of the table that begins here; the beginning itself where none does."""
    if len(rows[start].segments) == 1:
        return start
    columns = list(rows[start].segments)
    end, full = start + 1, 1
    while end < len(rows) and _fits(rows[end], columns, rows[end - 1]):
        full += len(rows[end].segments) > 1
        columns += rows[end].segments
        end += 1
    while end > start and len(rows[end - 1].segments) == 1 and not _goes_on(rows[end - 1], columns[0]):
        end -= 1
    return end if full > 1 else start


def _fits(row: Row, columns: Sequence[Segment], before: Row) -> bool:
    """Whether a row stands in the columns of those above; one that has a single cell only goes on with a cell."""
    if row.cells or not all(
        any(_is_below(segment, column) for column in columns) for segment in row.segments
    ):
        return False
    return len(row.segments) > 1 or (_goes_on(row, columns[0]) and _is_near(before, row))


def _goes_on(row: Row, first: Segment) -> bool:
    """Whether a row only goes on with cells of the row above: its first column is empty."""
    return row.segments[0].left > first.left + _SAME_EDGE * first.size


def _is_near(above: Row, row: Row) -> bool:
    size = row.segments[0].size
    return above.bottom - row.bottom <= _LEADING * size


def _is_below(segment: Segment, column: Segment) -> bool:
    slack = _SAME_EDGE * segment.size
    middles = (segment.left + segment.right - column.left - column.right) / 2
    edges = (segment.left - column.left, segment.right - column.right, middles)
    return any(abs(edge) <= slack for edge in edges)


def _table(rows: Sequence[Row]) -> Iterator[Line]:
    """The rows of a table, each with what its cells go on with."""
    open_cells: list[list[Segment]] = []
    before: Row | None = None
    for row in rows:
        if before is not None and _goes_on(row, rows[0].segments[0]) and _is_near(before, row):
            for segment in row.segments:
                near = min(open_cells, key=lambda cell: abs(cell[0].left - segment.left))
                near.append(segment)
        else:
            yield from _row(open_cells)
            open_cells = [[segment] for segment in row.segments]
        before = row
    yield from _row(open_cells)


def _row(cells: Sequence[Sequence[Segment]]) -> Iterator[Line]:
    if cells:
        found = tuple(
            PdfCell(
                joined(segment.text for segment in cell),
                min(segment.left for segment in cell),
                max(segment.right for segment in cell),
            )
            for cell in cells
        )
        first, last = cells[0][0], cells[-1][0]
        text = " ".join(cell.text for cell in found)
        yield Line(replace(first, text=text, right=last.right), found)


def _whole(row: Row) -> Segment:
    """The segments of a line of text as one."""
    first, last = row.segments[0], row.segments[-1]
    return replace(first, text=row.text, right=last.right, is_parted=last.is_parted)
