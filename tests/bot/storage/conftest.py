"""A storage of the test's own, in a file and in PostgreSQL, with a clock in the test's hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.config import ConversationSettings
from bot.storage import Database, PostgresqlServer, SqliteFile, Storage
from bot.storage.places import Place
from tests.postgresql import PostgresqlForTests


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Shelf:
    """A storage that can be closed and opened again, as at a restart."""

    place: Callable[[], Place]
    notes_beside: Path
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def opened(self) -> Iterator[Storage]:
        settings = ConversationSettings(
            follow_up_minutes=15, answers_days=30, feedback_days=365, restart_seconds=60
        )
        place = self.place()
        is_shared = isinstance(place, PostgresqlServer)
        storage = Storage(
            Database(place), settings, self.clock, is_shared=is_shared, notes_beside=self.notes_beside
        )
        try:
            yield storage
        finally:
            storage.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "yinju.sqlite"


@pytest.fixture
def address(postgresql: PostgresqlForTests) -> str:
    """Of a new, empty database."""
    return postgresql.address(postgresql.new_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Callable[[], Place]:
    """Makes the place of the test's database, one for each process that would open it."""
    if request.param == "sqlite":
        file: Path = request.getfixturevalue("file")
        return lambda: SqliteFile(file)
    address: str = request.getfixturevalue("address")
    return lambda: PostgresqlServer(address)


@pytest.fixture
def shelf(place: Callable[[], Place], tmp_path: Path) -> Shelf:
    return Shelf(place, tmp_path / "var" / "yinju.sqlite")
