"""The fonts of a machine -> one that every machine has, so that a PDF reads the same everywhere.

A PDF may leave out its Chinese font, and PDFium then looks for one on the machine. Where there is none, as on most
servers, it takes its characters to have no size, and leaves out lines of them. All it has to know is how large they
are: each fills its square.
"""

from __future__ import annotations

import ctypes
from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pypdfium2 import raw

_CHINESE, _TAIWANESE, _JAPANESE, _KOREAN = 134, 136, 128, 129
"""Character sets as Windows numbers them; for all others PDFium has fonts of its own."""
_SQUARES = (0x2000, 0x3400), (0x4E00, 0xA000), (0xFF00, 0xFFF0)
"""Punctuation and signs, characters, full-width forms."""
_HALVES = (0x21, 0x7F)
"""Letters and digits, which Chinese fonts have as well: PDFium leaves out a cell with one digit that has no form."""
_EM, _DESCENT = 1000, -120
_HANDLE = 1


@cache
def use_own_fonts() -> object:
    """Let PDFium take every Chinese character for a square, in this process; the cache keeps what it calls back."""
    font = _font_of_squares()
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)

    def map_font(_info: object, _weight: int, _italic: int, charset: int, *_asked: object) -> int | None:
        return _HANDLE if charset in {_CHINESE, _TAIWANESE, _JAPANESE, _KOREAN} else None

    def font_data(_info: object, _font: int, table: int, buffer: ctypes.c_void_p, size: int) -> int:
        if table:  # A single table of the file; it asks for the whole with 0.
            return 0
        if size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    answers = {
        "Release": lambda _info: None,
        "EnumFonts": lambda _info, _mapper: None,
        "MapFont": map_font,
        "GetFont": lambda _info, _face: None,
        "GetFontData": font_data,
        "GetFaceName": lambda *_asked: 0,
        "GetFontCharset": lambda _info, _font: _CHINESE,
        "DeleteFont": lambda _info, _font: None,
    }
    info = raw.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](answer) for name, answer in answers.items()})
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info


def _block(width: int) -> Glyph:
    """A filled character of a width."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, _DESCENT))
    for corner in ((0, _EM + _DESCENT), (width, _EM + _DESCENT), (width, _DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _font_of_squares() -> bytes:
    square, half = _block(_EM), _block(_EM // 2)
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square", "half"])
    squares = {at: "square" for start, end in _SQUARES for at in range(start, end)}
    builder.setupCharacterMap(squares | dict.fromkeys(range(*_HALVES), "half"))
    builder.setupGlyf({".notdef": square, "square": square, "half": half})
    builder.setupHorizontalMetrics({".notdef": (_EM, 0), "square": (_EM, 0), "half": (_EM // 2, 0)})
    builder.setupHorizontalHeader(ascent=_EM + _DESCENT, descent=_DESCENT)
    builder.setupOS2()
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()
