"""Rows -> a spreadsheet (.xlsx) with one sheet; figures that a spreadsheet would show otherwise are kept as texts."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def workbook(rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    """A spreadsheet.

    Args:
        rows: the words of the cells.
        merged: of each cell that reaches over others, its row and column from 0, and how many of both it takes.
    """
    written = "".join(
        f'<row r="{at}">{"".join(_cell(at, column, words) for column, words in enumerate(row) if words)}</row>'
        for at, row in enumerate(rows, start=1)
    )
    ranges = "".join(
        f'<mergeCell ref="{_name(row + 1, column)}:{_name(row + height, column + width - 1)}"/>'
        for row, column, height, width in merged
    )
    merges = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData>{merges}</worksheet>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (_PARTS | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return stream.getvalue()


def _cell(row: int, column: int, words: str) -> str:
    name = _name(row, column)
    if _is_shown_as_typed(words):
        return f'<c r="{name}"><v>{words}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def _is_shown_as_typed(words: str) -> bool:
    try:
        return f"{float(words):.15g}" == words
    except ValueError:
        return False


def _name(row: int, column: int) -> str:
    """A1 of the first row and column; columns beyond Z are not needed."""
    return f"{chr(ord('A') + column)}{row}"
