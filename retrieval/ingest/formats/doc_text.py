"""Word documents before 2007 (.doc) -> lines, by olefile and the file's piece table.

[MS-DOC] 2.4.1: the stream WordDocument holds the characters, in pieces of one or two bytes each, and the table stream says
where the pieces are. Only the main text is read: no notes, no heads, no headings, whose styles stand elsewhere.
"""

from __future__ import annotations

import re
import struct
from collections import deque
from collections.abc import Iterator
from io import BytesIO

import olefile

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.formats.tables import LINES_ABOVE, TableCell, TableLines
from retrieval.ingest.source_text import SourceLine

_MAGIC = 0xA5EC
_FLAGS, _MAIN_CHARACTERS, _CLX = 0x0A, 0x4C, 0x01A2
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PIECES, _PROPERTIES = 2, 1
_ONE_BYTE = 0x40000000
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
"""An instruction, of which only the result is seen: PAGE, HYPERLINK."""
_CELL = "\x07"
_ENDS = re.compile("[\r\x0b\x0c]")
_NOT_WORD = "is not a Word document (.doc)"


def read(content: bytes) -> Iterator[SourceLine]:
    """The paragraphs and rows of a document.

    Raises:
        RefusedContentError: not such a document, encrypted, or damaged.
    """
    if not olefile.isOleFile(data=content):
        raise RefusedContentError(_NOT_WORD, Refusal.OTHER_KIND)
    with olefile.OleFileIO(BytesIO(content)) as file:
        if not file.exists("WordDocument"):
            raise RefusedContentError(_NOT_WORD, Refusal.OTHER_KIND)
        words = file.openstream("WordDocument").read()
        (magic,), (flags,) = struct.unpack_from("<H", words), struct.unpack_from("<H", words, _FLAGS)
        if magic != _MAGIC:
            raise RefusedContentError(_NOT_WORD, Refusal.OTHER_KIND)
        if flags & _ENCRYPTED:
            raise RefusedContentError("is encrypted; save it without a password", Refusal.ENCRYPTED)
        table = file.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    yield from _lines(_text(words, table))


def _text(words: bytes, table: bytes) -> str:
    (count,) = struct.unpack_from("<I", words, _MAIN_CHARACTERS)
    at, size = struct.unpack_from("<II", words, _CLX)
    end = at + size
    while at < end and table[at] == _PROPERTIES:
        (skipped,) = struct.unpack_from("<H", table, at + 1)
        at += 3 + skipped
    if at >= end or table[at] != _PIECES:
        raise RefusedContentError("is damaged: it does not say where its text is")
    (length,) = struct.unpack_from("<I", table, at + 1)
    pieces = (length - 4) // 12
    bounds = struct.unpack_from(f"<{pieces + 1}I", table, at + 5)
    found = []
    for number in range(pieces):
        (place,) = struct.unpack_from("<I", table, at + 5 + 4 * (pieces + 1) + 8 * number + 2)
        characters = bounds[number + 1] - bounds[number]
        if place & _ONE_BYTE:
            start = (place & ~_ONE_BYTE) // 2
            found.append(words[start : start + characters].decode("cp1252", "replace"))
        else:
            found.append(words[place : place + 2 * characters].decode("utf-16-le", "replace"))
    return "".join(found)[:count]


def _lines(text: str) -> Iterator[SourceLine]:
    shown = _FIELD.sub(lambda match: match[1] or "", text)
    table: TableLines | None = None
    before: deque[str] = deque(maxlen=LINES_ABOVE)
    for raw in _ENDS.split(shown):
        *cells, last = raw.split(_CELL)
        if cells:
            # Each cell ends with a mark, and each row with one more: an empty cell parts two rows.
            table = table or TableLines(before)
            row: list[TableCell] = []
            for cell in map(tidied, cells):
                if cell:
                    row.append(TableCell([SourceLine(cell)]))
                elif row:
                    yield from table.row(row)
                    row = []
            yield from table.row(row)
        if line := tidied(last):
            if table and not cells:
                yield from table.end()
                table = None
            before.append(line)
            yield SourceLine(line)
    yield from table.end() if table else ()
