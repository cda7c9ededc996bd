"""Keeps a damaged chats file aside and puts a new one in its place, with what is certain of the old one.

The new file is finished under another name before the old one moves: a full disk or a power cut leaves one of
them, whole, and the next start goes on from there.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.errors import StorageError
from bot.storage.kept_aside import COMPANIONS, companion, copy_aside, move_aside
from bot.storage.migrations import MIGRATIONS
from bot.storage.salvage import Salvage, salvaged
from bot.storage.sqlite_check import APPLICATION, Problem, is_recognised, problem_in
from bot.storage.write_ahead_log import loses_changes

_logger = logging.getLogger(__name__)

_OWNER_ONLY = 0o600
_RENEWED_AGAIN_SECONDS = 60.0
"""A disk that damages everything must not be filled with what is kept aside."""


class Renewal:
    """Of one file. Whoever calls holds the lock of its opening."""

    def __init__(self, file: Path, name: str) -> None:
        self._file = file
        self._name = name
        self._new = companion(file, ".new")
        self._renewed: float | None = None

    def check(self, *, was_begun: bool, is_renewed: bool) -> None:
        """Leave a file that may be used, or none for a first start.

        Args:
            was_begun: whether chats were ever kept in it.
            is_renewed: whether a damaged one is moved.

        Raises:
            StorageError: it is damaged and stays where it is.
        """
        self._finish_former()
        loses = loses_changes(self._file)  # before SQLite opens the file, and makes the log's index anew
        problem = self._problem(was_begun=was_begun)
        if problem is None and not self._has_content():
            self._make_new(Salvage())
            self._new.rename(self._file)
        elif problem is not None or loses:
            if not was_begun and self._has_content() and not is_recognised(self._file):
                raise StorageError(self._name, f"the file {Problem.FOREIGN}; set storage.path to another")
            if not is_renewed:
                says = problem or "has lost its last changes"
                raise StorageError(self._name, f"the file {says}; `yinju serve` keeps it aside and goes on")
            self._renew(problem)

    def in_use(self, close: Callable[[], None]) -> bool:
        """Replace a file that was found damaged while it was in use; False when the last time is too near."""
        now = time.monotonic()
        if self._renewed is not None and now < self._renewed + _RENEWED_AGAIN_SECONDS:
            return False
        kept = salvaged(self._file)
        self._make_new(kept)
        # Closing writes what the log holds into the file: what is kept is a copy from before.
        aside = copy_aside(self._file, ("", *COMPANIONS))
        close()
        for ending in (*COMPANIONS, ""):
            companion(self._file, ending).unlink(missing_ok=True)
        self._new.rename(self._file)
        self._renewed = now
        self._said(Problem.DAMAGED, aside, kept)
        return True

    def _finish_former(self) -> None:
        """Go on where a power cut stopped a replacement: the old file has moved, the new one has not."""
        if not self._new.exists():
            return
        if self._file.exists() or problem_in(self._new) is not None:
            self._new.unlink()
            return
        if any(companion(self._file, ending).exists() for ending in COMPANIONS):
            move_aside(self._file, COMPANIONS)
        self._new.rename(self._file)

    def _problem(self, *, was_begun: bool) -> Problem | None:
        if self._has_content():
            self._settle_journal(was_begun=was_begun)
            problem = problem_in(self._file)
            return None if problem is Problem.EMPTY and not was_begun else problem
        # The log outlasts a file that was deleted or emptied, until SQLite opens it.
        if was_begun or self._has_log():
            return Problem.EMPTY if self._file.exists() else Problem.GONE
        return None

    def _settle_journal(self, *, was_begun: bool) -> None:
        """Yinju's files have no rollback journal once they are begun: another file's would be mixed in."""
        journal = companion(self._file, "-journal")
        if not journal.exists():
            return
        if was_begun:
            aside = move_aside(self._file, ("-journal",))
            _logger.info("A journal that is not of %s was moved to %s-journal", self._name, aside)
        else:
            self._take_over_log()  # a first start that was killed

    def _renew(self, problem: Problem | None) -> None:
        if problem is None:
            self._said_of_log(copy_aside(self._file, ("-wal", "-shm")))
            self._take_over_log()
        elif self._has_content() and self._has_log() and problem_in(self._file, with_log=False) is None:
            self._said_of_log(move_aside(self._file, COMPANIONS))
        else:
            self._replace(problem)

    def _has_content(self) -> bool:
        return self._file.exists() and self._file.stat().st_size > 0

    def _has_log(self) -> bool:
        log = companion(self._file, "-wal")
        return log.exists() and log.stat().st_size > 0

    def _take_over_log(self) -> None:
        """Let SQLite bring the file up to date, and remove its log."""
        with closing(sqlite3.connect(self._file, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _replace(self, problem: Problem) -> None:
        kept = salvaged(self._file) if self._has_content() else Salvage()
        self._make_new(kept)
        aside = move_aside(self._file) if self._file.exists() or self._has_log() else None
        self._new.rename(self._file)
        self._said(problem, aside, kept)

    def _make_new(self, kept: Salvage) -> None:
        for ending in ("", *COMPANIONS):
            companion(self._new, ending).unlink(missing_ok=True)
        self._new.touch(_OWNER_ONLY)
        with closing(sqlite3.connect(self._new, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            for migration in MIGRATIONS:
                for sql in migration:
                    connection.execute(sql)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.execute(f"PRAGMA application_id = {new_application_id()}")
            kept.put_into(connection)
            connection.execute("COMMIT")

    def _said(self, problem: Problem, aside: Path | None, kept: Salvage) -> None:
        what = f"it is kept as {aside}" if problem is not Problem.GONE else f"its log is kept as {aside}-wal"
        begun = f"{what}, and a new one was begun" if aside else "a new one was begun"
        if problem is Problem.DAMAGED:
            rest = (
                f" with the {len(kept.settings)} settings of chats, {len(kept.answers)} answers and"
                f" {len(kept.judgements)} judgements that can be read for certain; for the rest, try"
                f" `sqlite3 {aside} .recover`"
            )
        else:
            rest = (
                "; what chats chose and asked before is lost, unless a backup takes the file's place while the"
                " bot is stopped"
            )
        _logger.warning("The chats file %s %s: %s%s.", self._name, problem, begun, rest)

    def _said_of_log(self, aside: Path) -> None:
        _logger.warning(
            "The last changes to the chats file %s are damaged: their log is kept as %s-wal, and what chats chose"
            " and asked before them is in use.",
            self._name,
            aside,
        )


def new_application_id() -> int:
    """A number for a file to be told from others by."""
    return APPLICATION << 16 | secrets.randbits(16)
