"""The characters of a PDF's page -> its words row by row, each with its place; by pypdfium2 (PDFium, the parser of Chrome).

Lengths are points (1/72 inch), measured on the page as it is shown: x grows to the right, y grows upwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from retrieval.ingest.formats.pdf_rules import CellPlace, Grid
from retrieval.ingest.formats.spacing import is_wide, joined, tidied, touch

_OPENING = "（(《“‘「『【〔〈"
_CLOSING = "，。；：、！？）)》”’」』】〕〉,.;:!?%％"
FIRST_WORD = re.compile(rf"[{_OPENING}]*(?:[!-~]+|.)[{re.escape(_CLOSING)}]*")
"""What a typesetter would not have parted from its first letter: it went to the next line as a whole."""
_COLUMN_GAP = 1.0
"""In heights of the line: a gap as wide as this was left on purpose; a smaller one only spaces out the line."""
_SAME_LINE = 0.3
"""Share of the smaller height that two characters of one line have in common; a raised mark has less than a letter."""
_HYPHENS = frozenset("\x02\ufffe")
"""How PDFium writes a hyphen that parts a word at the end of a line; what follows stands on the next."""
_RAISED = 0.8
"""Of the usual height: a smaller character is a raised mark."""
_LEVEL = 0.5
"""Share of the smaller height that two segments side by side have in common."""
_WORD_GAP = 0.15
"""Of the size: a narrower gap parts no words."""
_RADICALS = re.compile("[\u2f00-\u2fd5]")
"""Some programs write ⼯ (the radical) for 工, since fonts draw them alike."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that no wide gap parts: a line, a cell, or the part of a line in one column."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    """About that of the font."""
    first_word: float
    """The width of what could not be parted from its first letter."""
    is_parted: bool = False
    """Whether it ends with a hyphen that parts a word, which `text` ends with."""


@dataclass(frozen=True, slots=True)
class PdfCell:
    """One cell of a row of a table."""

    text: str
    left: float
    right: float
    columns: int = 0
    """How many it reaches over; 0: no rules show it."""
    is_covered: bool = False
    """Whether it belongs to the cell above."""


@dataclass(frozen=True, slots=True)
class Row:
    """The segments that stand side by side, from left to right."""

    segments: tuple[Segment, ...]
    cells: tuple[PdfCell, ...] = ()
    """Of a row of a table whose cells are parted by rules, which is one segment; empty ones, too."""

    @property
    def text(self) -> str:
        """The words of all."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Of the lowest."""
        return min(segment.bottom for segment in self.segments)

    @property
    def top(self) -> float:
        """Of the highest."""
        return max(segment.top for segment in self.segments)


@dataclass(frozen=True, slots=True)
class _Place:
    """A box on the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float


def rows_of(text_page: pypdfium2.PdfTextPage, frame: Frame, grids: Sequence[Grid] = ()) -> tuple[Row, ...]:
    """What stands on a page, from its top to its foot.

    Args:
        text_page: its characters.
        frame: its visible part.
        grids: of its tables.
    """
    return placed_rows(_Pen(text_page, _characters(text_page), frame, grids).segments(), grids)


def placed_rows(segments: Iterable[Segment], grids: Sequence[Grid] = ()) -> tuple[Row, ...]:
    """Segments, in whatever order, as rows from the top of a page to its foot; those in a table as the rows of it."""
    loose: list[Segment] = []
    inside: list[dict[CellPlace, list[Segment]]] = [defaultdict(list) for _ in grids]
    for segment in segments:
        found = _cell_around((segment.left + segment.right) / 2, (segment.bottom + segment.top) / 2, grids)
        if found is None:
            loose.append(segment)
        else:
            inside[found[0]][found[1]].append(segment)
    rows = list(_rows(loose))
    for grid, words in zip(grids, inside, strict=True):
        rows += _ruled_rows(grid, words)
    return tuple(sorted(rows, key=lambda row: -(row.top + row.bottom)) if grids else rows)


class Frame:
    """The visible part of a page and the way it is turned."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._left, self._bottom, right, top = page.get_cropbox()
        self._width, self._height = right - self._left, top - self._bottom
        self._rotation = page.get_rotation()
        is_turned = self._rotation in {90, 270}
        self.width, self.height = (self._height, self._width) if is_turned else (self._width, self._height)

    def place(self, box: tuple[float, float, float, float]) -> _Place:
        """A box of the page's own coordinates."""
        xs = (box[0] - self._left, box[2] - self._left)
        ys = (box[1] - self._bottom, box[3] - self._bottom)
        match self._rotation:
            case 90:
                xs, ys = ys, (self._width - xs[0], self._width - xs[1])
            case 180:
                xs, ys = (
                    (self._width - xs[0], self._width - xs[1]),
                    (self._height - ys[0], self._height - ys[1]),
                )
            case 270:
                xs, ys = (self._height - ys[0], self._height - ys[1]), xs
        return _Place(min(xs), min(ys), max(xs), max(ys))


