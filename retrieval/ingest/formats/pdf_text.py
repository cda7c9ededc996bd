"""PDF with text -> lines with pages; headings where the PDF's own contents name them. A scan is named as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.pdf_margins import without_margins
from retrieval.ingest.formats.pdf_pages import Page, Pdf
from retrieval.ingest.formats.pdf_paragraphs import paragraphs
from retrieval.ingest.source_text import SourceLine

_SCAN_CHARACTERS = 20
"""A page of a scan has none but, at most, what the scanner stamped on it."""
_UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd]")
_UNMAPPED_SHARE = 0.3


def read(content: bytes) -> Iterator[SourceLine]:
    """The paragraphs of a PDF.

    Raises:
        RefusedContentError: not a PDF, encrypted, a scan, without readable text, or with too many pages.
    """
    pdf = Pdf(content)
    pages = without_margins(list(pdf.pages()))
    _check_text(pages)
    levels = {(mark.page, _squeezed(mark.title)): mark.level for mark in pdf.bookmarks()}
    for line in paragraphs(pages):
        level = levels.get((line.page or 0, _squeezed(line.text)))
        yield SourceLine(line.text, level, line.page)


def _check_text(pages: Sequence[Page]) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    pictures = sum(page.has_picture for page in pages)
    if len(text) < _SCAN_CHARACTERS * pictures:
        raise RefusedContentError(
            f"is a scan: {len(pages)} pages of pictures without text; run text recognition (OCR) over it first"
        )
    if len(_UNMAPPED.findall(text)) > _UNMAPPED_SHARE * len(text):
        raise RefusedContentError("has fonts that do not say which characters they draw; save it anew")


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
