"""The lines of pages -> paragraphs, by the rules a typesetter follows.

A new paragraph begins where a line is indented, where the line before was ended early (its successor's first word
would have fitted in), where the lines are further apart than usual, and where the size of the letters changes.
Pages with several columns are not understood: there, every line of the left ones is a paragraph of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from retrieval.ingest.formats.pdf_pages import Page, VisualLine
from retrieval.ingest.formats.spacing import joined
from retrieval.ingest.headings import opens_with_number
from retrieval.ingest.source_text import SourceLine

_INDENT = 1.0
"""In heights of the line, as everything here; Chinese paragraphs are indented by two characters."""
_DEEPEST_INDENT = 8.0
"""What stands further to the right is centred, or a column."""
_SLACK = 1.0
"""A line may end this much early beside what did not fit, when punctuation must not begin a line."""
_GAP = 1.5
"""Times the usual distance of two lines."""
_SIZE = 1.2
_SAME_EDGE = 0.5
_NARROWEST = 0.5
"""Of the page's width: where no line is longer, no line is full."""
_EDGE_LINES = 3
_BULLETS = "•●○■□◆◇▪–-*"


@dataclass(frozen=True, slots=True)
class _Placed:
    line: VisualLine
    page: int
    left: float
    """Where the lines of its page begin, and where they end."""
    right: float

    @property
    def indent(self) -> float:
        return self.line.left - self.left


def paragraphs(pages: Sequence[Page]) -> Iterator[SourceLine]:
    """The paragraphs of a document, each with the page it begins on."""
    placed = list(_placed(pages))
    usual = _usual_distance(placed)
    lines: list[_Placed] = []
    for here in placed:
        if lines and _begins(lines, here, usual):
            yield _paragraph(lines)
            lines = []
        lines.append(here)
    if lines:
        yield _paragraph(lines)


def _paragraph(lines: Sequence[_Placed]) -> SourceLine:
    return SourceLine(joined(placed.line.text for placed in lines), page=lines[0].page)


def _placed(pages: Sequence[Page]) -> Iterator[_Placed]:
    filled = [page for page in pages if page.lines]
    lefts = [_left_edge(page.lines) for page in filled]
    lengths = [[line.right - left for line in page.lines] for page, left in zip(filled, lefts, strict=True)]
    height = median(line.height for page in filled for line in page.lines) if filled else 0.0
    usual = _full_length([length for page in lengths for length in page], height)
    for page, left, own in zip(filled, lefts, lengths, strict=True):
        full = max(usual, _full_length(own, height))
        # Where no length recurs no line is full, and the margins are taken to be alike.
        length = max(full, _NARROWEST * page.width) if full else page.width - 2 * left
        for line in page.lines:
            yield _Placed(line, page.number, left, left + length)


def _full_length(lengths: Sequence[float], height: float) -> float:
    """How long the lines are that reach the right edge: the greatest length that several have; 0: none."""
    ordered = sorted(lengths, reverse=True)
    for longest, also in zip(ordered, ordered[_EDGE_LINES - 1 :], strict=False):
        if longest - also <= height:
            return longest
    return 0.0


def _left_edge(lines: Sequence[VisualLine]) -> float:
    """The leftmost position at which several lines begin; of a page with few lines, simply the leftmost."""
    ordered = sorted(line.left for line in lines)
    slack = _SAME_EDGE * median(line.height for line in lines)
    for at, left in enumerate(ordered[: 1 - _EDGE_LINES]):
        if ordered[at + _EDGE_LINES - 1] - left <= slack:
            return left
    return ordered[0]


def _usual_distance(placed: Sequence[_Placed]) -> float:
    found = [
        before.line.bottom - here.line.bottom
        for before, here in pairwise(placed)
        if before.page == here.page and here.line.bottom < before.line.bottom
    ]
    return median(found) if found else float("inf")


def _begins(lines: Sequence[_Placed], here: _Placed, usual: float) -> bool:
    """Whether a line begins a paragraph, after these lines of one."""
    before = lines[-1]
    size = min(before.line.height, here.line.height)
    if max(before.line.height, here.line.height) > _SIZE * size:
        return True
    if before.page == here.page and before.line.bottom - here.line.bottom > _GAP * usual:
        return True
    room = before.right - before.line.right
    return room > here.line.first_word + _SLACK * size or _is_set_off(lines, here, size)


def _is_set_off(lines: Sequence[_Placed], here: _Placed, size: float) -> bool:
    """Whether a line is indented; in an item whose lines hang below its words, whether it stands where the item began."""
    first, last = lines[0].indent, lines[-1].indent
    if _is_item(lines[0].line.text) and max(here.indent, last) > first + _INDENT * size:
        return here.indent <= first + _SAME_EDGE * size
    return _INDENT * size < here.indent < _DEEPEST_INDENT * size


def _is_item(text: str) -> bool:
    return text[0] in _BULLETS or opens_with_number(text)
