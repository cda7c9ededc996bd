"""Pictures of pages -> pages as those of a PDF with text are read, so that both are put together by one measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.doubts import doubts_in
from retrieval.ingest.formats.pdf_pages import Page
from retrieval.ingest.formats.pdf_rows import FIRST_WORD, Segment, placed_rows
from retrieval.ingest.formats.pdf_rules import grids_of
from retrieval.ingest.formats.scanning import Scanning
from retrieval.ingest.formats.spacing import is_wide, tidied
from retrieval.ingest.formats.text_recognition import (
    Picture,
    RecognisedLine,
    RecognisedPage,
    Recogniser,
    Rule,
)

_Box = tuple[float, float, float, float]
_NARROW = 0.55
"""Width of a letter or digit, in widths of a Chinese character."""
_LONG = 8.0
"""Characters of a line whose width tells that of one."""
_HEIGHT = 1.2
"""Of a line, in widths of a Chinese character."""
_MOSTLY_WHITE = 4.0
"""Times the white of one side: lower boxes are of smaller letters."""
_ONE_SIZE = 1.25
"""Times: heights that lie nearer to the usual one are the same size of letters, measured anew in every line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page before it is read."""

    number: int
    """1-based."""
    width: float
    """In points."""
    height: float


def scanned_pages(
    pictures: Callable[[int], Picture], papers: Sequence[Paper], scanning: Scanning
) -> Iterator[Page]:
    """Recognise the words on pages.

    Args:
        pictures: draws the page of a number.
        papers: the pages to read.
        scanning: how many may be read.

    Raises:
        RefusedContentError: there are too many.
    """
    if len(papers) > scanning.most_pages:
        raise RefusedContentError(
            f"has {len(papers)} pages of pictures, more than {scanning.most_pages}", Refusal.TOO_MUCH
        )
    for done, paper in enumerate(papers):
        scanning.told(done, len(papers))
        yield page_of(_recogniser().read(pictures(paper.number)), paper)
    scanning.told(len(papers), len(papers))


@cache
def _recogniser() -> Recogniser:
    return Recogniser()


def page_of(found: RecognisedPage, paper: Paper) -> Page:
    """What was recognised in a picture as a page; one that lay on its side is turned."""
    is_turned = (found.width > found.height) != (paper.width > paper.height)
    width = paper.height if is_turned else paper.width
    scale = width / found.width
    height = found.height * scale
    boxes = _tight([_box(line, scale, height) for line in found.lines], found.lines)
    usual = median(top - bottom for _, bottom, _, top in boxes) if boxes else 0.0
    segments = (_segment(line, box, usual) for line, box in zip(found.lines, boxes, strict=True))
    rules = (_rule(rule, scale, height) for rule in found.rules)
    rows = placed_rows((each for each in segments if each is not None), grids_of(rules))
    doubts = tuple(doubt for line in found.lines for doubt in doubts_in(line.text, line.sureness))
    return Page(paper.number, width, height, rows, has_picture=True, is_scan=True, doubts=doubts)


def _tight(boxes: Sequence[_Box], lines: Sequence[RecognisedLine]) -> list[_Box]:
    """The boxes without the white around the words, which would close the gap between columns.

    The finder of lines leaves as much on each side; how wide characters are tells how much of the height it is.
    """
    pitches = [
        (box[2] - box[0]) / ems
        for box, line in zip(boxes, lines, strict=True)
        if (ems := _ems(line.text)) >= _LONG
    ]
    if not pitches:
        return list(boxes)
    usual = median(top - bottom for _, bottom, _, top in boxes)
    white = max(0.0, (usual - _HEIGHT * median(pitches)) / 2)
    return [
        (left + white, bottom + white, right - white, top - white)
        if min(right - left, top - bottom) > _MOSTLY_WHITE * white
        else (left, bottom, right, top)
        for left, bottom, right, top in boxes
    ]


def _box(line: RecognisedLine, scale: float, height: float) -> _Box:
    """Left, bottom, right and top of a line, in points from the lower left corner of the page."""
    xs, ys = line.corners[:, 0] * scale, height - line.corners[:, 1] * scale
    # Of a line that leans a little still, the mean of both ends.
    return float(xs.min()), float((ys[2] + ys[3]) / 2), float(xs.max()), float((ys[0] + ys[1]) / 2)


def _segment(line: RecognisedLine, box: _Box, usual: float) -> Segment | None:
    left, bottom, right, top = box
    text = tidied(line.text)
    if not text:
        return None
    size = top - bottom
    is_usual = usual / _ONE_SIZE <= size <= usual * _ONE_SIZE
    word = FIRST_WORD.match(text)
    return Segment(
        text=text,
        left=left,
        right=right,
        bottom=bottom,
        top=top,
        size=max(usual if is_usual else size, 1.0),
        first_word=(right - left) * _ems(word[0] if word else text) / _ems(text),
        is_parted=text.endswith("-") and text[-2:-1].isalpha(),
    )


def _ems(text: str) -> float:
    return sum(1.0 if is_wide(character) else _NARROW for character in text)


def _rule(rule: Rule, scale: float, height: float) -> _Box:
    """A line without its thickness, as a PDF draws one."""
    left, top, right, bottom = (each * scale for each in rule)
    if right - left > bottom - top:
        middle = height - (top + bottom) / 2
        return left, middle, right, middle
    middle = (left + right) / 2
    return middle, height - bottom, middle, height - top
