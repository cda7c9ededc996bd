"""Chats in one SQLite file. The only user of sqlite3.

WAL (https://www.sqlite.org/wal.html) lets another process read while the bot writes.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bot.errors import StorageError
from embeddings.errors import in_words

_BUSY_SECONDS = 5.0
"""How long a write waits for another process, such as an export."""
_OWNER_ONLY = 0o600
_SETTINGS = ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON")


class SqliteFile:
    """A file that is made when it is missing, readable by its owner only."""

    dialect = "sqlite+pysqlite://"
    begin_migrating = ("BEGIN IMMEDIATE",)
    ask_version = "PRAGMA user_version"
    wipe = ("PRAGMA wal_checkpoint(TRUNCATE)",)
    """The log of changes, which still holds what was deleted from the tables."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = str(file)

    def set_version(self, migrations: int) -> str:
        """Notes how many migrations it has seen."""
        return f"PRAGMA user_version = {migrations}"

    def begin(self, *, durable: bool) -> tuple[str, ...]:
        """Begins a transaction that writes."""
        # In WAL mode NORMAL loses nothing when the program is killed, only when the power fails.
        return f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}", "BEGIN IMMEDIATE"

    def connect(self) -> sqlite3.Connection:
        """Open the file.

        Raises:
            StorageError: it or its folder cannot be made.
        """
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # SQLite would create it readable by everybody; its companions get the permissions of the file.
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
        except OSError as error:
            problem = f"{in_words(error)}; set storage.path to a file that can be written"
            raise StorageError(self.name, problem) from error
        connection = sqlite3.connect(
            self.file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection
