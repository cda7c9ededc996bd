"""Blocks of pages -> their lines, each with the measure of its own page or column: where lines begin and end there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from retrieval.ingest.formats.pdf_layout import Block
from retrieval.ingest.formats.pdf_rows import PdfCell, Segment
from retrieval.ingest.formats.pdf_tables import lines_of

_SET_IN = 2.0
"""In sizes of the letters: a centred line leaves more room on both sides, and as much on one as on the other."""
_SAME_EDGE = 0.5
_EDGE_LINES = 3
_EDGE_REACH = 2.0
"""Lines that reach the right edge end this near to each other."""
_NARROWEST = 0.5
"""Of the width of a page or column: lines that are shorter are not full."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, and the measure of the page or column that it stands in."""

    segment: Segment
    cells: tuple[PdfCell, ...]
    page: int
    left: float
    """Where the lines of its block begin, and where they end."""
    right: float
    distance: float
    """Between the lines of its block, usually."""
    block: int

    @property
    def indent(self) -> float:
        """How far from the left edge it begins."""
        return self.segment.left - self.left

    @property
    def room(self) -> float:
        """How far from the right edge it ends."""
        return self.right - self.segment.right

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle, and fills neither side."""
        size = self.segment.size
        is_inside = self.indent > _SET_IN * size and self.room > _SET_IN * size
        return is_inside and abs(self.indent - self.room) <= _SET_IN * size


def placed_lines(found: Sequence[Block]) -> Iterator[PlacedLine]:
    """The lines of blocks in their order."""
    for number, block in enumerate(found):
        lines = list(lines_of(block.rows))
        text = [line.segment for line in lines if not line.cells]
        left, right = _edges(text, block) if text else (block.left, block.right)
        distance = _distance(text)
        for line in lines:
            yield PlacedLine(line.segment, line.cells, block.page, left, right, distance, number)


def _edges(lines: Sequence[Segment], block: Block) -> tuple[float, float]:
    """Where the lines of a block begin and end: at the outermost places that several share."""
    size = median(line.size for line in lines)
    lefts, rights = sorted(line.left for line in lines), sorted((line.right for line in lines), reverse=True)
    left = _shared([-each for each in lefts], _SAME_EDGE * size)
    right = _shared(rights, _EDGE_REACH * size)
    begin = -left if left is not None else lefts[0]
    # Where no length recurs, or only that of short lines, no line is full.
    is_full = right is not None and right - begin >= _NARROWEST * (block.right - block.left)
    return begin, right if right is not None and is_full else max(rights[0], block.right)


def _shared(ordered: Sequence[float], reach: float) -> float | None:
    """The greatest of falling numbers that is near to others; None: none is."""
    for here, also in zip(ordered, ordered[_EDGE_LINES - 1 :], strict=False):
        if here - also <= reach:
            return here
    return None


def _distance(lines: Sequence[Segment]) -> float:
    found = [before.bottom - here.bottom for before, here in pairwise(lines) if here.bottom < before.bottom]
    return median(found) if found else float("inf")


def body_size(sizes: Iterable[tuple[float, int]]) -> float:
    """The size that most characters have, of (size, characters); 0: there are none."""
    counts: dict[float, int] = {}
    for size, characters in sizes:
        counts[round(size, 1)] = counts.get(round(size, 1), 0) + characters
    return max(counts, key=lambda size: (counts[size], size)) if counts else 0.0
