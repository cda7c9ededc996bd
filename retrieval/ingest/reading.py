"""Bytes of a file -> text and lines.

UTF-8 (with or without a byte-order mark), UTF-16 with a mark, and GB18030, which older Chinese files use, are
recognised by decoding strictly: text in one of them is almost never valid in another.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from embeddings.errors import in_words
from retrieval.errors import UnreadableDocumentError

_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.01
"""Text has hardly any control characters; a binary file that happens to decode has many."""
_OTHER_ENCODINGS = frozenset({"big5", "big5-hkscs", "shift_jis", "euc-kr"})
"""Such bytes are often valid GB18030, too, so that only the page itself can tell."""
MAX_BYTES = 64 * 1024 * 1024
"""A report has about 60 kilobytes; a thousand times as much is not a document to read to a person."""


def read_content(path: Path, most: int) -> bytes:
    """The bytes of a file at one moment, whatever is written to it meanwhile.

    Args:
        path: the file.
        most: bytes; a file that has more is refused, even if it grew only now.

    Raises:
        UnreadableDocumentError: missing, too big, or not a file.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise UnreadableDocumentError(path, "is not a file")
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise UnreadableDocumentError(path, f"cannot be read ({in_words(error)})") from error
    if len(content) > most:
        raise UnreadableDocumentError(path, f"is larger than {most // 1024**2} MiB")
    return content


def split_lines(path: Path, content: bytes) -> tuple[str, ...]:
    """Decode the content of a text file.

    Args:
        path: the file, which errors name.
        content: its bytes.

    Returns:
        Its lines without their ends; entry i is line i + 1 of the file.

    Raises:
        UnreadableDocumentError: empty, binary, or in an unknown encoding.
    """
    text = decode(content)
    if text is None:
        raise UnreadableDocumentError(path, "is not text in UTF-8 or GB18030")
    if not text.strip():
        raise UnreadableDocumentError(path, "is empty")
    return tuple(_LINE_END.split(text))


def decode(content: bytes, declared: str = "") -> str | None:
    """Bytes -> text; None when they are no text.

    Args:
        content: the bytes.
        declared: the encoding they say they are in; believed where it is not UTF-8 and could be taken for GB18030.
    """
    for encoding in _candidates(content, declared):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text if len(_CONTROL.findall(text)) <= _CONTROL_SHARE * len(text) else None
    return None


def _candidates(content: bytes, declared: str) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if declared.lower() in _OTHER_ENCODINGS:
        return ("utf-8-sig", declared, "gb18030")
    return ("utf-8-sig", "gb18030")
