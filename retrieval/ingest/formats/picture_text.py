"""A picture of text, or several in one file -> the lines that are recognised in it, each picture a page."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.paged_text import lines_of_pages
from retrieval.ingest.formats.pdf_margins import without_margins
from retrieval.ingest.formats.pictures import PictureFile
from retrieval.ingest.formats.scan_pages import Paper, scanned_pages
from retrieval.ingest.formats.scanning import QUIETLY, Scanning
from retrieval.ingest.formats.text_recognition import INSTALL, is_installed
from retrieval.ingest.source_text import SourceLine

_WIDTH = 595.0
"""Points of a sheet of paper: few files say how large the page was that they show."""


def read(content: bytes, scanning: Scanning = QUIETLY) -> Iterator[SourceLine]:
    """The paragraphs on a page that was photographed or scanned.

    Raises:
        RefusedContentError: no picture, too large a one, one without words, or pictures cannot be read here.
    """
    if not is_installed():
        raise RefusedContentError(f"is a picture; {INSTALL}", Refusal.SCAN)
    file = PictureFile(content)
    papers = [
        Paper(number, _WIDTH, _WIDTH * file.height / file.width) for number in range(1, file.page_count + 1)
    ]
    pages = without_margins(list(scanned_pages(file.picture, papers, scanning)))
    if not any(page.rows for page in pages):
        raise RefusedContentError("is a picture in which no words are found", Refusal.EMPTY)
    yield from lines_of_pages(pages)
