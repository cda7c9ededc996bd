"""Spreadsheets (.xlsx, .xls, .ods) -> lines: a heading for each sheet, and its rows under their headers; by python-calamine.

The only user of python-calamine, which reads what the cells hold; formats that show 0.5 as 50% are not applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO

import python_calamine

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import TableLines
from retrieval.ingest.source_text import SourceLine

_DIGITS = 15
"""Of a binary fraction that decimal digits were typed for: 0.1 + 0.2 is kept as 0.30000000000000004."""
_MIDNIGHT = time()


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
        yield from rows(map(_cells, book.get_sheet_by_name(name).iter_rows()))


def rows(
    found: Iterator[Sequence[str]] | Sequence[Sequence[str]], begins: Sequence[int] = ()
) -> Iterator[SourceLine]:
    """Rows of cells as lines; an empty row, or one with a single cell, ends the table above it.

    Args:
        found: the cells of each row, empty ones as empty texts.
        begins: the line of the file on which each begins; none: the format has no lines.
    """
    table, before = TableLines(), ""
    for at, cells in enumerate(found):
        line = begins[at] if begins else None
        filled = [[SourceLine(cell, line=line)] for cell in cells if cell]
        if len(filled) > 1:
            yield from table.row(filled)
            continue
        for (only,) in filled:
            before = only.text
            yield only
        table = TableLines(before)


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
