"""Rows of a PDF's table -> lines: the cells put into columns, by the rules around them or by the places of the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retrieval.ingest.formats.pdf_paragraphs import Paragraph
from retrieval.ingest.formats.pdf_rows import PdfCell
from retrieval.ingest.formats.tables import TableCell, TableLines
from retrieval.ingest.source_text import SourceLine

_SAME_EDGE = 6.0
"""Points that a table may have been moved on the next page."""
_Column = tuple[float, float]


def goes_on(before: Paragraph, row: Paragraph) -> bool:
    """Whether a row belongs to the table of the row before, perhaps on the next page."""
    if not _is_ruled(before) or not _is_ruled(row):
        return _is_ruled(before) == _is_ruled(row)
    if sum(cell.columns for cell in before.cells) != sum(cell.columns for cell in row.cells):
        return False
    ends = zip(_ends(before), _ends(row), strict=True)
    return row.page != before.page or all(abs(one - other) <= _SAME_EDGE for one, other in ends)


def table_lines(rows: Sequence[Paragraph], before: Iterable[str]) -> Iterator[SourceLine]:
    """The lines of a table.

    Args:
        rows: all of them.
        before: the lines above.
    """
    table = TableLines(before)
    columns = [] if not rows or _is_ruled(rows[0]) else _columns(rows)
    for row in rows:
        cells = row.cells if _is_ruled(row) else _aligned(row.cells, columns)
        yield from table.row([_cell(cell, row.page) for cell in cells])
    yield from table.end()


def _is_ruled(row: Paragraph) -> bool:
    return any(cell.columns for cell in row.cells)


def _ends(row: Paragraph) -> tuple[float, float]:
    return row.cells[0].left, row.cells[-1].right


def _cell(cell: PdfCell, page: int) -> TableCell:
    lines = [SourceLine(cell.text, page=page)] if cell.text else []
    return TableCell(lines, max(cell.columns, 1), is_covered=cell.is_covered)


def _columns(rows: Sequence[Paragraph]) -> list[_Column]:
    """Where the columns stand, by the rows that have the most cells."""
    most = max(len(row.cells) for row in rows)
    full = [row.cells for row in rows if len(row.cells) == most]
    return [
        (min(cells[at].left for cells in full), max(cells[at].right for cells in full)) for at in range(most)
    ]


def _aligned(cells: Sequence[PdfCell], columns: Sequence[_Column]) -> list[PdfCell]:
    """The cells of a row in their columns, with empty ones between."""
    if len(cells) == len(columns):
        return list(cells)
    found: list[PdfCell] = []
    for cell in cells:
        left = len(found)
        nearest = max(range(left, len(columns)), key=lambda at: _common(cell, columns[at]), default=left)
        found += [PdfCell("", cell.left, cell.left)] * (nearest - left)
        found.append(cell)
    return found


def _common(cell: PdfCell, column: _Column) -> float:
    """How much of a cell and a column lie above each other; below 0: how far apart they are."""
    return min(cell.right, column[1]) - max(cell.left, column[0])
