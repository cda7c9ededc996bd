"""What can go wrong between a file and an answer. Errors carry facts and build their own message."""

from __future__ import annotations

import errno
import shlex
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from embeddings.errors import in_words, restored

_SHOWN = 3
"""Reasons, or paths, that fit into one sentence."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that end a line, drive a terminal, turn or hide what follows, or are half of a character."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def in_one_line(text: str) -> str:
    r"""What a file is called, or a document says, as it may be written to a terminal or a log.

    >>> print(in_one_line("报告\nyinju: all is well\x1b[2J\u202etxt.\udcff"))
    报告\nyinju: all is well\x1b[2J\u202etxt.\udcff
    """
    if text.isprintable():
        return text
    return "".join(
        each.encode("unicode_escape").decode("ascii") if unicodedata.category(each) in _UNSEEN else each
        for each in text
    )


class RetrievalError(Exception):
    """Base of the errors this package raises; the text is one sentence for the person at the terminal.

    Paths in it may be called anything: what would end its line or drive the terminal is escaped.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(in_one_line(sentence))

    def __reduce__(self) -> tuple[Callable[..., Exception], tuple[object, ...]]:
        """Errors come back from other processes."""
        return restored, (type(self), str(self), self.__dict__)


class Refusal(StrEnum):
    """Why a file cannot be read, as far as it matters to whoever sent it."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCAN = "scan"
    """It has pictures of text, and no text."""
    EMPTY = "empty"
    OTHER_KIND = "other_kind"
    """It is not what its name says."""
    TOO_MUCH = "too_much"
    """It asks for more memory, time, pages or room than a file may."""


class UnreadableDocumentError(RetrievalError):
    """A file cannot be indexed."""

    def __init__(self, path: Path, reason: str, why: Refusal = Refusal.BROKEN) -> None:
        self.path = path
        self.reason = reason
        self.why = why
        super().__init__(f"{path}: {reason}")

    def __reduce__(self) -> tuple[type[UnreadableDocumentError], tuple[Path, str, Refusal]]:
        """Passes from one process to another by its facts."""
        return type(self), (self.path, self.reason, self.why)


class RefusedContentError(RetrievalError):
    """What a file holds cannot be indexed; whoever knows its name says so."""

    def __init__(self, reason: str, why: Refusal = Refusal.BROKEN) -> None:
        self.reason = reason
        self.why = why
        super().__init__(reason)


class DomainError(RetrievalError):
    """A domain failed on a document of its kind, which is then indexed as one of no special kind."""

    def __init__(self, path: Path, domain: str, step: str, reason: str) -> None:
        self.path = path
        self.domain = domain
        self.step = step
        self.reason = f"the domain {domain!r} failed while {step} it ({reason})"
        super().__init__(f"{path}: {self.reason}")


class EmptyCorpusError(RetrievalError):
    """No document is left to index."""

    def __init__(self, paths: tuple[Path, ...], skipped: tuple[UnreadableDocumentError, ...] = ()) -> None:
        self.paths = paths
        self.skipped = skipped
        reasons = f" ({'; '.join(str(problem) for problem in skipped[:_SHOWN])})" if skipped else ""
        super().__init__(
            f"No readable document in {_listed(paths)}{reasons}; put text, Markdown, HTML, Word (.docx) or PDF files "
            "there, or set corpus.paths."
        )


class IndexFolderError(RetrievalError):
    """The index folder cannot be written."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path = path
        self.cause = cause
        reason = in_words(cause)
        elsewhere = "name another folder (--index or index.path)"
        if cause.errno in _FULL:
            advice = f"Free some space, or {elsewhere}"
        elif cause.errno in _FORBIDDEN:
            advice = f"Make it writable for whoever runs this, or {elsewhere}"
        else:
            advice = elsewhere.capitalize()
        super().__init__(f"The index cannot be written to {path}: {reason}. {advice}.")

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


class MissingIndexError(RetrievalError):
    """No index was ever finished where a question was to be answered from one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is no index in {path}; `{index_command(path)}` builds one.")


class BusyIndexError(RetrievalError):
    """Another process is building the index."""

    def __init__(self, path: Path, corpus: Sequence[Path] = ()) -> None:
        self.path = path
        self.corpus = tuple(corpus)
        of = f" from {_listed(corpus)}" if corpus else ""
        super().__init__(
            f"Another process is building the index in {path}{of}; wait until it is done, "
            "or name another folder with --index."
        )


class UnusableIndexError(RetrievalError):
    """An index cannot be opened, and whoever asks of it must not build it anew."""

    def __init__(
        self, path: Path, problem: DamagedIndexError | OtherIndexError, corpus: Sequence[Path] = ()
    ) -> None:
        self.path = path
        self.problem = problem
        super().__init__(
            f"{str(problem).removesuffix('.')}; a question does not build it anew, "
            f"`{index_command(path, corpus)}` does."
        )


class UploadsFolderError(RetrievalError):
    """What chats send cannot be kept where it is to be."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"Uploads cannot be kept in {path}: {reason}; see uploads.path in config.yaml.")


class MilvusError(RetrievalError):
    """Milvus cannot be asked or filled."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(f"Milvus at {address} cannot be used: {reason}; see index.milvus in config.yaml.")


class LearnedWeightsError(RetrievalError):
    """The learned weights cannot be used: another version of the program wrote them, or the file is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"The learned weights in {path} cannot be used: {reason}. Install yinju again; it brings its own."
        )


class QuestionSetError(RetrievalError):
    """A file of questions cannot be used."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path = path
        self.line = line
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {reason}")


def index_command(path: Path, corpus: Sequence[Path] = ()) -> str:
    """What has to be typed to build an index.

    Args:
        path: its folder.
        corpus: of which documents; empty: whoever types it knows.
    """
    given = [shlex.quote(str(each)) for each in corpus] if 0 < len(corpus) <= _SHOWN else ["DOCUMENTS"]
    return f"yinju index --corpus {' '.join(given)} --index {shlex.quote(str(path))}"


def _listed(paths: Sequence[Path]) -> str:
    more = ", …" if len(paths) > _SHOWN else ""
    return ", ".join(map(str, paths[:_SHOWN])) + more
