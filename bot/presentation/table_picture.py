"""A table of figures as a picture: a chart of one place over three years or more, and else the table itself."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation.canvas import BAND, DIM, INK, LINE, Canvas, can_draw, cut, text_width, wrapped
from bot.presentation.chart_picture import draw_chart, points_of
from bot.presentation.table_rows import grid_of, reading_line, title_of
from retrieval.types import Table

_TITLE, _TEXT = 18.0, 15.0
_PAD, _MARGIN = 8.0, 16.0
_WIDEST_CELL = 14 * _TEXT
_MOST_AT_A_GLANCE = 2
"""Cells that a message shows as well."""
_FEWEST_POINTS = 3
"""A chart of fewer shows nothing that a line of text does not."""


def is_worth_a_picture(table: Table) -> bool:
    """Whether a picture shows more than the message does, and can be drawn here."""
    return can_draw() and len(table.cells) > _MOST_AT_A_GLANCE


def picture_of(table: Table) -> bytes:
    """The PNG file of a table that has cells.

    Raises:
        PictureError: it cannot be drawn.
    """
    lines = points_of(table)
    if (
        len(table.places) == 1
        and not table.further
        and max(map(len, lines.values()), default=0) >= _FEWEST_POINTS
    ):
        return draw_chart(table, lines)
    grid = grid_of(table)
    rows = [*grid.rows]
    for each in table.each[1:]:
        # The same places and years below, under the name of the other indicator.
        rows += [(title_of(each), *("" for _ in grid.header[1:])), *grid_of(each).rows]
    return draw_table(title_of(table), grid.header, rows, reading_line(table))


def draw_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> bytes:
    """Draw a table; it is as wide as its cells.

    Args:
        title: over the table.
        header: one text a column.
        rows: one text a column each.
        caption: under the table; empty: none.

    Raises:
        PictureError: the packages that draw are missing.
    """
    cells = [[cut(text, _TEXT, _WIDEST_CELL) for text in row] for row in (header, *rows)]
    widths = [max(text_width(row[at], _TEXT) for row in cells) + 2 * _PAD for at in range(len(header))]
    width = max(sum(widths), text_width(title, _TITLE)) + 2 * _MARGIN
    lines = wrapped(caption, _TEXT, width - 2 * _MARGIN)
    row_height = _TEXT + 2 * _PAD
    top = _MARGIN + _TITLE + _PAD
    height = top + len(cells) * row_height + len(lines) * (_TEXT + _PAD) + _PAD + _MARGIN
    canvas = Canvas(width, height)
    canvas.text(_MARGIN, _MARGIN, title, _TITLE)
    for number, row in enumerate(cells):
        if number % 2 == 0:
            canvas.box(_MARGIN, top, _MARGIN + sum(widths), top + row_height, BAND)
        canvas.line([(_MARGIN, top + row_height), (_MARGIN + sum(widths), top + row_height)], LINE, width=0.5)
        left = _MARGIN
        for text, column in zip(row, widths, strict=True):
            canvas.text(left + _PAD, top + _PAD / 2, text, _TEXT, DIM if number == 0 else INK)
            left += column
        top += row_height
    for line in lines:
        top += _PAD
        canvas.text(_MARGIN, top, line, _TEXT, DIM)
        top += _TEXT
    return canvas.png()
