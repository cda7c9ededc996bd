"""How much a file of each kind may ask for. Whatever asks for more is refused with the reason.

A report of 40 pages has about 60 kilobytes of text; each limit leaves room for a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limit:
    """Of one file."""

    bytes: int
    seconds: float
    """From the first byte sent to the parser to its last answer."""


_MARKDOWN = Limit(bytes=8 * _MIB, seconds=20)
_HTML = Limit(bytes=16 * _MIB, seconds=20)
"""Saved pages carry pictures inside."""
_DOCX = Limit(bytes=64 * _MIB, seconds=30)
_TABLE = Limit(bytes=32 * _MIB, seconds=60)
_MAIL = Limit(bytes=32 * _MIB, seconds=20)
"""Most of it are attachments, which are left out."""
_ARCHIVE = Limit(bytes=64 * _MIB, seconds=120)
_PDF = Limit(bytes=64 * _MIB, seconds=60)
"""A thousand pages take about ten seconds."""

_PICTURE = Limit(bytes=64 * _MIB, seconds=60)

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
"""Suffixes of files that hold nothing but a picture, or several."""

LIMITS: Mapping[str, Limit] = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".docx": _DOCX,
    ".doc": _DOCX,
    ".rtf": _DOCX,
    ".odt": _DOCX,
    ".odp": _DOCX,
    ".epub": _DOCX,
    ".pptx": _DOCX,
    ".xlsx": _TABLE,
    ".xlsm": _TABLE,
    ".xls": _TABLE,
    ".ods": _TABLE,
    ".csv": _TABLE,
    ".eml": _MAIL,
    ".zip": _ARCHIVE,
    ".pdf": _PDF,
    **dict.fromkeys(PICTURES, _PICTURE),
}
"""By the suffix of a file's name, in lower case."""

MEMORY = 1024 * _MIB
"""Bytes of address space of the parsers' process, where the system can limit it."""
MODEL_MEMORY = 512 * _MIB
"""What the models that recognise text take of it beside."""
MAX_CHARACTERS = 10_000_000
"""Of all lines of a document."""
MAX_LINES = 500_000
MAX_PAGES = 2000
MAX_PIXELS = 8_000_000
"""Of a picture as it is read; two sheets of paper at 200 dots to an inch have as many."""
MAX_DOTS = 50_000_000
"""Of a picture as it is in its file; a sheet of paper at 600 dots to an inch has 35 million."""
MAX_SCANS = 500
"""Pages of one document that are recognised, at some seconds each."""
SCAN_SECONDS = 300.0
"""For each of them: some seconds on an idle processor, two minutes were seen on one that five others wait for."""
MAX_DEPTH = 200
"""Elements within elements, lists within lists; browsers and Word stop at a few hundred, too."""
MAX_PARTS = 4096
"""Files inside an archive, as most kinds of documents are."""
MAX_UNPACKED = 256 * _MIB
MAX_UNPACKED_XML = 32 * _MIB
"""A tree takes about ten times as much memory as its XML."""
