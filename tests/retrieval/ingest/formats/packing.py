"""The smallest files of kinds that no library of the tests writes."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def odt(body: str) -> bytes:
    """A text whose body is this XML, with the prefixes text and table."""
    names = f'xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" xmlns:table="{_TABLE}"'
    whole = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed({"content.xml": f"<office:document-content {names}>{whole}</office:document-content>"})


def pptx(*slides: str) -> bytes:
    """Slides of this XML each, with the prefixes a and p, in the reverse order of their files."""
    count = len(slides)
    ids = "".join(f'<p:sldId id="{at}" r:id="r{at}"/>' for at in range(count))
    relations = "".join(
        f'<Relationship Id="r{at}" Target="slides/slide{count - at}.xml"/>' for at in range(count)
    )
    parts = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}" xmlns:r="{_R}"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    for at, slide in enumerate(slides):
        parts[f"ppt/slides/slide{count - at}.xml"] = f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}">{slide}</p:sld>'
    return packed(parts)


def shape(*lines: str, kind: str = "body") -> str:
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>'
    )


def xlsx(**sheets: Sequence[Sequence[str | float]]) -> bytes:
    """Sheets of rows of words and numbers."""
    names = list(sheets)
    book = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names, 1))
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_R}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    main = f'<Relationship Id="r0" Type="{_R}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{book}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
    }
    for at, rows in enumerate(sheets.values(), 1):
        written = "".join(_row(number, row) for number, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{_S}"><sheetData>{written}</sheetData></worksheet>'
        )
    return packed(parts)


def _row(number: int, row: Sequence[str | float]) -> str:
    cells = ""
    for column, value in zip("ABCDEFGH", row, strict=False):
        if isinstance(value, str):
            cells += f'<c r="{column}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        else:
            cells += f'<c r="{column}{number}"><v>{value}</v></c>'
    return f'<row r="{number}">{cells}</row>'


def epub(**chapters: str) -> bytes:
    """Chapters by name, each with this body, in the order given."""
    items = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    parts = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for name, body in reversed(chapters.items()):
        parts[f"OPS/text/{name}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
        )
    return packed(parts)


def old_word(latin: str, chinese: str) -> bytes:
    """A Word 97 document of two pieces, one of one byte a character and one of two."""
    first, second = latin.encode("cp1252"), chinese.encode("utf-16-le")
    place = 0x800
    words = bytearray(place)
    struct.pack_into("<H", words, 0, 0xA5EC)
    struct.pack_into("<H", words, 0x0A, 0x0200)
    struct.pack_into("<I", words, 0x4C, len(latin) + len(chinese))
    bounds = struct.pack("<3I", 0, len(latin), len(latin) + len(chinese))
    pieces = struct.pack("<HIH", 0, place * 2 | 0x40000000, 0) + struct.pack("<HIH", 0, place + len(first), 0)
    properties = b"\x01" + struct.pack("<H", 3) + b"abc"
    clx = properties + b"\x02" + struct.pack("<I", len(bounds + pieces)) + bounds + pieces
    struct.pack_into("<II", words, 0x01A2, 0, len(clx))
    return _compound({"1Table": clx, "WordDocument": bytes(words) + first + second})


def _compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file of version 3 with these streams, each long enough to have sectors of its own."""
    contents = [
        content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0") for content in streams.values()
    ]
    fat = [_FAT, _END]
    starts = []
    for content in contents:
        starts.append(len(fat))
        sectors = len(content) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + sectors), _END]
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    for at, (name, content, start) in enumerate(zip(streams, contents, starts, strict=True), 1):
        entries += _entry(
            name, 2, right=at + 1 if at < len(streams) else _FREE, start=start, size=len(content)
        )
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    return header + table + entries.ljust(_SECTOR, b"\0") + b"".join(contents)


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, _FREE, right, child)
    return head + bytes(16 + 4 + 8 + 8) + struct.pack("<IQ", start, size)
