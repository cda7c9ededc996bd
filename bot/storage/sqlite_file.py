"""Chats in one SQLite file.

WAL (https://www.sqlite.org/wal.html) lets another process read while the bot writes.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StorageError
from bot.storage.begun_note import BegunNote
from bot.storage.renewal import Renewal
from bot.storage.sqlite_check import BUSY_SECONDS, is_damage
from embeddings.errors import in_words

_OWNER_ONLY = 0o600
_SETTINGS = ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON")


class SqliteFile:
    """A file that is made when it is missing, readable by its owner only.

    One that is found damaged is kept under another name, and a new one is begun.
    """

    dialect = "sqlite+pysqlite://"
    begin_migrating = ("BEGIN IMMEDIATE",)
    ask_version = "PRAGMA user_version"
    wipe = ("PRAGMA wal_checkpoint(TRUNCATE)",)
    """The log of changes, which still holds what was deleted from the tables."""

    def __init__(self, file: Path, *, is_renewed: bool = True) -> None:
        """Take note of where it is; nothing is opened yet.

        Args:
            file: the chats file.
            is_renewed: keep a damaged file aside and begin a new one; otherwise it cannot be used.
        """
        self.file = file
        self.name = str(file)
        # SQLite keeps the companions of a file beside the file itself, not beside a link to it.
        self._real = Path(os.path.realpath(file))
        self._renewal = Renewal(self._real, self.name)
        self._is_renewed = is_renewed
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None

    def set_version(self, migrations: int) -> str:
        """Notes how many migrations it has seen."""
        return f"PRAGMA user_version = {migrations}"

    def begin(self, *, durable: bool) -> tuple[str, ...]:
        """Begins a transaction that writes."""
        # In WAL mode NORMAL loses nothing when the program is killed, only when the power fails.
        return f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}", "BEGIN IMMEDIATE"

    def is_damage(self, error: BaseException | None) -> bool:
        """Whether the error of a statement says that the file is damaged."""
        return is_damage(error)

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Check the file, and begin a new one if need be; meanwhile no other process opens it.

        Raises:
            StorageError: it cannot be used, or cannot be moved.
        """
        with self._told(), self._note_locked() as note:
            self._renewal.check(was_begun=note.is_written, is_renewed=self._is_renewed)
            yield
            note.write()

    def renew(self, close: Callable[[], None]) -> bool:
        """Keep the file aside that was found damaged in use, and begin a new one.

        Args:
            close: closes every connection.

        Returns:
            Whether that was done; a file that was begun a moment ago is not renewed again.

        Raises:
            StorageError: it cannot be done.
        """
        with self._told(), self._note_locked():
            return self._is_renewed and self._renewal.in_use(close)

    def is_replaced(self) -> bool:
        """Whether the file that was opened is no longer the one of this name."""
        if self._opened is None or _identity(self._real) == self._opened:
            return False
        # SQLite would remove the log of the new file when it closes the old one, as it knows logs by name.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._connection))
        self._opened = None
        return True

    def connect(self) -> sqlite3.Connection:
        """Open the file.

        Raises:
            StorageError: it or its folder cannot be made.
        """
        with self._told():
            # SQLite would create it readable by everybody; its companions get the permissions of the file.
            os.close(os.open(self._real, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
        connection = sqlite3.connect(
            self._real, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        self._connection, self._opened = connection, _identity(self._real)
        return connection

    @contextmanager
    def _note_locked(self) -> Iterator[BegunNote]:
        if self._real.exists() and not self._real.is_file():
            raise StorageError(self.name, "it is not a file")
        self._real.parent.mkdir(parents=True, exist_ok=True)
        note = BegunNote(self._real)
        with note.locked():
            yield note

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in words what the system or SQLite refuses."""
        try:
            yield
        except OSError as error:
            problem = f"{in_words(error)}; set storage.path to a file that can be written"
            raise StorageError(self.name, problem) from error
        except sqlite3.Error as error:
            raise StorageError(self.name, str(error)) from error


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
