"""Tells from SQLite's log of changes (`-wal`) whether changes in it were damaged.

SQLite reads the log up to the first frame that does not fit and passes over the rest without a word, as the rest
may be what a kill left half written. This looks further: a transaction that was ended and stands behind that
frame, or whose frames the index of the log (`-shm`) still counts, is lost.
The formats: https://www.sqlite.org/fileformat2.html#walformat and https://www.sqlite.org/walformat.html
"""

from __future__ import annotations

import struct
import sys
import time
from array import array
from dataclasses import dataclass
from pathlib import Path

from bot.storage.kept_aside import companion

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_INDEX = struct.Struct("=40s2I40s2II")
"""Twice the same header with its sums, and how many frames the file itself has taken over."""
_COUNTED = struct.Struct("=16sI12s8s")
"""In that header: the number of the last frame that ended a transaction, and the salts."""
_MAGIC = 0x377F0682
"""Its lowest bit says that sums are those of big-endian words."""
_VERSION = 3_007_000
_WORD = 0xFFFFFFFF
_PAGE_SIZES = frozenset(2**power for power in range(9, 17))
_WRITING_SECONDS = 0.2
"""Another process may be in the middle of a frame; after this it is not."""


@dataclass(frozen=True, slots=True)
class _Log:
    salts: bytes = b""
    ended: int = 0
    """The last frame that ends a transaction which SQLite finds."""
    is_torn: bool = False
    """Whether an ended transaction follows which SQLite does not find."""


def loses_changes(file: Path) -> bool:
    """Whether an ended transaction is in the log of a file, or was, that SQLite will not find."""
    if not _loses_changes(file):
        return False
    time.sleep(_WRITING_SECONDS)
    return _loses_changes(file)


def _loses_changes(file: Path) -> bool:
    index = _content(companion(file, "-shm"))  # first: what is written meanwhile is more than it counts
    log = _read(_content(companion(file, "-wal")))
    if log.is_torn or len(index) < _INDEX.size:
        return log.is_torn
    header, first, second, again, first_again, second_again, taken_over = _INDEX.unpack_from(index)
    if (header, first, second) != (again, first_again, second_again):
        return False
    if _summed(header, (0, 0), big=sys.byteorder == "big") != (first, second):
        return False  # a kill has cut it short; SQLite makes it anew from the log
    _, ended, _, salts = _COUNTED.unpack(header)
    return ended > max(log.ended, taken_over) and log.salts in {salts, b""}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _read(content: bytes) -> _Log:
    if len(content) <= _HEADER.size:
        return _Log()
    magic, version, page, *_, first, second = _HEADER.unpack_from(content)
    big = bool(magic & 1)
    sums = _summed(content[:24], (0, 0), big=big)
    if (magic & ~1, version, sums) != (_MAGIC, _VERSION, (first, second)) or page not in _PAGE_SIZES:
        return _Log(is_torn=True)
    salts = content[16:24]
    ended, fits = 0, True
    for number, start in enumerate(
        range(_HEADER.size, len(content) - _FRAME.size - page + 1, _FRAME.size + page), start=1
    ):
        _, ends_with, _, _, first, second = _FRAME.unpack_from(content, start)
        if content[start + 8 : start + 16] != salts:
            fits = False  # of a time before the log was begun again, unless more follows
            continue
        if fits:
            sums = _summed(content[start : start + 8], sums, big=big)
            sums = _summed(content[start + _FRAME.size : start + _FRAME.size + page], sums, big=big)
            fits = sums == (first, second)
        if ends_with and not fits:
            return _Log(salts, ended, is_torn=True)
        if ends_with:
            ended = number
    return _Log(salts, ended)


def _summed(content: bytes, sums: tuple[int, int], *, big: bool) -> tuple[int, int]:
    words = array("I", content)
    if big != (sys.byteorder == "big"):
        words.byteswap()
    first, second = sums
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
