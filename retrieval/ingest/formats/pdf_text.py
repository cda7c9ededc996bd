"""PDF -> lines with pages; of the pages that are pictures, the words that are recognised in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.paged_text import lines_of_pages
from retrieval.ingest.formats.pdf_margins import without_margins
from retrieval.ingest.formats.pdf_pages import SCAN_CHARACTERS, Page, Pdf
from retrieval.ingest.formats.scan_pages import Paper, scanned_pages
from retrieval.ingest.formats.scanning import QUIETLY, Scanning
from retrieval.ingest.formats.text_recognition import INSTALL, is_installed
from retrieval.ingest.source_text import SourceLine

_UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd]")
_UNMAPPED_SHARE = 0.3


def read(content: bytes, scanning: Scanning = QUIETLY) -> Iterator[SourceLine]:
    """The paragraphs of a PDF.

    Raises:
        RefusedContentError: not a PDF, encrypted, without readable text, with too many pages, or a scan that cannot be read.
    """
    pdf = Pdf(content)
    pages = without_margins(_recognised(pdf, list(pdf.pages()), scanning))
    _check_text(pages)
    yield from lines_of_pages(pages, pdf.bookmarks())


def _recognised(pdf: Pdf, pages: Sequence[Page], scanning: Scanning) -> list[Page]:
    """The pages, with the words of those that are pictures, if these can be read here."""
    papers = [Paper(page.number, page.width, page.height) for page in pages if page.is_scan]
    if not papers or not is_installed():
        return list(pages)
    found = {page.number: page for page in scanned_pages(pdf.picture, papers, scanning)}
    return [found.get(page.number, page) for page in pages]


def _check_text(pages: Sequence[Page]) -> None:
    text = "".join(row.text for page in pages for row in page.rows)
    pictures = sum(page.has_picture for page in pages)
    if is_installed() and any(page.is_scan for page in pages):
        if not text:
            raise RefusedContentError("is a scan in which no words are found", Refusal.EMPTY)
    elif len(text) < SCAN_CHARACTERS * pictures:
        raise RefusedContentError(
            f"is a scan: {len(pages)} pages of pictures without text; {INSTALL}", Refusal.SCAN
        )
    if len(_UNMAPPED.findall(text)) > _UNMAPPED_SHARE * len(text):
        raise RefusedContentError("has fonts that do not say which characters they draw; save it anew")
