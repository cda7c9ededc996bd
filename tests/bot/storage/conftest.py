"""A storage over a file of its own, with a clock in the test's hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.config import ConversationSettings
from bot.storage import Database, Storage


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Shelf:
    """A storage that can be closed and opened again, as at a restart."""

    file: Path
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def opened(self) -> Iterator[Storage]:
        settings = ConversationSettings(
            follow_up_minutes=15, answers_days=30, feedback_days=365, restart_seconds=60
        )
        storage = Storage(Database(self.file), settings, self.clock)
        try:
            yield storage
        finally:
            storage.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "var" / "yinju.sqlite")
