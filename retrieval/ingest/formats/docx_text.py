"""DOCX -> lines, by python-docx: paragraphs, headings by their style or outline level, rows of tables, text boxes.

Words are gathered from the XML, not from `Paragraph.text`, which leaves out what stands in smart tags (Chinese Word
marks dates so), content controls and accepted changes. Headers, footers, notes, comments, deleted and hidden words
are left out. Automatic numbers, which stand in no paragraph, are counted (`docx_numbering`).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats import zip_package
from retrieval.ingest.formats.docx_numbering import Numbering
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines
from retrieval.ingest.source_text import SourceLine

_P, _TBL, _TR, _TC, _R = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r"))
_TEXT, _BOX = qn("w:t"), qn("w:txbxContent")
_CELL_PROPERTIES, _VALUE = qn("w:tcPr"), qn("w:val")
_MOST_COLUMNS = 63
"""Of a table in Word."""
_MARKS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_UNREAD = frozenset(
    {qn(f"w:{name}") for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", _BOX}
)
"""What is inside these is deleted, said twice, or read elsewhere."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
_BODY_TEXT = 9
"""The outline level of what is no heading."""


def read(content: bytes) -> Iterator[SourceLine]:
    """The headings, paragraphs and table rows of a document.

    Raises:
        RefusedContentError: not a DOCX, encrypted, unpacks to too much, or declares XML entities.
    """
    zip_package.opened(content, "a Word document (.docx)", "[Content_Types].xml")
    document = docx.Document(BytesIO(content))
    if document.element.getroottree().docinfo.doctype:
        raise RefusedContentError("declares XML entities, which no Word document does")
    yield from _Reader(document).blocks(document.element.body)


class _Reader:
    """Reads the blocks of a document in their order."""

    def __init__(self, document: Document) -> None:
        self._levels = _style_levels(document)
        self._numbering = Numbering(document)
        self._before: deque[str] = deque(maxlen=LINES_ABOVE)
        """The lines that were read last."""

    def blocks(self, parent: Any) -> Iterator[SourceLine]:  # noqa: ANN401 - lxml has no types
        """Recurses into tables and controls; lxml refuses XML nested deeper than 256 elements."""
        for element in parent.iterchildren("*"):
            if element.tag == _P:
                yield from self._paragraph(element)
            elif element.tag == _TBL:
                table = TableLines(self._before)
                for row in _nearest(element, _TR):
                    yield from table.row([self._cell(cell) for cell in _nearest(row, _TC)])
                yield from table.end()
            elif element.tag not in _UNREAD:
                yield from self.blocks(element)

    def _cell(self, cell: Any) -> TableCell:  # noqa: ANN401
        properties = cell.find(_CELL_PROPERTIES)
        width = None if properties is None else properties.find(qn("w:gridSpan"))
        merged = None if properties is None else properties.find(qn("w:vMerge"))
        columns = "1" if width is None else width.get(_VALUE) or "1"
        lines = list(self.blocks(cell))
        return TableCell(
            lines,
            columns=min(int(columns), _MOST_COLUMNS) if columns.isdecimal() else 1,
            is_covered=merged is not None and merged.get(_VALUE) != "restart" and not lines,
        )

    def _paragraph(self, paragraph: Any) -> Iterator[SourceLine]:  # noqa: ANN401
        properties = paragraph.find(qn("w:pPr"))
        level = _level(properties, self._levels)
        words = "".join(_words(paragraph))
        label = self._numbering.label(properties) if words.strip() else ""
        for raw in (label + words).split("\n"):
            if text := tidied(raw):
                self._before.append(text)
                yield SourceLine(text, level)
        for box in paragraph.iter(_BOX):
            if not any(above.tag in _UNREAD for above in box.iterancestors() if above is not box):
                yield from self.blocks(box)


def _nearest(parent: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table or the cells of a row, though controls stand between, but not those of inner tables."""
    for element in parent.iterchildren("*"):
        if element.tag == tag:
            yield element
        elif element.tag not in _UNREAD and element.tag != _P:
            yield from _nearest(element, tag)


def _words(parent: Any) -> Iterator[str]:  # noqa: ANN401
    for element in parent.iterchildren("*"):
        if element.tag == _TEXT:
            yield element.text or ""
        elif element.tag in _MARKS:
            yield _MARKS[element.tag]
        elif element.tag not in _UNREAD and not (element.tag == _R and _is_hidden(element)):
            yield from _words(element)


def _is_hidden(run: Any) -> bool:  # noqa: ANN401
    found = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return found is not None and found.get(qn("w:val")) not in {"0", "false", "off"}


def _style_levels(document: Document) -> dict[str, int]:
    """Levels by the ids of the paragraph styles that make headings, themselves or through those they are based on."""
    elements = {
        style.style_id or "": style.element
        for style in document.styles
        if style.type == WD_STYLE_TYPE.PARAGRAPH
    }
    found: dict[str, int] = {}
    for key in elements:
        seen: list[str] = []
        at = key
        while at in elements and at not in seen:
            seen.append(at)
            level = _own_level(elements[at])
            if level is not None:
                found[key] = level
                break
            base = elements[at].find(qn("w:basedOn"))
            at = "" if base is None else base.get(qn("w:val"), "")
    return found


def _own_level(style: Any) -> int | None:  # noqa: ANN401
    name = style.find(qn("w:name"))
    called = "" if name is None else (name.get(qn("w:val")) or "").strip().lower()
    if called in _TITLES:
        return 0
    if match := _HEADING.fullmatch(called):
        return int(match[1])
    return _outline_level(style.find(qn("w:pPr")))


def _level(properties: Any, levels: Mapping[str, int]) -> int | None:  # noqa: ANN401
    if properties is None:
        return None
    own = _outline_level(properties)
    if own is not None:
        return own
    style = properties.find(qn("w:pStyle"))
    return None if style is None else levels.get(style.get(qn("w:val")))


def _outline_level(properties: Any) -> int | None:  # noqa: ANN401
    """1 for the outermost headings; None where the properties do not say, or say body text."""
    found = None if properties is None else properties.find(qn("w:outlineLvl"))
    value = "" if found is None else found.get(qn("w:val")) or ""
    return int(value) + 1 if value.isdecimal() and int(value) < _BODY_TEXT else None
