"""PowerPoint (.pptx) -> lines: the title of each slide as its heading, paragraphs, rows of tables; slides count as pages."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import TableCell, TableLines
from retrieval.ingest.source_text import SourceLine

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_TRUE = frozenset({"1", "true"})
_MARGINS = frozenset({"sldNum", "ftr", "dt", "hdr"})
"""Placeholders of what every slide has: its number, the date, the foot."""


def read(content: bytes) -> Iterator[SourceLine]:
    """The words of the slides in the order in which they are shown.

    Raises:
        RefusedContentError: not a presentation, encrypted, or unpacks to too much.
    """
    archive = zip_package.opened(content, "a presentation (.pptx)", _MAIN)
    for number, name in enumerate(_slides(archive), start=1):
        yield from _blocks(zip_package.parsed(archive, name), number)


def _slides(archive: zipfile.ZipFile) -> Iterator[str]:
    relations = zip_package.parsed(archive, "ppt/_rels/presentation.xml.rels")
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for slide in zip_package.parsed(archive, _MAIN).iter(f"{_SLIDES}sldId"):
        yield posixpath.normpath(posixpath.join("ppt", targets.get(slide.get(_RELATION), ""))).lstrip("/")


def _blocks(parent: Any, page: int, level: int | None = None) -> Iterator[SourceLine]:  # noqa: ANN401 - lxml has no types
    """Recurses into groups; lxml refuses XML nested deeper than 256 elements."""
    for element in parent.iterchildren("*"):
        if element.tag == f"{_DRAWING}p":
            words = "".join(each.text or "" for each in element.iter(f"{_DRAWING}t"))
            if text := tidied(words.replace("\n", " ")):
                yield SourceLine(text, level, page)
        elif element.tag == f"{_DRAWING}tbl":
            table = TableLines()
            for row in element.iterchildren(f"{_DRAWING}tr"):
                cells = row.iterchildren(f"{_DRAWING}tc")
                yield from table.row([_cell(cell, page) for cell in cells])
            yield from table.end()
        elif element.tag == f"{_SLIDES}sp":
            placeholder = element.find(f"{_SLIDES}nvSpPr/{_SLIDES}nvPr/{_SLIDES}ph")
            kind = "" if placeholder is None else placeholder.get("type", "")
            if kind not in _MARGINS:
                yield from _blocks(element, page, 1 if kind in _TITLES else None)
        else:
            yield from _blocks(element, page, level)


def _cell(cell: Any, page: int) -> TableCell:  # noqa: ANN401
    """A cell of a table; those that it reaches over are there as cells of their own."""
    is_covered = cell.get("vMerge") in _TRUE or cell.get("hMerge") in _TRUE
    return TableCell(() if is_covered else list(_blocks(cell, page)), is_covered=cell.get("vMerge") in _TRUE)
