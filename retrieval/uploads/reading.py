"""The bytes of a file that was sent -> a document to index, or why there is none."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath

from retrieval.building.chunking import read_content
from retrieval.errors import Refusal, UnreadableDocumentError
from retrieval.ingest.formats.limits import LIMITS
from retrieval.ingest.sources import SUFFIXES, SourceReader
from retrieval.store.index_store import FORMAT
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import DocumentId
from retrieval.uploads.records import UPLOADED, RefusedUploadError, UploadKey, UploadProblem

MAX_BYTES = 20_000_000
"""What a bot may download from Telegram (https://core.telegram.org/bots/api#getfile)."""
_PAGE_CHARACTERS = 1800
"""Of a printed page, by which those of a file without pages are counted."""
_NAME_CHARACTERS = 100
_BLANKS = re.compile(r"\s+")
_TEXT = "text/"
_SUFFIX_OF = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-excel": ".xls",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
}
"""By the media type that the sender's app gives, where the name has no suffix that is known."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came."""

    name: str
    """As the sender's app says, which may say anything."""
    content: bytes
    media_type: str = ""

    @property
    def shown_name(self) -> str:
        """The name in one line, without what would turn or hide what stands beside it, shortened in its middle."""
        plain = PurePath(self.name.replace("\\", "/").rstrip("/") or "file").name
        visible = (each if unicodedata.category(each)[0] != "C" else " " for each in plain)
        name = _BLANKS.sub(" ", "".join(visible)).strip() or "file"
        suffix = PurePath(name).suffix[:10]
        if len(name) <= _NAME_CHARACTERS:
            return name
        return name[: _NAME_CHARACTERS - len(suffix) - 1].rstrip() + "…" + suffix

    @property
    def suffix(self) -> str:
        """Of its kind, in lower case; empty: no kind that is read."""
        suffix = PurePath(self.shown_name).suffix.lower()
        if suffix in SUFFIXES:
            return suffix
        by_type = _SUFFIX_OF.get(self.media_type, "")
        return by_type or (".txt" if self.media_type.startswith(_TEXT) else "")

    @property
    def key(self) -> UploadKey:
        """By which it is known again."""
        named = f"{FORMAT}\n{self.shown_name}\n{self.suffix}\n".encode("utf-8", "replace")
        return UploadKey(hashlib.sha256(named + self.content).hexdigest()[:32])


@dataclass(frozen=True, slots=True)
class ReadUpload:
    """A file that was read."""

    indexed: IndexedDocument
    pages: int


def read_upload(reader: SourceReader, sent: SentFile) -> ReadUpload:
    """Read a file that was sent.

    Raises:
        RefusedUploadError: it is of no kind that is read, or cannot be read.
    """
    if not sent.suffix:
        raise RefusedUploadError(UploadProblem.UNKNOWN_KIND)
    if len(sent.content) > MAX_BYTES:
        raise RefusedUploadError(UploadProblem.TOO_LARGE)
    if sent.suffix in LIMITS and len(sent.content) > LIMITS[sent.suffix].bytes:
        raise RefusedUploadError(Refusal.TOO_MUCH)
    name = sent.shown_name
    # A name that says nothing of the kind would be read as plain text.
    path = Path(name if PurePath(name).suffix.lower() == sent.suffix else name + sent.suffix)
    try:
        indexed = read_content(reader, path, sent.content, DocumentId(sent.key[:16]), UPLOADED).indexed
    except UnreadableDocumentError as error:
        raise RefusedUploadError(error.why) from error
    return ReadUpload(indexed, _pages(indexed))


def _pages(indexed: IndexedDocument) -> int:
    numbered = max((passage.page or 0 for passage in indexed.passages), default=0)
    characters = sum(len(passage.text) for passage in indexed.passages)
    return numbered or -(-characters // _PAGE_CHARACTERS)
