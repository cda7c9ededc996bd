"""Bytes of a file -> text and lines.

UTF-8 and UTF-16 with a mark are recognised by decoding strictly. Bytes in GB18030, Big5 and UTF-16 without a mark are often
valid in another of them, too: the one is taken in which the most characters are common ones, as uchardet does
(https://www.freedesktop.org/wiki/Software/uchardet/).
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from embeddings.errors import in_words
from retrieval.errors import Refusal, UnreadableDocumentError

_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.01
"""Text has hardly any control characters; a binary file that happens to decode has many."""
_OTHER_ENCODINGS = frozenset({"big5", "big5-hkscs", "shift_jis", "euc-kr"})
"""Such bytes are often valid GB18030, too, so that only the page itself can tell."""
_LAST_OF_GB2312, _LAST_OF_BIG5 = 0xD7, 0xC6
"""First byte of the last character of the first level, which has the common ones."""
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·　％")
UNKNOWN_ENCODING = "is not text in UTF-8, UTF-16, GB18030 or Big5"
_SAMPLE = 20_000
"""Characters that tell the encoding."""
_PLAINLY = 0.1
"""How much larger the share of common characters is in another encoding than GB18030, which most such files are in."""
_COMMON_ENOUGH = 0.7
"""Share of common characters in what is text at all, if it is in UTF-16 or Big5."""
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
        raise UnreadableDocumentError(path, f"is larger than {most // 1024**2} MiB", Refusal.TOO_MUCH)
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
        raise UnreadableDocumentError(path, UNKNOWN_ENCODING, Refusal.OTHER_KIND)
    if not text.strip():
        raise UnreadableDocumentError(path, "is empty", Refusal.EMPTY)
    return tuple(_LINE_END.split(text))


def decode(content: bytes, declared: str = "") -> str | None:
    """Bytes -> text; None when they are no text.

    Args:
        content: the bytes.
        declared: the encoding they say they are in; believed where it is not UTF-8 and could be taken for GB18030.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text_in(content, "utf-16")
    if (text := _text_in(content, "utf-8-sig")) is not None:
        return text
    if declared.lower() in _OTHER_ENCODINGS and (text := _text_in(content, declared)) is not None:
        return text
    return _likeliest(content)


def _text_in(content: bytes, encoding: str) -> str | None:
    """Bytes in an encoding; None where they are not valid in it, or no text."""
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return text if len(_CONTROL.findall(text)) <= _CONTROL_SHARE * len(text) else None


def _likeliest(content: bytes) -> str | None:
    """The text in the encoding in which the most characters are common ones."""
    chinese = _text_in(content, "gb18030")
    best, most = chinese, 0.0 if chinese is None else _common_share(chinese) + _PLAINLY
    for encoding in ("big5", "big5-hkscs", "utf-16-le", "utf-16-be"):
        if (text := _text_in(content, encoding)) is None:
            continue
        share = _common_share(text)
        if share > most and share >= _COMMON_ENOUGH:
            best, most = text, share
    return best


def _common_share(text: str) -> float:
    """The share of characters that are ASCII, Chinese punctuation, or among the commoner half of GB 2312 or Big5."""
    sample = [character for character in text[:_SAMPLE] if not character.isspace()]
    return sum(map(_is_common, sample)) / max(len(sample), 1)


def _is_common(character: str) -> bool:
    if character.isascii() or character in _PUNCTUATION:
        return True
    if not "一" <= character <= "鿿":
        return False
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return bool(simplified and simplified[0] <= _LAST_OF_GB2312) or bool(
        traditional and traditional[0] <= _LAST_OF_BIG5
    )
