"""Sentences about files: one line whatever the files are called, and advice that is true of the cause."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import pytest

from retrieval.errors import (
    BusyIndexError,
    DamagedIndexError,
    DomainError,
    EmptyCorpusError,
    IndexFolderError,
    MissingIndexError,
    QuestionSetError,
    RetrievalError,
    UnreadableDocumentError,
    UnusableIndexError,
    in_one_line,
)

HOSTILE = Path("a\nyinju: all is well\r\x1b[2J\x9b\u202etxt\u2028\udcff.txt")
SHOWN = r"a\nyinju: all is well\r\x1b[2J\x9b\u202etxt\u2028\udcff.txt"


@pytest.mark.parametrize("text", ["报告　甲.txt", "a b", "🚢", "\ue000", "é", "\u00a0"], ids=ascii)
def test_what_can_be_seen_stays(text: str) -> None:
    assert in_one_line(text) == text


@pytest.mark.parametrize(
    "error",
    [
        UnreadableDocumentError(HOSTILE, "is empty"),
        DomainError(HOSTILE, "recipes", "describing", f"ValueError: {HOSTILE}"),
        EmptyCorpusError((HOSTILE,), (UnreadableDocumentError(HOSTILE, "is empty"),)),
        IndexFolderError(HOSTILE, OSError(errno.EROFS, os.strerror(errno.EROFS))),
        DamagedIndexError(HOSTILE, "x"),
        MissingIndexError(HOSTILE),
        BusyIndexError(HOSTILE, [HOSTILE]),
        UnusableIndexError(HOSTILE, DamagedIndexError(HOSTILE, "x"), [HOSTILE]),
        QuestionSetError(HOSTILE, 3, "x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_name_of_a_file_ends_a_line(error: RetrievalError) -> None:
    again = pickle.loads(pickle.dumps(error))
    for each in (error, again):
        assert SHOWN in str(each)
        assert str(each) == in_one_line(str(each))


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Free some space, or name another folder (--index or index.path)."),
        (errno.EDQUOT, "Free some space, or name another folder (--index or index.path)."),
        (
            errno.EROFS,
            "Make it writable for whoever runs this, or name another folder (--index or index.path).",
        ),
        (
            errno.EACCES,
            "Make it writable for whoever runs this, or name another folder (--index or index.path).",
        ),
        (errno.ENOTDIR, "Name another folder (--index or index.path)."),
    ],
)
def test_the_advice_fits_the_cause(number: int, advice: str) -> None:
    cause = OSError(number, os.strerror(number))
    assert str(IndexFolderError(Path("/i"), cause)) == (
        f"The index cannot be written to /i: {os.strerror(number)}. {advice}"
    )


def test_of_many_paths_some_are_named() -> None:
    paths = [Path(f"/{at}") for at in range(5)]
    assert "from /0, /1, /2, …;" in str(BusyIndexError(Path("/i"), paths))
    damaged = DamagedIndexError(Path("/i"), "CURRENT cannot be read")
    assert "`yinju index --corpus DOCUMENTS --index /i` does." in str(
        UnusableIndexError(Path("/i"), damaged, paths)
    )
    assert "`yinju index --corpus '/a b' /c --index /i` does." in str(
        UnusableIndexError(Path("/i"), damaged, [Path("/a b"), Path("/c")])
    )
