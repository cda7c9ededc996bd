"""A file that carries the checksum of what is in it, behind all that a reader of it looks at.

The last bytes of such a file are a mark and the SHA-256 of all that comes before them. FAISS and numpy read a file from its
beginning and look no further than what they wrote, so the checksum is there exactly when the file is, without a second one
beside it. Files that were written before there were checksums have no mark.
"""

from __future__ import annotations

import hashlib
from enum import Enum, auto
from pathlib import Path

_MARK = b"yinju-sha256\n"
_SEAL = len(_MARK) + hashlib.sha256().digest_size
_BLOCK = 1 << 20
"""Bytes that are hashed at once, outside Python's lock."""


class Soundness(Enum):
    """What a file's checksum says of it."""

    WHOLE = auto()
    DAMAGED = auto()
    """It is not what was written, or cannot be read."""
    UNKNOWN = auto()
    """It has no checksum, or is not there."""


def seal(file: Path) -> None:
    """Put its checksum behind what was written to a file.

    Raises:
        OSError: it cannot be written.
    """
    digest = _digest(file, file.stat().st_size)
    with file.open("ab") as stream:
        stream.write(_MARK + digest)


def soundness(file: Path) -> Soundness:
    """Compare a file with its checksum; takes a second for a gigabyte."""
    try:
        size = file.stat().st_size - _SEAL
        if size < 0:
            return Soundness.UNKNOWN
        with file.open("rb") as stream:
            stream.seek(size)
            found = stream.read()
        mark = found[: len(_MARK)]
        if mark != _MARK:
            # A mark with a byte or two changed is no accident of another file's content.
            alike = sum(one == other for one, other in zip(mark, _MARK, strict=True))
            return Soundness.DAMAGED if alike >= len(_MARK) // 2 else Soundness.UNKNOWN
        return Soundness.WHOLE if _digest(file, size) == found[len(_MARK) :] else Soundness.DAMAGED
    except FileNotFoundError:
        return Soundness.UNKNOWN
    except OSError:
        return Soundness.DAMAGED


def without_seal(content: bytes) -> bytes:
    """What was written to a file, of all that is in it."""
    return content[:-_SEAL] if content[-_SEAL:].startswith(_MARK) else content


def _digest(file: Path, size: int) -> bytes:
    """Of the first so many bytes."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(min(_BLOCK, size)):
            digest.update(block)
            size -= len(block)
    return digest.digest()
