"""Parsers of documents -> the paragraphs they find: Yinju's, and those of others that are installed beside it."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from retrieval.ingest.formats.converting import convert

_BLANK_LINE = re.compile(r"\n\s*\n")
Read = Callable[[Path], list[str]]


def _yinju(file: Path) -> list[str]:
    return [line.text for line in convert(file.suffix, file.read_bytes())]


def _pdfplumber(file: Path) -> list[str]:
    library: Any = importlib.import_module("pdfplumber")
    with library.open(BytesIO(file.read_bytes())) as pdf:
        return [line for page in pdf.pages for line in (page.extract_text() or "").split("\n")]


def _kreuzberg(file: Path) -> list[str]:
    library: Any = importlib.import_module("kreuzberg")
    return _BLANK_LINE.split(str(library.extract_file_sync(str(file)).content))


def _markitdown(file: Path) -> list[str]:
    library: Any = importlib.import_module("markitdown")
    return _BLANK_LINE.split(str(library.MarkItDown().convert(str(file)).text_content))


_OTHERS: Mapping[str, Read] = {
    "pdfplumber": _pdfplumber,
    "kreuzberg": _kreuzberg,
    "markitdown": _markitdown,
}


def readers(suffix: str) -> dict[str, Read]:
    """Name -> what reads the paragraphs of a file of a kind; others than Yinju are asked for PDFs."""
    found = {
        name: read for name, read in _OTHERS.items() if suffix == ".pdf" and importlib.util.find_spec(name)
    }
    return {"yinju": _yinju, **found}
