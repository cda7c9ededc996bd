"""OpenDocument texts and slides (.odt, .odp) -> lines: headings by their outline level, paragraphs, items, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import TableLines
from retrieval.ingest.source_text import SourceLine

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_UNREAD = frozenset(
    {f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content"}
)


def read(content: bytes) -> Iterator[SourceLine]:
    """The headings, paragraphs and rows of a document.

    Raises:
        RefusedContentError: not an OpenDocument file, encrypted, or unpacks to too much.
    """
    archive = zip_package.opened(content, "an OpenDocument file", "content.xml")
    body = zip_package.parsed(archive, "content.xml").find(f"{_OFFICE}body")
    if body is not None:
        yield from _blocks(body, [])


def _blocks(parent: Any, above: list[str]) -> Iterator[SourceLine]:  # noqa: ANN401 - lxml has no types
    """Recurses into lists and frames; lxml refuses XML nested deeper than 256 elements."""
    for element in parent.iterchildren("*"):
        if element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            level = element.get(f"{_TEXT}outline-level", "1") if element.tag == f"{_TEXT}h" else ""
            for raw in "".join(_words(element)).split("\n"):
                if text := tidied(raw):
                    above[:] = [text]
                    yield SourceLine(text, int(level) if level.isdecimal() else None)
        elif element.tag == f"{_TABLE}table":
            table = TableLines(above[0] if above else "")
            for row in element.iter(f"{_TABLE}table-row"):
                cells = (cell for cell in row.iterchildren(f"{_TABLE}table-cell"))
                yield from table.row([list(_blocks(cell, [])) for cell in cells])
        elif element.tag not in _UNREAD:
            yield from _blocks(element, above)


def _words(parent: Any) -> Iterator[str]:  # noqa: ANN401
    yield parent.text or ""
    for element in parent.iterchildren("*"):
        if element.tag in _SPACES:
            yield _SPACES[element.tag]
        elif element.tag not in _UNREAD:
            yield from _words(element)
        yield element.tail or ""
