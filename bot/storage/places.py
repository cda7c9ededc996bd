"""Where chats are kept: what a database must say of itself for the same statements to run on it."""

from __future__ import annotations

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

    def connect(self) -> Any:  # noqa: ANN401 - a driver's connection; each driver has a type of its own
        """A new connection.

        Raises:
            StorageError: there can be none, for a reason that is not the driver's.
        """


def chosen_place(settings: StorageSettings) -> Place:
    """The PostgreSQL database of the settings, or else their file.

    Raises:
        StorageError: what speaks to PostgreSQL is not installed.
    """
    return PostgresqlServer(settings.url) if settings.url else SqliteFile(settings.path)
