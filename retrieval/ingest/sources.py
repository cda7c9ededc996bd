"""A file of any kind -> its text. Plain text is read here; other kinds are parsed in a process of their own."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval.errors import RefusedContentError, UnreadableDocumentError
from retrieval.ingest import reading
from retrieval.ingest.formats.converter import Converter
from retrieval.ingest.formats.limits import LIMITS
from retrieval.ingest.formats.scanning import QUIETLY, Scanning
from retrieval.ingest.source_text import SourceText

SUFFIXES = frozenset({".txt", *LIMITS})
"""Of the files that folders are searched for, in lower case. A file given by its name may have any: it is text."""


class SourceReader:
    """Reads files one after another; safe to use from several threads, to be closed in the end."""

    def __init__(self, converter: Converter | None = None, scanning: Scanning = QUIETLY) -> None:
        self._converter = converter or Converter()
        self._scanning = scanning

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the parsers' process, if there is one."""
        self._converter.close()

    def read(self, path: Path, content: bytes) -> SourceText:
        """The text of a file.

        Args:
            path: tells the kind by its suffix.
            content: what `content_of` read from it.

        Raises:
            UnreadableDocumentError: empty, broken, too demanding, or not of its kind.
        """
        suffix = path.suffix.lower()
        if suffix not in LIMITS:
            return SourceText(reading.split_lines(path, content))
        try:
            return SourceText.of(self._converter.convert(suffix, content, self._scanning))
        except RefusedContentError as error:
            raise UnreadableDocumentError(path, error.reason, error.why) from error


def content_of(path: Path) -> bytes:
    """The bytes of a file, as many as its kind may have.

    Raises:
        UnreadableDocumentError: missing, too big, or not a file.
    """
    limit = LIMITS.get(path.suffix.lower())
    return reading.read_content(path, limit.bytes if limit else reading.MAX_BYTES)


def read_source(path: Path) -> SourceText:
    """The text of one file.

    Raises:
        UnreadableDocumentError: it cannot be read.
    """
    with SourceReader() as reader:
        return reader.read(path, content_of(path))
