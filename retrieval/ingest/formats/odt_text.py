"""OpenDocument texts and slides (.odt, .odp) -> lines: headings by their outline level, paragraphs, items, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines
from retrieval.ingest.source_text import SourceLine

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_CELLS = (_CELL, _COVERED)
_COUNTS = ("number-columns-spanned", "number-rows-spanned", "number-columns-repeated")
_MOST = 1000
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
                    above[:] = [*above, text][-LINES_ABOVE:]
                    yield SourceLine(text, int(level) if level.isdecimal() else None)
        elif element.tag == f"{_TABLE}table":
            table = TableLines(above)
            for row in element.iter(f"{_TABLE}table-row"):
                yield from table.row([each for cell in row.iterchildren(*_CELLS) for each in _cells(cell)])
            yield from table.end()
        elif element.tag not in _UNREAD:
            yield from _blocks(element, above)


def _cells(cell: Any) -> list[TableCell]:  # noqa: ANN401
    """A cell, as often as it is repeated; those at the end of a row are repeated to the edge of the sheet."""
    if cell.tag == _COVERED:
        return [TableCell((), is_covered=True)]
    lines = list(_blocks(cell, []))
    columns, rows, times = (_count(cell, name) for name in _COUNTS)
    # Columns that it reaches over are there as covered cells.
    own = TableCell(lines, rows=rows)
    return [own, *([own] * (times - 1) if lines and columns == 1 else ())]


def _count(cell: Any, name: str) -> int:  # noqa: ANN401
    value = cell.get(f"{_TABLE}{name}", "1")
    return min(int(value), _MOST) if value.isdecimal() and int(value) > 0 else 1


def _words(parent: Any) -> Iterator[str]:  # noqa: ANN401
    yield parent.text or ""
    for element in parent.iterchildren("*"):
        if element.tag in _SPACES:
            yield _SPACES[element.tag]
        elif element.tag not in _UNREAD:
            yield from _words(element)
        yield element.tail or ""
