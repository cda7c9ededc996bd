"""PDF -> the lines one sees on its pages, each with its place; by pypdfium2 (PDFium, the parser of Chrome).

With `pdf_fonts` the only user of pypdfium2. Lengths are points (1/72 inch), measured on the page as it is shown: x grows to the
right, y grows upwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.limits import MAX_PAGES
from retrieval.ingest.formats.pdf_fonts import use_own_fonts
from retrieval.ingest.formats.spacing import is_wide, tidied, touch

_OPENING = "（(《“‘「『【〔〈"
_CLOSING = "，。；：、！？）)》”’」』】〕〉,.;:!?%％"
_FIRST_WORD = re.compile(rf"[{_OPENING}]*(?:[!-~]+|.)[{re.escape(_CLOSING)}]*")
"""What a typesetter would not have parted from its first letter: it went to the next line as a whole."""
_HYPHEN = "\x02"
"""How PDFium writes a hyphen that parts a word at the end of a line."""
_LINE_END = re.compile(r"[\r\n]+")
_COLUMN_GAP = 1.5
"""In heights of the line: a gap as wide as this was left on purpose; a smaller one only spaces out the line."""
_RADICALS = re.compile("[\u2f00-\u2fd5]")
"""Some programs write ⼯ (the radical) for 工, since fonts draw them alike."""


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One line of a page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    first_word: float
    """The width of what could not be parted from its first letter."""

    @property
    def height(self) -> float:
        """About the size of the font."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page in the order in which they are read."""

    number: int
    """1-based."""
    width: float
    height: float
    lines: tuple[VisualLine, ...]
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the contents that a PDF shows beside its pages."""

    level: int
    """1 for the outermost."""
    page: int
    title: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A box on the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float


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
            reason = (
                "is encrypted; save it without a password" if _asks_password(error) else "is not a sound PDF"
            )
            raise RefusedContentError(reason) from error
        self.page_count = len(self._document)
        if self.page_count > MAX_PAGES:
            raise RefusedContentError(f"has {self.page_count} pages, more than {MAX_PAGES}")

    def pages(self) -> Iterator[Page]:
        """Every page; one that is damaged has no lines."""
        for at in range(self.page_count):
            try:
                with closing(self._document[at]) as page, closing(page.get_textpage()) as text_page:
                    yield _read_page(at + 1, page, text_page)
            except pypdfium2.PdfiumError:
                yield Page(at + 1, 0.0, 0.0, (), has_picture=False)

    def bookmarks(self) -> Iterator[Bookmark]:
        """The contents that name a page."""
        for entry in self._document.get_toc():
            target = entry.get_dest()
            page = target.get_index() if target is not None else None
            title = tidied(entry.get_title() or "")
            if page is not None and title:
                yield Bookmark(entry.level + 1, page + 1, title)


def _asks_password(error: pypdfium2.PdfiumError) -> bool:
    return bool(getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD)


def _read_page(number: int, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> Page:
    frame = _Frame(page)
    lines = tuple(_lines(_Characters(text_page), text_page, frame))
    pictures = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2)
    return Page(number, frame.width, frame.height, lines, has_picture=next(iter(pictures), None) is not None)


class _Frame:
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


class _Characters:
    """The characters of a page, so that position i of the text is PDFium's character i."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        count = page.count_chars()
        text = page.get_text_range() if count else ""
        if len(text) != count:
            # Rare: characters beyond the first plane, or without a meaning.
            text = "".join(chr(raw.FPDFText_GetUnicode(page, at)) for at in range(count))
        self.text = _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _lines(characters: _Characters, page: pypdfium2.PdfTextPage, frame: _Frame) -> Iterator[VisualLine]:
    start = 0
    text = characters.text
    for match in [*_LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        filled = [at for at in range(start, end) if not text[at].isspace() and text[at] != "\0"]
        if filled:
            yield _line(text, filled, page, frame)
        start = match.end() if match else end


def _line(text: str, filled: Sequence[int], page: pypdfium2.PdfTextPage, frame: _Frame) -> VisualLine:
    def place(at: int) -> _Place:
        return frame.place(page.get_charbox(at, loose=True))

    first, last = filled[0], filled[-1]
    left, right = place(first), place(last)
    height = max(left.top - left.bottom, 1.0)
    in_chinese = any(is_wide(text[at]) for at in filled)
    pieces = [text[first]]
    for before, at in pairwise(filled):
        if at - before > 1:
            seen_only = touch(text[before], text[at], in_chinese=in_chinese) and _is_seen(before, at, page)
            is_wide_gap = place(at).left - place(before).right > _COLUMN_GAP * height
            pieces += [" "] if is_wide_gap or not seen_only else []
        pieces.append(text[at])
    words = _FIRST_WORD.match(text, first, last + 1)
    return VisualLine(
        text=_whole("".join(pieces)),
        left=left.left,
        right=right.right,
        bottom=min(left.bottom, right.bottom),
        top=max(left.top, right.top),
        first_word=place(words.end() - 1).right - left.left if words else 0.0,
    )


def _is_seen(before: int, at: int, page: pypdfium2.PdfTextPage) -> bool:
    """Whether the space between two characters is not in the file: PDFium saw a gap."""
    return all(raw.FPDFText_IsGenerated(page, between) == 1 for between in range(before + 1, at))


def _whole(text: str) -> str:
    """With characters beyond the first plane put together, which PDFium gives in halves."""
    halves = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    tail = "-" if halves.endswith(_HYPHEN) else ""
    return tidied(halves) + tail
