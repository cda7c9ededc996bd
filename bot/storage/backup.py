"""Copies the chats file while the bot writes to it, and puts such a copy in its place.

SQLite's backup API (https://www.sqlite.org/backup.html) copies the state of one moment, with what stands only in the log by
then; whoever writes meanwhile does not wait. A copy is one file without companions, and it is checked as a chats file is
when the bot starts. What PostgreSQL holds is left to pg_dump and pg_restore.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StorageError
from bot.storage.begun_note import BegunNote
from bot.storage.kept_aside import COMPANIONS, companion, move_aside, settle
from bot.storage.sqlite_check import BUSY_SECONDS, Problem, problem_in
from embeddings.errors import in_words

_OWNER_ONLY = 0o600
_COUNTED = ("chat_settings", "last_questions", "shown_answers", "judgements", "received_updates")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoring has done."""

    rows: dict[str, int]
    """Of each table."""
    aside: Path | None
    """Where the chats file is kept that was there before; None: there was none."""


def back_up(file: Path, target: Path) -> dict[str, int]:
    """Write a copy of the chats file; it is whole, or the target is as it was.

    Args:
        file: the chats file; a bot may be using it.
        target: the copy, readable by its owner only; a former one is replaced.

    Returns:
        The rows of each table.

    Raises:
        StorageError: the file cannot be read or is damaged, or the copy cannot be written.
    """
    _require(file)
    with _told(target):
        aside = companion(target, ".new")
        try:
            _copy(file, aside)
            rows = _rows(aside)
            aside.replace(target)
            settle(target.parent)
        finally:
            _remove(aside)
    return rows


def restore(copy: Path, file: Path) -> Restored:
    """Put a copy in the place of the chats file; a bot that is running goes on with it.

    Args:
        copy: what `back_up` wrote.
        file: the chats file; what was there is kept aside.

    Raises:
        StorageError: the copy is not one, or the file cannot be written; it is as it was.
    """
    _require(copy)
    real = Path(os.path.realpath(file))
    with _told(file):
        real.parent.mkdir(parents=True, exist_ok=True)
        note = BegunNote(real)
        with note.locked():
            new = companion(real, ".new")
            _remove(new)
            _copy(copy, new)
            rows = _rows(new)
            is_there = any(companion(real, ending).exists() for ending in ("", *COMPANIONS))
            aside = move_aside(real, why="replaced") if is_there else None
            new.rename(real)
            settle(real.parent)
            note.write()
    return Restored(rows, aside)


def _require(file: Path) -> None:
    """Refuse what is no chats file, or a damaged one."""
    with _told(file):
        if not file.is_file():
            raise StorageError(str(file), "there is no such file")
        problem = problem_in(file) if file.stat().st_size else Problem.EMPTY
    if problem is not None:
        raise StorageError(str(file), f"the file {problem}")


def _copy(source: Path, target: Path) -> None:
    _remove(target)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWNER_ONLY))
    with (
        closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written)
        # One file: the state it was copied in would have a log beside it.
        written.execute("PRAGMA journal_mode = DELETE").fetchall()
    if (problem := problem_in(target)) is not None:
        raise StorageError(str(source), f"its copy {problem}")
    with target.open("rb") as stream:
        os.fsync(stream.fileno())


def _rows(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names of this file
            for table in _COUNTED
            if table in tables
        }


def _remove(file: Path) -> None:
    for ending in ("", *COMPANIONS):
        with suppress(OSError):
            companion(file, ending).unlink(missing_ok=True)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Say in words what the system or SQLite refuses."""
    try:
        yield
    except OSError as error:
        raise StorageError(str(file), in_words(error)) from error
    except sqlite3.Error as error:
        raise StorageError(str(file), str(error)) from error
