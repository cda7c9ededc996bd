"""One place's figures over years as a chart for a phone: result and target as two lines, ranges as bars, values as written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.messages import texts_in
from bot.messages.facts import fact_texts
from bot.presentation.canvas import DIM, LINE, PHONE_WIDTH, Canvas, cut, text_width, wrapped
from bot.presentation.table_rows import indicator_of, names_of_places, reading_line
from retrieval.language.measures import measures
from retrieval.types import Cell, Role, Table

_TITLE, _TEXT, _SMALL = 17.0, 12.0, 10.5
_MARGIN, _HEIGHT = 16.0, 180.0
_COLORS = {Role.RESULT: "#1f6feb", Role.TARGET: "#c2610c"}
_HEADROOM = 0.18
"""Of the height above the highest and below the lowest point, for the values written there."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year, where it stands in the chart."""

    year: int
    low: float
    high: float
    """Above `low` of a range."""
    written: str


def points_of(table: Table) -> dict[Role, tuple[Point, ...]]:
    """The values of a table and of the other role beside it, by role, in the order of their years; none: it has none."""
    lines: dict[Role, list[Point]] = {}
    for cell in (*table.cells, *table.counterpart):
        if (point := _point(cell)) is not None:
            lines.setdefault(cell.role, []).append(point)
    return {role: tuple(sorted(points, key=lambda each: each.year)) for role, points in lines.items()}


def draw_chart(table: Table, lines: Mapping[Role, Sequence[Point]]) -> bytes:
    """Draw the chart of one place.

    Args:
        table: of the place.
        lines: its points, by role.

    Raises:
        PictureError: the packages that draw are missing.
    """
    texts = fact_texts(table.language)
    name = next(iter(names_of_places(table.places, texts_in(table.language)).values()))
    title = cut(
        f"{name} · {indicator_of(table)} · {texts.kinds[table.kind]}", _TITLE, PHONE_WIDTH - 2 * _MARGIN
    )
    captions = [
        *wrapped(reading_line(table), _TEXT, PHONE_WIDTH - 2 * _MARGIN),
        *wrapped(_source_line(table), _TEXT, PHONE_WIDTH - 2 * _MARGIN),
    ]
    top = _MARGIN + _TITLE + 3 * _TEXT
    canvas = Canvas(PHONE_WIDTH, top + _HEIGHT + 3 * _TEXT + len(captions) * 1.5 * _TEXT + _MARGIN)
    canvas.text(_MARGIN, _MARGIN, title, _TITLE)
    _legend(canvas, lines, {role: texts.roles[role] for role in lines}, _MARGIN + _TITLE + 0.8 * _TEXT)
    _plot(canvas, lines, top)
    for number, line in enumerate(captions):
        canvas.text(_MARGIN, top + _HEIGHT + 2.5 * _TEXT + number * 1.5 * _TEXT, line, _TEXT, DIM)
    return canvas.png()


