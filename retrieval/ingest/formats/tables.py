"""Rows of tables -> lines with the cells side by side, each under the row that names its columns and the unit above the table.

Many pages and forms hold whole texts in cells to lay them out; such a row amounts to the lines of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.ingest.source_text import SourceLine

_CELL_LINES = 3
_CELL_CHARACTERS = 200
"""Figures and their names are short."""
_UNIT = re.compile(
    r"[（(]?\s*(?:计量|数据|金额)?单\s*位\s*[:：]\s*\S.{0,30}|\(?\s*unit\s*:.{1,40}", re.IGNORECASE
)
"""What stands above a table: 单位：万元."""
_FIGURE = re.compile(r"[-+−]?\d[\d,，.]*\s*(?:%|％|[^\W\d]{0,3})")
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?")
_LONGEST_HEADER = 300


class TableLines:
    """Turns the rows of one table into lines, from top to bottom."""

    def __init__(self, before: str = "") -> None:
        """Take what stands above.

        Args:
            before: the line before the table, which may say the unit of its figures.
        """
        self._above = (before,) if _UNIT.fullmatch(before) else ()
        self._header: str | None = None
        """None: no row was there."""

    def row(self, cells: Sequence[Sequence[SourceLine]]) -> Iterator[SourceLine]:
        """The lines that a row amounts to.

        Args:
            cells: the lines of each cell, from left to right.
        """
        if not all(map(_is_short, cells)):
            for cell in cells:
                yield from cell
            return
        lines = [line for cell in cells for line in cell]
        if not lines:
            return
        text = " ".join(line.text for line in lines)
        header, own = self._header, _header_of(cells)
        if header is None or (own and own == header):
            self._header = own if header is None else header
            yield SourceLine(text, page=lines[0].page, line=lines[0].line)
        else:
            above = (*self._above, header) if header else self._above
            yield SourceLine(text, page=lines[0].page, line=lines[0].line, above=above)


def _header_of(cells: Sequence[Sequence[SourceLine]]) -> str:
    """The names of the columns, if a first row is one of names and years; empty: it is one of figures."""
    texts = [" ".join(line.text for line in cell) for cell in cells if cell]
    has_figures = any(_FIGURE.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts)
    header = " ".join(texts)
    return header if len(texts) > 1 and not has_figures and len(header) <= _LONGEST_HEADER else ""


def _is_short(cell: Sequence[SourceLine]) -> bool:
    return (
        len(cell) <= _CELL_LINES
        and sum(len(line.text) for line in cell) <= _CELL_CHARACTERS
        and all(line.level is None for line in cell)
    )
