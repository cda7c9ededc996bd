"""A table with the text around it -> a file of each kind, as people make them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO

import docx
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from benchmarks.tables.given import ABOVE, LEFT, GivenTable
from benchmarks.tables.workbook import workbook

_FONT = "STSong-Light"
_PAGE = (595, 500)
"""Points; not high, so that tables of some twenty rows reach over two pages."""
_TITLE, _TEXT, _CELL = 16, 11, 9


@dataclass(frozen=True, slots=True)
class _Merged:
    """A cell and how far it reaches."""

    words: str
    row: int
    column: int
    rows: int
    columns: int


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[_Merged]:
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            if words in {LEFT, ABOVE}:
                continue
            width = 1
            while column + width < len(row) and row[column + width] == LEFT:
                width += 1
            height = 1
            while at + height < len(rows) and rows[at + height][column] == ABOVE:
                height += 1
            yield _Merged(words, at, column, height, width)


def _blanked(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with nothing where a cell reaches over others."""
    return [["" if words in {LEFT, ABOVE} else words for words in row] for row in rows]


def _above(table: GivenTable) -> list[str]:
    return [line for line in (*table.before, table.caption, table.unit) if line]


def _csv(table: GivenTable) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerows([line] for line in (table.title, *_above(table)))
    writer.writerows(_blanked([*table.columns, *table.rows]))
    writer.writerows([line] for line in table.after)
    return stream.getvalue().encode()


def _xlsx(table: GivenTable) -> bytes:
    above = [[line] for line in (table.title, *_above(table))]
    rows = [*table.columns, *table.rows]
    merged = [
        (cell.row + len(above), cell.column, cell.rows, cell.columns)
        for cell in _cells(rows)
        if cell.rows > 1 or cell.columns > 1
    ]
    return workbook([*above, *_blanked(rows), *([line] for line in table.after)], merged)


def _html(table: GivenTable) -> bytes:
    def paragraphs(lines: Sequence[str]) -> str:
        return "".join(f"<p>{escape(line)}</p>\n" for line in lines)

    body: list[str] = []
    cells = list(_cells([*table.columns, *table.rows]))
    for at in range(len(table.columns) + len(table.rows)):
        tag = "th" if at < len(table.columns) else "td"
        own = "".join(
            f"<{tag}{_reach('colspan', cell.columns)}{_reach('rowspan', cell.rows)}>{escape(cell.words)}</{tag}>"
            for cell in cells
            if cell.row == at
        )
        body.append(f"<tr>{own}</tr>\n")
    return (
        f"<!doctype html>\n<meta charset=utf-8>\n<title>{escape(table.title)}</title>\n<h1>{escape(table.title)}</h1>\n"
        f"{paragraphs(_above(table))}<table>\n{''.join(body)}</table>\n{paragraphs(table.after)}"
    ).encode()


def _reach(name: str, count: int) -> str:
    return f" {name}={count}" if count > 1 else ""


def _markdown(table: GivenTable) -> bytes:
    """There is one row of names, in which those of two rows are put together."""
    width = len(table.columns[0])
    head = [" ".join(table.names(column)) for column in range(width)]
    rows = [head, ["---"] * width, *_blanked(table.rows)]
    lines = ["| " + " | ".join(words.replace("|", "\\|") for words in row) + " |" for row in rows]
    parts = [f"# {table.title}", *_above(table), "\n".join(lines), *table.after]
    return ("\n\n".join(parts) + "\n").encode()


def _word(table: GivenTable) -> bytes:
    document = docx.Document()
    document.add_heading(table.title, 1)
    for line in _above(table):
        document.add_paragraph(line)
    rows = [*table.columns, *table.rows]
    made = document.add_table(len(rows), len(rows[0]))
    for cell in _cells(rows):
        own = made.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            own = own.merge(made.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        own.text = cell.words
    for line in table.after:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pdf(table: GivenTable) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))

    def paragraph(text: str, size: int) -> Paragraph:
        style = ParagraphStyle("text", fontName=_FONT, fontSize=size, leading=1.6 * size, wordWrap="CJK")
        return Paragraph(escape(text), style)

    rows = [*table.columns, *table.rows]
    spans = [
        (
            "SPAN",
            (cell.column, cell.row),
            (cell.column + cell.columns - 1, cell.row + cell.rows - 1),
        )
        for cell in _cells(rows)
        if cell.rows > 1 or cell.columns > 1
    ]
    look = [
        ("FONT", (0, 0), (-1, -1), _FONT, _CELL),
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (1, 0), (-1, -1), "CENTER"),
    ]
    drawn = Table(
        _blanked(rows), style=[*look, *spans], repeatRows=len(table.columns) if table.repeats_header else 0
    )
    stream = BytesIO()
    above = [paragraph(line, _TEXT) for line in _above(table)]
    after = [paragraph(line, _TEXT) for line in table.after]
    SimpleDocTemplate(stream, pagesize=_PAGE).build([paragraph(table.title, _TITLE), *above, drawn, *after])
    return stream.getvalue()


WRITERS: Mapping[str, Callable[[GivenTable], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".html": _html,
    ".md": _markdown,
    ".docx": _word,
    ".pdf": _pdf,
}
"""By suffix, what writes the file."""
