"""Chats in a PostgreSQL database, which several bot processes may share. The only user of psycopg.

psycopg is an extra (`pip install 'yinju[postgresql]'`): who keeps chats in a file does not need it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from bot.config.database_address import without_secrets
from bot.errors import StorageError

if TYPE_CHECKING:
    import psycopg

_CONNECT_SECONDS = 3
"""For a connection; whoever asks something meanwhile waits."""
_REST_SECONDS = 2.0
"""After a connection that failed, the next ones fail at once for this long: a server out of reach must not
cost every question the time above."""
_STATEMENT_SECONDS = 5
_MIGRATION_SECONDS = 60
_LOCK = 0x79696E6A75
"""The number of the lock that migrations hold: "yinju" in ASCII. Another program's must be another."""


class PostgresqlServer:
    """A database that is there already; its tables are made when they are missing."""

    dialect = "postgresql+psycopg://"
    begin_migrating = (
        "BEGIN",
        f"SET LOCAL statement_timeout = '{_MIGRATION_SECONDS}s'",
        f"SELECT pg_advisory_xact_lock({_LOCK})",
        "CREATE TABLE IF NOT EXISTS yinju_migrations (seen INTEGER PRIMARY KEY)",
    )
    ask_version = "SELECT coalesce(max(seen), 0) FROM yinju_migrations"
    wipe = ()
    """When deleted rows leave its files and its log is the server's own business."""

    def __init__(self, address: str) -> None:
        """Take note of where it is; nothing is connected yet.

        Args:
            address: as libpq reads it, `postgresql://user@host:5432/database`; what is missing comes from
                libpq's own variables and files, such as PGPASSWORD and ~/.pgpass.

        Raises:
            StorageError: psycopg is not installed, or the address has parameters unknown to libpq.
        """
        self.name = without_secrets(address)
        self._parameters = _parameters(address, self.name)
        self._rests_until = 0.0
        self._failure = ""

    def set_version(self, migrations: int) -> str:
        """Notes how many migrations it has seen."""
        return f"INSERT INTO yinju_migrations VALUES ({migrations}) ON CONFLICT DO NOTHING"  # noqa: S608

    def begin(self, *, durable: bool) -> tuple[str, ...]:
        """Begins a transaction that writes."""
        return ("BEGIN", "SET LOCAL synchronous_commit = on") if durable else ("BEGIN",)

    def opening(self) -> AbstractContextManager[None]:
        """Nothing is made ready: the server sees to its own files."""
        return nullcontext()

    def is_damage(self, error: BaseException | None) -> bool:
        """Never: damage is the server's to find and to mend."""
        del error
        return False

    def renew(self, close: Callable[[], None]) -> bool:
        """Never done."""
        del close
        return False

    def is_replaced(self) -> bool:
        """Never: a connection that no longer leads to the server is lost, and says so."""
        return False

    def connect(self) -> psycopg.Connection:
        """Connect to the server, unless it could not be reached a moment ago."""
        import psycopg  # noqa: PLC0415 - an extra

        if time.monotonic() < self._rests_until:
            raise psycopg.OperationalError(self._failure)
        try:
            return psycopg.connect(**self._parameters)
        except psycopg.OperationalError as error:
            self._rests_until, self._failure = time.monotonic() + _REST_SECONDS, str(error)
            raise


def _parameters(address: str, name: str) -> dict[str, Any]:
    try:
        import psycopg  # noqa: PLC0415 - an extra
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    except ImportError as error:
        problem = "psycopg is missing; install it with `pip install 'psycopg[binary]'`"
        raise StorageError(name, problem) from error
    try:
        given: dict[str, Any] = conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        # Its message may hold a part of the password.
        raise StorageError(name, "storage.url has a parameter that PostgreSQL does not know") from None
    # Commits do not wait for the disk unless they are durable: what is lost when the server's machine
    # fails is a fraction of a second. What the address asks for comes last, and holds.
    options = (
        f"-c statement_timeout={_STATEMENT_SECONDS}s -c synchronous_commit=off {given.pop('options', '')}"
    )
    own: dict[str, Any] = {
        "connect_timeout": _CONNECT_SECONDS,
        "fallback_application_name": "yinju",
        "client_encoding": "utf8",
        # A connection whose other end has vanished is given up.
        "tcp_user_timeout": _STATEMENT_SECONDS * 1000,
        "options": options.strip(),
    }
    return own | given
