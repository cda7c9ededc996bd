"""PDF -> its pages and its bookmarks, by pypdfium2 (PDFium, the parser of Chrome).

With `pdf_rows`, `pdf_rules` and `pdf_fonts` the only user of pypdfium2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.doubts import Doubt
from retrieval.ingest.formats.limits import MAX_PAGES, MAX_PIXELS
from retrieval.ingest.formats.pdf_fonts import use_own_fonts
from retrieval.ingest.formats.pdf_rows import Frame, Row, rows_of
from retrieval.ingest.formats.pdf_rules import grids_of, rules_of
from retrieval.ingest.formats.spacing import tidied

_MARK = b"%PDF-"
SCAN_CHARACTERS = 20
"""A page of a scan has fewer: none but, at most, what the scanner stamped on it."""
_FILLED = 0.5
"""Share of a page that the picture of one covers, at least."""
_DOTS, _INCH = 200, 72
"""To an inch: how finely a scan is drawn; letters of nine points have 25 dots then."""
_HEAD = 1024
"""Bytes among which a reader looks for the mark."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    number: int
    """1-based."""
    width: float
    height: float
    rows: tuple[Row, ...]
    """From top to bottom."""
    has_picture: bool
    is_scan: bool = False
    """Whether a picture fills it, so that its words, if there are any, must be recognised."""
    doubts: tuple[Doubt, ...] = ()
    """Figures of a scan that are hard to read."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the contents that a PDF shows beside its pages."""

    level: int
    """1 for the outermost."""
    page: int
    title: str


class Pdf:
    """An open PDF."""

    def __init__(self, content: bytes) -> None:
        """Open it.

        Raises:
            RefusedContentError: not a PDF, encrypted, damaged, or with too many pages.
        """
        use_own_fonts()
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if _asks_password(error):
                raise RefusedContentError(
                    "is encrypted; save it without a password", Refusal.ENCRYPTED
                ) from error
            raise RefusedContentError(
                "is not a sound PDF", Refusal.BROKEN if _MARK in content[:_HEAD] else Refusal.OTHER_KIND
            ) from error
        self.page_count = len(self._document)
        if self.page_count > MAX_PAGES:
            raise RefusedContentError(f"has {self.page_count} pages, more than {MAX_PAGES}", Refusal.TOO_MUCH)

    def pages(self) -> Iterator[Page]:
        """Every page; one that is damaged has no lines."""
        for at in range(self.page_count):
            try:
                with closing(self._document[at]) as page, closing(page.get_textpage()) as text_page:
                    yield _read_page(at + 1, page, text_page)
            except pypdfium2.PdfiumError:
                yield Page(at + 1, 0.0, 0.0, (), has_picture=False)

    def picture(self, number: int) -> NDArray[np.uint8]:
        """A page as it is shown, height x width x 3, blue first.

        Raises:
            RefusedContentError: it cannot be drawn.
        """
        try:
            with closing(self._document[number - 1]) as page:
                width, height = page.get_size()
                scale = min(_DOTS / _INCH, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
                with closing(page.render(scale=scale)) as drawn:
                    found: NDArray[np.uint8] = drawn.to_numpy()[:, :, :3].copy()
                    return found
        except pypdfium2.PdfiumError as error:
            raise RefusedContentError(f"has a damaged page ({number})") from error

    def bookmarks(self) -> Iterator[Bookmark]:
        """The contents that name a page."""
        for entry in self._document.get_toc():
            target = entry.get_dest()
            page = target.get_index() if target is not None else None
            title = tidied(entry.get_title() or "")
            if page is not None and title:
                yield Bookmark(entry.level + 1, page + 1, title)


def _box(line: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A line as the box around it."""
    return min(line[0], line[2]), min(line[1], line[3]), max(line[0], line[2]), max(line[1], line[3])


def _asks_password(error: pypdfium2.PdfiumError) -> bool:
    return bool(getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD)


def _read_page(number: int, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> Page:
    frame = Frame(page)
    grids = grids_of(astuple(frame.place(box)) for line in rules_of(page) for box in [_box(line)])
    rows = rows_of(text_page, frame, grids)
    pictures = list(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2))
    # A scanner may write a page as strips side by side.
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in map(_bounds, pictures))
    is_filled = covered >= _FILLED * frame.width * frame.height
    is_scan = is_filled and sum(len(row.text) for row in rows) < SCAN_CHARACTERS
    return Page(number, frame.width, frame.height, rows, has_picture=bool(pictures), is_scan=is_scan)


def _bounds(drawn: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of something drawn; of what has no place, nothing."""
    try:
        left, bottom, right, top = drawn.get_bounds()
    except pypdfium2.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top
