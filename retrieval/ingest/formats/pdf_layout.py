"""Pages -> blocks in the order in which they are read: columns side by side, and what runs across them.

Text stands in columns where a white stripe parts lines that fill both sides of it. A table has white stripes, too, but its
cells are short of filling theirs; it is kept together, and its rows are found by cells that stand below each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from retrieval.ingest.formats.pdf_pages import Page
from retrieval.ingest.formats.pdf_rows import Row, Segment

_STRIPE = 0.8
"""Width of the narrowest stripe between columns, in sizes of the letters."""
_CROSSING = 0.2
"""Share of a page's segments, of titles and tables, that may stand across the stripe."""
_COLUMN_LINES = 3
"""Full lines that each side has at least."""
_FILLED = 0.6
"""Share of a column's width that its lines fill."""
_FILLING = 0.15
"""Share of a column's segments that are such lines."""
_MOSTLY = 0.5
"""Share of the pages that have columns, where all have them."""
_NARROWEST = 0.2
"""Share of the text's width that a column has at least."""
_MOST_SEGMENTS = 2000
"""A page of a newspaper has some hundred; every stripe is compared with every segment."""
_DEPTH = 2
"""How often a column is looked at for columns: three stand side by side, or four."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that are read one below the other."""

    page: int
    rows: tuple[Row, ...]
    left: float
    """Where the page or the column begins, and where it ends; margins are taken to be alike."""
    right: float


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """The blocks of all pages; one with too little text to show its columns has those of the others."""
    filled = [page for page in pages if page.rows]
    segments = [_of_text(page.rows) for page in filled]
    stripes = [_stripe(own, _DEPTH) for own in segments]
    found = sorted(stripe for stripe in stripes if stripe is not None)
    usual = found[len(found) // 2] if len(found) > _MOSTLY * len(filled) else None
    for page, own, stripe in zip(filled, segments, stripes, strict=True):
        every = [segment for row in page.rows for segment in row.segments]
        left, right = min(each.left for each in every), max(each.right for each in every)
        whole = Block(page.number, page.rows, left, max(right, page.width - left))
        yield from _split(whole, _DEPTH, stripe if stripe is not None else _also(usual, own))


def _of_text(rows: Iterable[Row]) -> list[Segment]:
    """What tells where columns of text are: the rows of a table between rules fill what they stand in."""
    return [segment for row in rows if not row.cells for segment in row.segments]


def _also(usual: float | None, segments: Sequence[Segment]) -> float | None:
    """The stripe of most pages, if nothing stands across it here, and something on either side."""
    if usual is None or any(each.left < usual < each.right for each in segments):
        return None
    sides = {each.right <= usual for each in segments}
    return usual if len(sides) > 1 else None


def _split(whole: Block, depth: int, stripe: float | None) -> Iterator[Block]:
    segments = [segment for row in whole.rows for segment in row.segments]
    if stripe is None:
        yield whole
        return
    ends = max(each.right for each in segments if each.right <= stripe)
    begins = min(each.left for each in segments if each.left >= stripe)
    for band in _bands(whole.rows, stripe):
        if any(segment.left < stripe < segment.right for segment in band[0].segments):
            yield replace(whole, rows=tuple(band))
            continue
        for is_left, left, right in ((True, whole.left, ends), (False, begins, whole.right)):
            side = tuple(part for row in band if (part := _part(row, stripe, is_left=is_left)) is not None)
            if side:
                inner = Block(whole.page, side, left, right)
                yield from _split(inner, depth - 1, _stripe(_of_text(side), depth - 1))


def _bands(rows: Sequence[Row], stripe: float) -> Iterator[list[Row]]:
    """Rows that stand across the stripe, and those between, from top to bottom."""
    band: list[Row] = []
    before = False
    for row in rows:
        crosses = any(segment.left < stripe < segment.right for segment in row.segments)
        if band and crosses != before:
            yield band
            band = []
        band.append(row)
        before = crosses
    yield band


def _part(row: Row, stripe: float, *, is_left: bool) -> Row | None:
    own = tuple(segment for segment in row.segments if (segment.right <= stripe) == is_left)
    return replace(row, segments=own) if own else None


def _stripe(segments: Sequence[Segment], depth: int) -> float | None:
    """The middle of the white stripe that parts two columns; of several the one that the fewest segments cross."""
    if not depth or not segments or len(segments) > _MOST_SEGMENTS:
        return None
    left, right = min(each.left for each in segments), max(each.right for each in segments)
    size = median(each.size for each in segments)
    best: tuple[int, float] | None = None
    for begin, end, crossing in _gaps(segments):
        if end - begin < _STRIPE * size or crossing > _CROSSING * len(segments):
            continue
        sides = (begin - left, right - end)
        middle = (begin + end) / 2
        if min(sides) >= _NARROWEST * (right - left) and _are_columns(segments, middle, sides, depth):
            found = (crossing, middle)
            best = min(best, found) if best else found
    return best[1] if best else None


def _gaps(segments: Sequence[Segment]) -> Iterator[tuple[float, float, int]]:
    """(begin, end, segments across) of stripes between an end of one segment and the beginning of a later one."""
    starts = sorted({round(each.left, 1) for each in segments})
    for start in starts[1:]:
        ends = [each.right for each in segments if each.right < start]
        if not ends:
            continue
        end = max(ends)
        across = sum(each.left < start - 1 and each.right >= start for each in segments)
        yield end, start, across


def _are_columns(segments: Sequence[Segment], stripe: float, sides: tuple[float, float], depth: int) -> bool:
    """Whether each side is a column, or has columns itself."""
    left = [each for each in segments if each.right <= stripe]
    right = [each for each in segments if each.left >= stripe]
    return all(
        _is_filled(own, side) or (depth > 1 and _stripe(own, depth - 1) is not None)
        for own, side in zip((left, right), sides, strict=True)
    )


def _is_filled(segments: Sequence[Segment], side: float) -> bool:
    """Whether enough lines fill it: some tables stand within a column, and their cells do not."""
    full = sum(each.right - each.left >= _FILLED * side for each in segments)
    return full >= max(_COLUMN_LINES, _FILLING * len(segments))
