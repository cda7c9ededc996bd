"""What is known of the files that chats send, and how many of them a chat may send."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from retrieval.errors import Refusal, RetrievalError
from retrieval.types import Document, Owner

UploadKey = NewType("UploadKey", str)
"""Names an upload on the disk: 32 hexadecimal digits, made of what the file is called and holds."""
UPLOADED = Owner("upload")
"""Owns every upload on the disk, where nothing says which chats hold it; who sees it, the library of uploads says."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a chat has sent."""

    key: UploadKey
    document: Document
    size: int
    """Bytes of the file."""
    pages: int
    sent: float
    """Seconds since 1970."""
    expires: float
    """The same."""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What one chat may send in a day, and for how long it is kept."""

    files: int
    bytes: int
    pages: int
    kept_seconds: float


class UploadProblem(StrEnum):
    """Why a file is not taken, whatever it holds."""

    UNKNOWN_KIND = "unknown_kind"
    TOO_LARGE = "too_large"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PAGES = "too_many_pages"
    NOT_FETCHED = "not_fetched"
    NO_ROOM = "no_room"
    """The disk is full, or the folder cannot be written."""
    FORGOTTEN = "forgotten"
    """The chat had all it sent deleted before the file was read."""


class RefusedUploadError(RetrievalError):
    """A file is not taken; nothing of it is left."""

    def __init__(self, why: Refusal | UploadProblem) -> None:
        self.why = why
        super().__init__(f"a file that was sent is not taken: {why}")
