"""Pages -> lines: paragraphs, headings and the rows of tables, whether the letters stood in the file or were recognised."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from retrieval.ingest.enumerators import enumerator_of
from retrieval.ingest.formats.doubts import spans_in
from retrieval.ingest.formats.pdf_columns import goes_on, table_lines
from retrieval.ingest.formats.pdf_measure import body_size
from retrieval.ingest.formats.pdf_pages import Bookmark, Page
from retrieval.ingest.formats.pdf_paragraphs import Paragraph, paragraphs
from retrieval.ingest.formats.tables import LINES_ABOVE
from retrieval.ingest.source_text import SourceLine
from retrieval.types import Scan

_LARGER = 1.15
"""Times the size of the text: letters of headings."""
_HEADING_LENGTH = 60
_SENTENCE_ENDS = "。；;，,"
_MOST_LEVELS = 4
_MOST_HEADINGS = 0.5
"""Share of the paragraphs: where more are set in larger letters, these do not make headings (slides, posters)."""


def lines_of_pages(pages: Sequence[Page], bookmarks: Iterable[Bookmark] = ()) -> Iterator[SourceLine]:
    """The lines of a document; its headings by its own contents, or else by larger letters."""
    found = list(paragraphs(pages))
    marks = {(mark.page, _named(mark.title)): mark.level for mark in bookmarks}
    levels = [marks.get((each.page, _named(each.text))) for each in found]
    if not any(level is not None for level in levels):
        levels = _levels_by_size(found)
    scans = {page.number: page for page in pages if page.is_scan}
    for line in _lines(found, levels):
        scan = _scan_of(line, scans) if scans else None
        yield line if scan is None else replace(line, scan=scan)


def _scan_of(line: SourceLine, scans: Mapping[int, Page]) -> Scan | None:
    """What is known of a line that begins on a page that was recognised; it may end on the next."""
    if line.page is None or line.page not in scans:
        return None
    both = [scans[at] for at in (line.page, line.page + 1) if at in scans]
    return Scan(spans_in(line.text, [doubt for page in both for doubt in page.doubts]))


def _lines(found: Sequence[Paragraph], levels: Sequence[int | None]) -> Iterator[SourceLine]:
    """Paragraphs, and the rows of tables under their headers; a table over two pages is one."""
    before: deque[str] = deque(maxlen=LINES_ABOVE)
    rows: list[Paragraph] = []
    for each, level in zip(found, levels, strict=True):
        if rows and not (each.cells and goes_on(rows[-1], each)):
            yield from table_lines(rows, before)
            before.append(rows[-1].text)
            rows = []
        if each.cells:
            rows.append(each)
        else:
            before.append(each.text)
            yield SourceLine(each.text, level, each.page)
    yield from table_lines(rows, before)


def _levels_by_size(found: Sequence[Paragraph]) -> list[int | None]:
    """The levels of headings: the largest letters are outermost."""
    body = body_size((each.size, len(each.text)) for each in found)
    larger = [_is_heading(each, body) for each in found]
    if sum(larger) > _MOST_HEADINGS * len(found) and len(found) > 1 / _MOST_HEADINGS:
        larger = [False] * len(found)
    sizes = sorted(
        {round(each.size) for each, is_one in zip(found, larger, strict=True) if is_one}, reverse=True
    )
    level_of: Mapping[int, int] = {size: min(at, _MOST_LEVELS) for at, size in enumerate(sizes, start=1)}
    return [
        level_of[round(each.size)] if is_one else None for each, is_one in zip(found, larger, strict=True)
    ]


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    text = paragraph.text
    is_short = len(text) <= _HEADING_LENGTH and text[-1] not in _SENTENCE_ENDS
    return (
        not paragraph.cells and is_short and paragraph.size >= _LARGER * body and any(map(str.isalpha, text))
    )


def _named(text: str) -> str:
    """A heading without its number, which bookmarks may leave out, and without white space."""
    own = enumerator_of(text)
    name = re.sub(r"\s", "", text[own.end :] if own else text)
    return name or re.sub(r"\s", "", text)
