"""EPUB -> lines: its chapters in the order in which they are read, each as `html_text` reads a page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats import html_text, zip_package
from retrieval.ingest.source_text import SourceLine

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read(content: bytes) -> Iterator[SourceLine]:
    """The headings and paragraphs of a book.

    Raises:
        RefusedContentError: not an EPUB, encrypted, or unpacks to too much.
    """
    archive = zip_package.opened(content, "an EPUB", _CONTAINER)
    book = zip_package.parsed(archive, _CONTAINER).find(".//{*}rootfile")
    name = "" if book is None else book.get("full-path", "")
    package = zip_package.parsed(archive, name)
    pages = {
        each.get("id"): posixpath.normpath(
            posixpath.join(posixpath.dirname(name), unquote(each.get("href", "")))
        )
        for each in package.iterfind(".//{*}manifest/{*}item")
        if each.get("media-type") in _PAGES and "nav" not in each.get("properties", "").split()
    }
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        page = pages.get(reference.get("idref"))
        if page is None:
            continue
        try:
            chapter = archive.read(page)
        except KeyError as error:
            raise RefusedContentError(f"lacks its chapter {page[:100]}") from error
        for line in html_text.read(chapter):
            yield replace(line, line=None)
