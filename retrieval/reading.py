"""Bytes of a file -> text and lines.

UTF-8 (with or without a byte-order mark), UTF-16 with a mark, and GB18030, which older Chinese files use, are
recognised by decoding strictly: text in one of them is almost never valid in another.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from retrieval.errors import UnreadableDocumentError

_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.01
"""Text has hardly any control characters; a binary file that happens to decode has many."""
MAX_BYTES = 64 * 1024 * 1024
"""A report has about 60 kilobytes; a thousand times as much is not a document to read to a person."""


def read_lines(path: Path) -> tuple[str, ...]:
    """Decode a text file.

    Returns:
        Its lines without their ends; entry i is line i + 1 of the file.

    Raises:
        UnreadableDocumentError: missing, too big, empty, binary, or in an unknown encoding.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableDocumentError(path, f"is larger than {MAX_BYTES // 1024**2} MiB")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(path, f"cannot be read ({error.strerror or error})") from error
    text = _decode(path, content)
    if not text.strip():
        raise UnreadableDocumentError(path, "is empty")
    return tuple(_LINE_END.split(text))


def _decode(path: Path, content: bytes) -> str:
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= _CONTROL_SHARE * len(text):
            return text
        break
    raise UnreadableDocumentError(path, "is not text in UTF-8 or GB18030")


def _candidates(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")
