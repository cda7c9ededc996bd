"""Spreadsheets (.xlsx, .xls, .ods) -> lines: a heading for each sheet, and its rows under their headers; by python-calamine.

The only user of python-calamine, which reads what the cells hold; formats that show 0.5 as 50% are not applied.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO

import python_calamine

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines, can_name_columns
from retrieval.ingest.source_text import SourceLine

_DIGITS = 15
"""Of a binary fraction that decimal digits were typed for: 0.1 + 0.2 is kept as 0.30000000000000004."""
_MIDNIGHT = time()
Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last of cells that are one, as (row, column)."""


def read(content: bytes) -> Iterator[SourceLine]:
    """The rows of all sheets.

    Raises:
        RefusedContentError: not a spreadsheet, encrypted, or unpacks to too much.
    """
    if not content.startswith(zip_package.OLE):
        zip_package.opened(content, "a spreadsheet")
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    except python_calamine.PasswordError as error:
        raise RefusedContentError("is encrypted; save it without a password", Refusal.ENCRYPTED) from error
    names = book.sheet_names
    for name in names:
        if len(names) > 1:
            yield SourceLine(tidied(name), 1)
        sheet = book.get_sheet_by_name(name)
        yield from rows(map(_cells, sheet.iter_rows()), merged=sheet.merged_cell_ranges or ())


def rows(
    found: Iterable[Sequence[str]], begins: Sequence[int] = (), merged: Iterable[Merged] = ()
) -> Iterator[SourceLine]:
    """Rows of cells as lines; an empty row ends the table above it, and one with a single cell does before a new table.

    Args:
        found: the cells of each row, empty ones as empty texts.
        begins: the line of the file on which each begins; none: the format has no lines.
        merged: the first and the last cell of those that are one, as (row, column), from 0.
    """
    before: deque[str] = deque(maxlen=LINES_ABOVE)
    cells_of = _Cells(merged)
    table = TableLines()
    is_interrupted = False
    for at, words in enumerate(found):
        row = cells_of.row(words, at, begins[at] if begins else None)
        count = sum(bool(cell.lines) + cell.is_covered for cell in row)
        if count > 1:
            if is_interrupted and can_name_columns(words):
                yield from table.end()
                table = TableLines(before)
            is_interrupted = False
            yield from table.row(row)
        elif count and table.has_begun and words[0]:
            # What names the rows that follow, a note, or the name of the next table: the next row tells.
            before.append(words[0])
            yield from table.row(row)
            is_interrupted = True
        else:
            yield from table.end()
            for cell in row:
                before.extend(line.text for line in cell.lines)
                yield from cell.lines
            table, is_interrupted = TableLines(before), False
    yield from table.end()


class _Cells:
    """Puts the cells of rows together that are merged."""

    def __init__(self, merged: Iterable[Merged]) -> None:
        self._last_of = dict(merged)
        self._covered: dict[int, int] = {}
        """By column: the last row that a cell above reaches down to."""

    def row(self, words: Sequence[str], at: int, line: int | None) -> list[TableCell]:
        """The cells of the row of a number, counted from 0."""
        cells: list[TableCell] = []
        column = 0
        while column < len(words):
            if self._covered.get(column, -1) >= at:
                cells.append(TableCell((), is_covered=True))
                column += 1
                continue
            down, right = self._last_of.get((at, column), (at, column))
            end = min(right + 1, len(words))
            self._covered |= dict.fromkeys(range(column, end), down) if down > at else {}
            own = words[column]
            cells.append(TableCell([SourceLine(own, line=line)] if own else (), end - column))
            column = end
        return cells


def _cells(row: Sequence[object]) -> list[str]:
    return [tidied(_written(value)).replace("\n", " ") for value in row]


def _written(value: object) -> str:
    match value:
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.{_DIGITS}g}" if value % 1 else str(int(value))
        case datetime() if value.time() == _MIDNIGHT:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(*((" ",) if isinstance(value, datetime) else ()))
        case _:
            return str(value)
