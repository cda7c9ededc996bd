"""Where chats are kept: what a database must say of itself for the same statements to run on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

from bot.config import StorageSettings
from bot.storage.postgresql_server import PostgresqlServer
from bot.storage.sqlite_file import SqliteFile


class Place(Protocol):
    """A database of one kind. The SQL that is here is the one that differs from kind to kind."""

    @property
    def name(self) -> str:
        """As errors name it: never with a password."""

    @property
    def dialect(self) -> str:
        """SQLAlchemy's name of it and of the driver."""

    @property
    def begin_migrating(self) -> tuple[str, ...]:
        """Begins a transaction that no other process's migration runs beside."""

    @property
    def ask_version(self) -> str:
        """Finds how many migrations it has seen."""

    @property
    def wipe(self) -> tuple[str, ...]:
        """Removes what else still holds deleted rows, as far as that is in the bot's hands."""

    def set_version(self, migrations: int) -> str:
        """Notes how many migrations it has seen."""

    def begin(self, *, durable: bool) -> tuple[str, ...]:
        """Begins a transaction that writes; a durable one ends when the disk has it."""

    def opening(self) -> AbstractContextManager[None]:
        """Makes the database ready to be connected to; the tables are brought up to date inside of it.

        Raises:
            StorageError: it cannot be used.
        """

    def is_damage(self, error: BaseException | None) -> bool:
        """Whether the error of a statement says that the database is damaged, which `renew` may mend."""

    def renew(self, close: Callable[[], None]) -> bool:
        """Puts a new database in the place of the damaged one.

        Args:
            close: closes every connection.

        Returns:
            Whether there is a new one.

        Raises:
            StorageError: there can be none.
        """

    def is_replaced(self) -> bool:
        """Whether the last connection leads to another database than a new one would."""

    def connect(self) -> Any:  # noqa: ANN401 - a driver's connection; each driver has a type of its own
        """A new connection.

        Raises:
            StorageError: there can be none, for a reason that is not the driver's.
        """


def chosen_place(settings: StorageSettings, *, is_renewed: bool = True) -> Place:
    """The PostgreSQL database of the settings, or else their file.

    Args:
        settings: of which `url` comes before `path`.
        is_renewed: whether a damaged file is kept aside and a new one begun.

    Raises:
        StorageError: what speaks to PostgreSQL is not installed.
    """
    return (
        PostgresqlServer(settings.url) if settings.url else SqliteFile(settings.path, is_renewed=is_renewed)
    )
