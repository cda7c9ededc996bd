"""What can go wrong between a file and an answer. Errors carry facts and build their own message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from embeddings.errors import in_words, restored

_SHOWN = 3
"""Reasons that fit into one sentence."""


class RetrievalError(Exception):
    """Base of the errors this package raises; the text is one sentence for the person at the terminal."""

    def __reduce__(self) -> tuple[Callable[..., Exception], tuple[object, ...]]:
        """Errors come back from other processes."""
        return restored, (type(self), str(self), self.__dict__)


class UnreadableDocumentError(RetrievalError):
    """A file cannot be indexed."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")

    def __reduce__(self) -> tuple[type[UnreadableDocumentError], tuple[Path, str]]:
        """Passes from one process to another by its facts."""
        return type(self), (self.path, self.reason)


class RefusedContentError(RetrievalError):
    """What a file holds cannot be indexed; whoever knows its name says so."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class EmptyCorpusError(RetrievalError):
    """No document is left to index."""

    def __init__(self, paths: tuple[Path, ...], skipped: tuple[UnreadableDocumentError, ...] = ()) -> None:
        self.paths = paths
        self.skipped = skipped
        shown = ", ".join(str(path) for path in paths)
        reasons = f" ({'; '.join(str(problem) for problem in skipped[:_SHOWN])})" if skipped else ""
        super().__init__(
            f"No readable document in {shown}{reasons}; put text, Markdown, HTML, Word (.docx) or PDF files there, "
            "or set corpus.paths."
        )


class IndexFolderError(RetrievalError):
    """The index folder cannot be written."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path = path
        super().__init__(
            f"The index cannot be written to {path}: {in_words(cause)}. Free some space or set index.path."
        )
        self.cause = cause

    def __reduce__(self) -> tuple[type[IndexFolderError], tuple[Path, OSError]]:
        """Passes from one process to another by its facts."""
        return type(self), (self.path, self.cause)


class DamagedIndexError(RetrievalError):
    """A snapshot on disk is not what was written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"The index in {path} is damaged ({reason}).")


class OtherIndexError(RetrievalError):
    """A snapshot was made by another model or another version."""

    def __init__(self, path: Path, difference: str) -> None:
        self.path = path
        self.difference = difference
        super().__init__(f"The index in {path} was made with {difference}.")


class MilvusError(RetrievalError):
    """Milvus cannot be asked or filled."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(f"Milvus at {address} cannot be used: {reason}; see index.milvus in config.yaml.")


class QuestionSetError(RetrievalError):
    """A file of questions cannot be used."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path = path
        self.line = line
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {reason}")