def _characters(page: pypdfium2.PdfTextPage) -> str:
    """The text of a page, so that position i of it is PDFium's character i."""
    count = page.count_chars()
    text = page.get_text_range() if count else ""
    if len(text) != count:
        # Rare: characters beyond the first plane, or without a meaning.
        text = "".join(chr(raw.FPDFText_GetUnicode(page, at)) for at in range(count))
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


class _Pen:
    """Writes segments, character by character."""

    def __init__(
        self, page: pypdfium2.PdfTextPage, text: str, frame: Frame, grids: Sequence[Grid] = ()
    ) -> None:
        self._page, self._text, self._frame, self._grids = page, text, frame, grids
        self._at: list[int] = []
        self._places: list[_Place] = []

    def segments(self) -> Iterator[Segment]:
        for at, character in enumerate(self._text):
            if character in "\r\n" or character in _HYPHENS:
                yield from self._end(is_parted=character in _HYPHENS)
            elif not character.isspace() and character != "\0":
                place = self._frame.place(self._page.get_charbox(at, loose=True))
                if self._places and not self._goes_on(place):
                    yield from self._end()
                self._at.append(at)
                self._places.append(place)
        yield from self._end()

    def _goes_on(self, here: _Place) -> bool:
        before = self._places[-1]
        if not _goes_on(before, here):
            return False
        return not self._grids or _cell_of(before, self._grids) == _cell_of(here, self._grids)

    def _end(self, *, is_parted: bool = False) -> Iterator[Segment]:
        if self._at:
            yield self._segment(is_parted=is_parted)
        self._at, self._places = [], []

    def _segment(self, *, is_parted: bool) -> Segment:
        size = median(place.top - place.bottom for place in self._places)
        words = FIRST_WORD.match(self._text, self._at[0], self._at[-1] + 1)
        end = sum(at < words.end() for at in self._at) if words else 0
        regular = [place for place in self._places if place.top - place.bottom >= _RAISED * size]
        return Segment(
            text=_whole(self._words()) + ("-" if is_parted else ""),
            left=self._places[0].left,
            right=self._places[-1].right,
            bottom=min(place.bottom for place in regular),
            top=max(place.top for place in regular),
            size=max(size, 1.0),
            first_word=self._places[end - 1].right - self._places[0].left if end else 0.0,
            is_parted=is_parted,
        )

    def _words(self) -> str:
        text = self._text
        in_chinese = any(is_wide(text[at]) for at in self._at)
        pieces = [text[self._at[0]]]
        for before, at in pairwise(self._at):
            if at - before > 1:
                seen_only = touch(text[before], text[at], in_chinese=in_chinese) and _is_seen(
                    before, at, self._page
                )
                pieces += [] if seen_only else [" "]
            pieces.append(text[at])
        return "".join(pieces)