def _legend(
    canvas: Canvas, lines: Mapping[Role, Sequence[Point]], names: Mapping[Role, str], top: float
) -> None:
    left = _MARGIN
    for role in lines:
        canvas.dot(left + 4, top + _TEXT * 0.7, 4, _COLORS[role])
        canvas.text(left + 12, top, names[role], _TEXT)
        left += 24 + text_width(names[role], _TEXT)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where years and values stand in the picture."""

    top: float
    first: int
    step: float
    bottom: float
    spread: float

    @classmethod
    def of(cls, points: Sequence[Point], top: float) -> _Scale:
        first, last = min(each.year for each in points), max(each.year for each in points)
        low, high = min(each.low for each in points), max(each.high for each in points)
        spread = (high - low) or abs(high) or 1.0
        step = (PHONE_WIDTH - 4 * _MARGIN) / max(1, last - first)
        return cls(top, first, step, low - _HEADROOM * spread, (1 + 2 * _HEADROOM) * spread)

    def x(self, year: int) -> float:
        return 2 * _MARGIN + (year - self.first) * self.step

    def y(self, value: float) -> float:
        return self.top + _HEIGHT * (1 - (value - self.bottom) / self.spread)

    def at(self, point: Point) -> tuple[float, float]:
        return self.x(point.year), self.y((point.low + point.high) / 2)


def _plot(canvas: Canvas, lines: Mapping[Role, Sequence[Point]], top: float) -> None:
    points = [point for line in lines.values() for point in line]
    scale = _Scale.of(points, top)
    canvas.line([(_MARGIN, top + _HEIGHT), (PHONE_WIDTH - _MARGIN, top + _HEIGHT)], LINE)
    _years(canvas, sorted({each.year for each in points}), scale.x, top + _HEIGHT + 3)
    for role, line in lines.items():
        for course in _courses(line):
            if len(course) > 1:
                canvas.line([scale.at(each) for each in course], _COLORS[role], 1.5)
        for each in line:
            if each.high > each.low:
                x = scale.x(each.year)
                canvas.line([(x, scale.y(each.low)), (x, scale.y(each.high))], _COLORS[role], 5)
            canvas.dot(*scale.at(each), 3, _COLORS[role])
    taken = [_Box(x - 4, y - 4, x + 4, y + 4) for x, y in map(scale.at, points)]
    for role, line in lines.items():
        _values(canvas, line, scale, taken, _COLORS[role])


def _courses(line: Sequence[Point]) -> list[list[Point]]:
    """The points of years that follow one another: nothing is drawn through a year that tells nothing."""
    courses: list[list[Point]] = []
    for point in line:
        if courses and courses[-1][-1].year + 1 == point.year:
            courses[-1].append(point)
        else:
            courses.append([point])
    return courses


@dataclass(frozen=True, slots=True)
class _Box:
    """Where something is drawn already."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        is_beside = self.right < other.left or other.right < self.left
        return not is_beside and self.top < other.bottom and other.top < self.bottom


def _years(canvas: Canvas, years: Sequence[int], x: Callable[[int], float], top: float) -> None:
    """The years that have room, the last one always."""
    taken = PHONE_WIDTH
    for year in reversed(years):
        width = text_width(str(year), _SMALL)
        if x(year) + width / 2 <= taken:
            canvas.text(min(x(year) - width / 2, PHONE_WIDTH - width - 2), top, str(year), _SMALL, DIM)
            taken = x(year) - width / 2 - 6


def _values(canvas: Canvas, line: Sequence[Point], scale: _Scale, taken: list[_Box], color: str) -> None:
    """The values as written, where there is room above or below: the highest, lowest and last first."""
    ends = [max(line, key=lambda each: each.high), min(line, key=lambda each: each.low), line[-1]]
    for each in dict.fromkeys([*ends, *line]):
        width = text_width(each.written, _SMALL)
        left = min(max(2.0, scale.x(each.year) - width / 2), PHONE_WIDTH - width - 2)
        for top in (scale.y(each.high) - 1.75 * _SMALL, scale.y(each.low) + 0.45 * _SMALL):
            box = _Box(left, top, left + width, top + 1.25 * _SMALL)
            if not any(box.meets(other) for other in taken):
                taken.append(box)
                canvas.text(left, top, each.written, _SMALL, color)
                break


def _point(cell: Cell) -> Point | None:
    found = measures(cell.value) if cell.value else ()
    if len(found) != 1:
        return None
    low, high = sorted((float(found[0].low), float(found[0].high)))
    return Point(cell.year, low, high, cell.value)


def _source_line(table: Table) -> str:
    held = [cell.document for cell in (*table.cells, *table.counterpart) if cell.value and cell.document]
    years = sorted({each.year for each in held if each.year})
    if not years:
        return ""
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    return fact_texts(table.language).reports.format(place=table.places[0], years=span)
