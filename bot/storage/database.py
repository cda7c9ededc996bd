"""A database and the thread that uses it. The only user of SQLAlchemy.

SQLAlchemy Core (https://docs.sqlalchemy.org/core) gives SQLite and PostgreSQL the same connections, values
and errors, and says when a connection is lost. Its table expressions are left aside: what they cannot say of
both databases at once, "insert or replace", is most of the few statements here. One thread with one connection
keeps them in the order of the calls, but for what is urgent; the asynchronous engine does the same with more parts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, TextClause, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import StorageError
from bot.storage.migrations import MIGRATIONS
from bot.storage.one_thread import OneThread
from bot.storage.places import Place
from bot.storage.statements import Statement, Values
from bot.storage.texts import storable_values

_logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")
Row = tuple[Any, ...]

_CONFLICTS = frozenset({"40001", "40P01"})
"""SQLSTATEs of two transactions in each other's way, of which one was undone: it may run again."""


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (UnicodeError, "a text in it is not UTF-8"),
    (OverflowError, "a number is too large for it"),
    (MemoryError, "there is too little memory"),
)
"""What drivers raise beside errors of their own."""


class Database:
    """Statements run one after another, in the order of the calls and the urgent ones first, outside the event loop."""

    def __init__(self, place: Place) -> None:
        """Open the database, and bring its tables up to date.

        Raises:
            StorageError: it cannot be used.
        """
        self._place = place
        self._thread = OneThread("storage")
        self._engine: Engine = create_engine(
            place.dialect,
            creator=place.connect,
            # Transactions are begun by the SQL of the place: each kind of database has more than one kind.
            isolation_level="AUTOCOMMIT",
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
        )
        try:
            self._thread.submit(self._opened).result()
        except StorageError:
            self.close()
            raise

    async def read(self, sql: str, **values: object) -> list[Row]:
        """The rows a query finds.

        Raises:
            StorageError: nothing can be read.
        """

        def find(connection: Connection) -> list[Row]:
            return [tuple(row) for row in connection.execute(_clause(sql), storable_values(values))]

        return await self._run(find)

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

        def transact(connection: Connection) -> int:
            changed = 0
            for sql in self._place.begin(durable=durable):
                connection.exec_driver_sql(sql)
            for statement in statements:
                changed = connection.execute(_clause(statement.sql), _storable(statement.values)).rowcount
            connection.exec_driver_sql("COMMIT")
            return changed

        return await self._run(transact)

    async def wipe_traces(self) -> None:
        """Remove what else still holds what was deleted from the tables."""

        def wipe(connection: Connection) -> None:
            for sql in self._place.wipe:
                connection.exec_driver_sql(sql).fetchall()

        await self._run(wipe)

    def close(self) -> None:
        """Finish what was begun and close the database; nothing can be read or written any more."""
        self._thread.submit(self._engine.dispose)
        self._thread.shutdown()

    async def _run(self, work: Callable[[Connection], _Result]) -> _Result:
        try:
            done: Future[_Result] = self._thread.submit(self._done, work)
        except RuntimeError as error:  # the executor's, after it was shut down
            raise StorageError(self._place.name, "it is closed") from error
        return await asyncio.wrap_future(done)

    def _done(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do the work; once more on a new database in the place of one that turns out to be damaged."""
        with self._told():
            if self._place.is_replaced():
                self._engine.dispose(close=False)
                self._open()
            try:
                return self._tried(work)
            except Exception as error:
                if not self._place.is_damage(_raised_by_driver(error)):
                    raise
                if not self._place.renew(self._engine.dispose):
                    raise StorageError(self._place.name, "it is damaged") from error
            return self._tried(work)

    def _opened(self) -> None:
        with self._told():
            self._open()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn whatever is raised into the one kind of error that callers expect."""
        try:
            yield
        except StorageError:
            raise
        except Exception as error:
            raise StorageError(self._place.name, _reason(error)) from error

    def _open(self) -> None:
        with self._place.opening():
            self._tried(self._migrate)

    def _tried(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do the work; once more on a new connection if the server has ended this one."""
        try:
            return self._once(work)
        except DBAPIError as error:
            if not _may_run_again(error):
                raise
            _logger.info("The database is asked again: %s", _reason(error))
        return self._once(work)

    def _once(self, work: Callable[[Connection], _Result]) -> _Result:
        # A connection that is given back in the middle of a transaction rolls it back.
        with self._engine.connect() as connection:
            return work(connection)

    def _migrate(self, connection: Connection) -> None:
        """Run the migrations the database has not seen; their number is kept in it."""
        for sql in self._place.begin_migrating:
            connection.exec_driver_sql(sql)
        # Asked for inside the transaction: another process may be at it.
        seen: int = connection.exec_driver_sql(self._place.ask_version).scalar_one()
        if seen > len(MIGRATIONS):
            raise StorageError(self._place.name, "it was written by a newer version of Yinju")
        for migration in MIGRATIONS[seen:]:
            for sql in migration:
                connection.exec_driver_sql(sql)
        connection.exec_driver_sql(self._place.set_version(len(MIGRATIONS)))
        connection.exec_driver_sql("COMMIT")


@lru_cache(maxsize=256)
def _clause(sql: str) -> TextClause:
    # Without the option, the rows that an INSERT has changed are not counted.
    return text(sql).execution_options(preserve_rowcount=True)


def _storable(values: Values | Sequence[Values]) -> dict[str, object] | list[dict[str, object]]:
    if isinstance(values, Mapping):
        return storable_values(values)
    return [storable_values(row) for row in values]


def _may_run_again(error: DBAPIError) -> bool:
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _CONFLICTS


def _raised_by_driver(error: Exception) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


def _reason(error: Exception) -> str:
    """One line that says what happened, without a value of the statement."""
    if isinstance(error, SQLAlchemyError):
        # The lines after the first hold details, such as values.
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        return " ".join(said.partition("\n")[0].split()).rstrip(".")
    return next((words for kind, words in _REASONS if isinstance(error, kind)), "its driver failed")