def _goes_on(before: _Place, here: _Place) -> bool:
    """Whether a character stands behind another in the same segment."""
    heights = (before.top - before.bottom, here.top - here.bottom)
    common = min(before.top, here.top) - max(before.bottom, here.bottom)
    gap = here.left - before.right
    return common >= _SAME_LINE * min(heights) and -max(heights) < gap <= _COLUMN_GAP * max(heights)


def _cell_of(place: _Place, grids: Sequence[Grid]) -> tuple[int, CellPlace] | None:
    return _cell_around((place.left + place.right) / 2, (place.bottom + place.top) / 2, grids)


def _cell_around(x: float, y: float, grids: Sequence[Grid]) -> tuple[int, CellPlace] | None:
    """The number of the grid that a place lies in, and its cell."""
    return next(((at, cell) for at, grid in enumerate(grids) if (cell := grid.cell(x, y)) is not None), None)


def _ruled_rows(grid: Grid, words: Mapping[CellPlace, Sequence[Segment]]) -> Iterator[Row]:
    """The rows of a table that have words, each as one segment."""
    for number in range(grid.row_count):
        own = {cell: list(_rows(words.get(cell, ()))) for cell in grid.row(number) if cell.row == number}
        segments = [segment for rows in own.values() for row in rows for segment in row.segments]
        if not segments:
            continue
        texts = {cell: joined(row.text for row in rows) for cell, rows in own.items()}
        cells = tuple(
            PdfCell(texts.get(cell, ""), *grid.edges(cell), cell.columns, is_covered=cell.row < number)
            for cell in grid.row(number)
        )
        first = segments[0]
        yield Row(
            (
                replace(
                    first,
                    text=" ".join(filter(None, texts.values())),
                    left=min(each.left for each in segments),
                    right=max(each.right for each in segments),
                    bottom=min(each.bottom for each in segments),
                    top=max(each.top for each in segments),
                    is_parted=False,
                ),
            ),
            cells,
        )


def _rows(segments: Iterable[Segment]) -> Iterator[Row]:
    """Segments side by side, from the top of the page to its foot."""
    open_row: list[Segment] = []
    for segment in sorted(segments, key=lambda each: (-(each.top + each.bottom), each.left)):
        if open_row and not _are_level(open_row[0], segment):
            yield _row(open_row)
            open_row = []
        open_row.append(segment)
    if open_row:
        yield _row(open_row)


def _are_level(one: Segment, other: Segment) -> bool:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common >= _LEVEL * min(one.top - one.bottom, other.top - other.bottom)


def _row(segments: Sequence[Segment]) -> Row:
    """Segments from left to right; those that only a raised mark, or the order in the file, parts are one."""
    found: list[Segment] = []
    for segment in sorted(segments, key=lambda each: each.left):
        gap = segment.left - found[-1].right if found else 0.0
        if found and -segment.size < gap <= _COLUMN_GAP * min(found[-1].size, segment.size):
            found[-1] = _merged(found[-1], segment, gap)
        else:
            found.append(segment)
    return Row(tuple(found))


def _merged(one: Segment, other: Segment, gap: float) -> Segment:
    larger = max(one, other, key=lambda each: each.size)
    is_touching = gap < _WORD_GAP * larger.size or touch(one.text[-1], other.text[0], in_chinese=True)
    return replace(
        one,
        text=one.text + ("" if is_touching else " ") + other.text,
        right=other.right,
        bottom=larger.bottom,
        top=larger.top,
        size=larger.size,
        is_parted=other.is_parted,
    )


def _is_seen(before: int, at: int, page: pypdfium2.PdfTextPage) -> bool:
    """Whether the space between two characters is not in the file: PDFium saw a gap."""
    return all(raw.FPDFText_IsGenerated(page, between) == 1 for between in range(before + 1, at))


def _whole(text: str) -> str:
    """With characters beyond the first plane put together, which PDFium gives in halves."""
    return tidied(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
