"""The rules that are drawn on a page of a PDF -> the grids of tables: which cell a place belongs to.

Where two rules that are meant to part cells leave a side open, the cells on both sides of it are one. The outer edges may
be missing, as in the tables of yearbooks.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

_STRAIGHT = 1.0
"""Points that a rule may lean."""
_SHORTEST = 4.0
_NEAR = 3.0
"""Rules that stand no further apart are one: both edges of a thick line, or of a cell's background."""
_MOST_RULES = 4000
"""Of a page; what has more is a drawing."""
_MOST_COLUMNS, _MOST_LINES = 64, 600
_LEAST_RULES = 3
"""Of a grid with two columns; fewer frame a text."""
_SIDE = 0.5
"""Share of a cell's side that rules cover, if the cell ends there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: where it stands across its direction, and from where to where it reaches."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class CellPlace:
    """One cell: its first row and column, counted from 0 from the top left, and how far it reaches."""

    row: int
    column: int
    rows: int
    columns: int


class Grid:
    """The cells of one table."""

    def __init__(
        self, lefts: Sequence[float], tops: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
    ) -> None:
        """Work the cells out.

        Args:
            lefts: where the columns begin, and where the last one ends.
            tops: where the rows end downwards: heights above the page's foot, the lowest first.
            across: the rules from left to right.
            down: those from top to bottom.
        """
        self._lefts, self._heights = lefts, tops
        self.column_count, self.row_count = len(lefts) - 1, len(tops) - 1
        self._place_of = _places(lefts, tops, across, down)

    def cell(self, x: float, y: float) -> CellPlace | None:
        """The cell around a place on the page; None: it lies outside of the table."""
        column = bisect_right(self._lefts, x) - 1
        line = bisect_right(self._heights, y) - 1
        if not (0 <= column < self.column_count and 0 <= line < self.row_count):
            return None
        return self._place_of[self.row_count - 1 - line][column]

    def row(self, number: int) -> list[CellPlace]:
        """The cells that lie in a row, or reach into it, from left to right."""
        return list(dict.fromkeys(self._place_of[number]))

    def edges(self, cell: CellPlace) -> tuple[float, float]:
        """Where a cell begins and ends, from left to right."""
        return self._lefts[cell.column], self._lefts[cell.column + cell.columns]


def rules_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """The straight lines that a page draws, (x, y, x, y) in its own coordinates; none: there are too many, or no lines."""
    found: list[tuple[float, float, float, float]] = []
    for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=2):
        found += _lines_of(each)
        if len(found) > _MOST_RULES:
            return []
    return found


def grids_of(lines: Iterable[tuple[float, float, float, float]]) -> list[Grid]:
    """The grids that lines make, each as (left, bottom, right, top) on the page as it is shown."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, bottom, right, top in lines:
        if top - bottom <= _STRAIGHT and right - left >= _SHORTEST:
            across.append(Rule((bottom + top) / 2, left, right))
        elif right - left <= _STRAIGHT and top - bottom >= _SHORTEST:
            down.append(Rule((left + right) / 2, bottom, top))
    return [grid for own in _tables(across, down) if (grid := _grid(*own)) is not None]


def _lines_of(drawn: pypdfium2.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    matrix = drawn.get_matrix()
    start = here = None
    for number in range(max(raw.FPDFPath_CountSegments(drawn), 0)):
        segment = raw.FPDFPath_GetPathSegment(drawn, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and here is not None:
            yield (*here, *point)
        here = point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield (*here, *start)


def _tables(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[Sequence[Rule], Sequence[Rule]]]:
    """The rules that touch one another, table by table."""
    left_across, left_down = list(across), list(down)
    while left_down:
        own_across: list[Rule] = []
        own_down = [left_down.pop()]
        has_grown = True
        while has_grown:
            touching = [rule for rule in left_across if any(_meet(rule, other) for other in own_down)]
            own_across += touching
            left_across = [rule for rule in left_across if rule not in touching]
            also = [rule for rule in left_down if any(_meet(other, rule) for other in own_across)]
            own_down += also
            left_down = [rule for rule in left_down if rule not in also]
            has_grown = bool(touching or also)
        yield own_across, own_down


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    if len(across) < 2:  # noqa: PLR2004 - above and below
        return None
    sides = [end for rule in across for end in (rule.start, rule.end)]
    lefts = _edges([rule.at for rule in down], min(sides), max(sides))
    ends = [end for rule in down for end in (rule.start, rule.end)]
    heights = _edges([rule.at for rule in across], min(ends), max(ends))
    if len(lefts) < _LEAST_RULES or not (_LEAST_RULES <= len(heights) <= _MOST_LINES):
        return None
    return Grid(lefts, heights, across, down) if len(lefts) <= _MOST_COLUMNS else None


def _edges(places: Sequence[float], first: float, last: float) -> list[float]:
    """Places in their order, those that are meant to be one once."""
    found: list[float] = []
    for place in sorted([*places, first, last]):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _places(
    lefts: Sequence[float], heights: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[list[CellPlace]]:
    """For each row from the top and each column its cell."""
    columns, rows = len(lefts) - 1, len(heights) - 1
    spans = list(pairwise(lefts)), list(reversed(list(pairwise(heights))))
    taken: list[list[CellPlace | None]] = [[None] * columns for _ in range(rows)]
    closed_right = [
        [_is_closed(lefts[c + 1], spans[1][r], down) for c in range(columns)] for r in range(rows)
    ]
    closed_below = [
        [_is_closed(heights[rows - 1 - r], spans[0][c], across) for c in range(columns)] for r in range(rows)
    ]
    for r in range(rows):
        for c in range(columns):
            if taken[r][c] is not None:
                continue
            width = height = 1
            while c + width < columns and not closed_right[r][c + width - 1] and taken[r][c + width] is None:
                width += 1
            while r + height < rows and not any(closed_below[r + height - 1][c : c + width]):
                height += 1
            place = CellPlace(r, c, height, width)
            for row in range(r, r + height):
                taken[row][c : c + width] = [place] * width
    return [[place for place in row if place is not None] for row in taken]


def _is_closed(at: float, side: tuple[float, float], rules: Sequence[Rule]) -> bool:
    """Whether rules run along a side of a cell."""
    start, end = side
    covered = sum(
        max(0.0, min(end, rule.end) - max(start, rule.start)) for rule in rules if abs(rule.at - at) <= _NEAR
    )
    return covered >= _SIDE * (end - start)
