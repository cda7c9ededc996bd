"""One SQLite file and the thread that uses it. The only user of sqlite3.

The standard library's module, in a thread of its own: aiosqlite does the same with a queue of its own, and an
object mapper would be larger than the few statements here. WAL (https://www.sqlite.org/wal.html) lets
another process read while the bot writes.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import StorageError
from bot.storage.migrations import MIGRATIONS

_Result = TypeVar("_Result")
Row = tuple[Any, ...]

_BUSY_SECONDS = 5.0
"""How long a write waits for another process, such as an export."""
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with a question mark for each value."""

    sql: str
    values: Row = ()


class Database:
    """Statements run one after another, in the order of the calls, outside the event loop."""

    def __init__(self, file: Path) -> None:
        """Open the file, and bring its tables up to date.

        Raises:
            StorageError: it cannot be used.
        """
        self.file = file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="storage")
        try:
            self._connection = self._thread.submit(self._open).result()
        except StorageError:
            self._thread.shutdown()
            raise

    async def read(self, sql: str, *values: object) -> list[Row]:
        """The rows a query finds.

        Raises:
            StorageError: the file cannot be read.
        """
        return await self._run(lambda connection: connection.execute(sql, values).fetchall())

    async def write(self, *statements: Statement, durable: bool = False) -> int:
        """Run statements as one transaction.

        Args:
            statements: all of them take effect, or none.
            durable: wait for the disk, so that a power cut does not undo it either.

        Returns:
            How many rows the last statement changed.

        Raises:
            StorageError: nothing was written.
        """
        return await self._run(lambda connection: _transact(connection, statements, durable=durable))

    async def wipe_traces(self) -> None:
        """Empty the log of changes, which still holds what was deleted from the tables."""
        await self._run(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    def close(self) -> None:
        """Finish what was begun and close the file; nothing can be read or written any more."""
        self._thread.submit(self._connection.close)
        self._thread.shutdown()

    async def _run(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        try:
            done: Future[_Result] = self._thread.submit(work, self._connection)
            return await asyncio.wrap_future(done)
        except sqlite3.Error as error:
            raise StorageError(self.file, str(error)) from error
        except RuntimeError as error:  # the executor's, after it was shut down
            raise StorageError(self.file, "it is closed") from error

    def _open(self) -> sqlite3.Connection:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # SQLite would create it readable by everybody; its companions get the permissions of the file.
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
            connection = sqlite3.connect(
                self.file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise StorageError(self.file, str(error)) from error
        try:
            for setting in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {setting}").fetchall()
            self._migrate(connection)
        except sqlite3.Error as error:
            connection.close()
            raise StorageError(self.file, str(error)) from error
        except StorageError:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Run the migrations the file has not seen; their number is kept in the file."""
        # Asked for again inside the transaction: another process may be at it.
        connection.execute("BEGIN IMMEDIATE")
        try:
            (seen,) = connection.execute("PRAGMA user_version").fetchone()
            if seen > len(MIGRATIONS):
                raise StorageError(self.file, "it was written by a newer version of Yinju")
            for migration in MIGRATIONS[seen:]:
                for sql in migration:
                    connection.execute(sql)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _transact(connection: sqlite3.Connection, statements: tuple[Statement, ...], *, durable: bool) -> int:
    # In WAL mode NORMAL loses nothing when the program is killed, only when the power fails.
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    changed = 0
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements:
            changed = connection.execute(statement.sql, statement.values).rowcount
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return changed
