"""The file: made once, brought up to date, never half written, never in the way of the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage import database
from bot.storage.database import Database, Statement
from bot.storage.migrations import MIGRATIONS
from tests.bot.storage.conftest import Shelf

INSERT = "INSERT INTO chat_settings VALUES (?, ?)"


def look(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_new_file_is_for_its_owner_and_has_all_tables(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.sqlite"
    Database(file).close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert look(file, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert look(file, "PRAGMA journal_mode") == [("wal",)]
    tables = {name for (name,) in look(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {
        "chat_settings",
        "last_questions",
        "shown_answers",
        "judgements",
        "accepted_questions",
    }


def test_later_migrations_keep_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.sqlite"

    async def first() -> None:
        opened = Database(file)
        await opened.write(Statement(INSERT, (1, "{}")))
        opened.close()

    asyncio.run(first())
    later = (*MIGRATIONS, ("ALTER TABLE chat_settings ADD COLUMN note TEXT DEFAULT 'new'",))
    monkeypatch.setattr(database, "MIGRATIONS", later)
    for _ in range(2):
        Database(file).close()
    assert look(file, "SELECT chat, note FROM chat_settings") == [(1, "new")]
    assert look(file, "PRAGMA user_version") == [(len(later),)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.sqlite"
    Database(file).close()
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE more (a)", "no such statement")))
    with pytest.raises(StorageError, match="syntax error"):
        Database(file)
    assert look(file, "SELECT name FROM sqlite_master WHERE name = 'more'") == []
    assert look(file, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite"
    Database(file).close()
    look(file, "PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="it was written by a newer version of Yinju"):
        Database(file)
    assert look(file, "PRAGMA user_version") == [(99,)]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"^The chats kept in {tmp_path} cannot be used: "):
        Database(tmp_path)


def test_a_transaction_happens_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    async def run() -> list[tuple[object, ...]]:
        opened = Database(tmp_path / "b.sqlite")
        with pytest.raises(StorageError, match="UNIQUE constraint failed"):
            await opened.write(Statement(INSERT, (1, "a")), Statement(INSERT, (1, "b")))
        changed = await opened.write(Statement(INSERT, (2, "c")), durable=True)
        rows = await opened.read("SELECT * FROM chat_settings")
        opened.close()
        return [(changed,), *rows]

    assert asyncio.run(run()) == [(1,), (2, "c")]


def test_a_closed_file_says_so(tmp_path: Path) -> None:
    opened = Database(tmp_path / "b.sqlite")
    opened.close()
    with pytest.raises(StorageError, match="it is closed"):
        asyncio.run(opened.read("SELECT 1"))


def test_the_event_loop_goes_on_while_the_disk_is_busy(tmp_path: Path) -> None:
    """Another process holds the file; the loop turns hundreds of times before the write is let through."""
    file = tmp_path / "b.sqlite"
    opened = Database(file)
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()

    async def run() -> int:
        writing = asyncio.create_task(opened.write(Statement(INSERT, (1, "a"))))
        turns = 0
        while not writing.done():
            await asyncio.sleep(0.001)
            turns += 1
        assert await writing == 1
        return turns

    assert asyncio.run(run()) > 50
    other.close()
    opened.close()


def test_what_was_forgotten_is_not_in_the_files(shelf: Shelf) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            await storage._database.write(
                Statement("INSERT INTO last_questions VALUES (1, 0, 7, 'GEHEIMES WORT', 9e9)")
            )
            await storage.forget_person(7)
            kept = b"".join(file.read_bytes() for file in shelf.file.parent.iterdir())
            assert b"GEHEIMES WORT" not in kept

    asyncio.run(run())
