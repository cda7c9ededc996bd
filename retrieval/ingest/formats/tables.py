"""A row of a table -> its line, with the cells side by side; or the lines of its cells, if it only serves the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.ingest.source_text import SourceLine

_CELL_LINES = 3
_CELL_CHARACTERS = 200
"""Many pages and forms hold whole texts in cells; figures and their names are short."""


def row_lines(cells: Sequence[Sequence[SourceLine]]) -> Iterator[SourceLine]:
    """The lines that a row amounts to.

    Args:
        cells: the lines of each cell, from left to right.
    """
    if all(map(_is_short, cells)):
        lines = [line for cell in cells for line in cell]
        if lines:
            yield SourceLine(" ".join(line.text for line in lines), line=lines[0].line)
    else:
        for cell in cells:
            yield from cell


def _is_short(cell: Sequence[SourceLine]) -> bool:
    return (
        len(cell) <= _CELL_LINES
        and sum(len(line.text) for line in cell) <= _CELL_CHARACTERS
        and all(line.level is None for line in cell)
    )
