"""The file: for its owner only, and what an older version wrote in it is read on."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage import ChatSettings, Database, SqliteFile
from bot.storage.migrations import MIGRATIONS
from bot.storage.statements import Statement
from tests.bot.storage.conftest import Shelf

FORMER_TABLES = """
    CREATE TABLE chat_settings (chat INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE last_questions (
        chat INTEGER NOT NULL, topic INTEGER NOT NULL, person INTEGER NOT NULL, body TEXT NOT NULL,
        expires REAL NOT NULL, PRIMARY KEY (chat, topic, person)
    ) WITHOUT ROWID;
    CREATE TABLE shown_answers (
        id TEXT PRIMARY KEY, chat INTEGER NOT NULL, person INTEGER NOT NULL, body TEXT NOT NULL,
        shown REAL NOT NULL, expires REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE judgements (
        answer TEXT NOT NULL REFERENCES shown_answers (id) ON DELETE CASCADE, person INTEGER NOT NULL,
        judgement TEXT NOT NULL, PRIMARY KEY (answer, person)
    ) WITHOUT ROWID;
    CREATE TABLE accepted_questions (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, person INTEGER NOT NULL, body TEXT NOT NULL,
        accepted REAL NOT NULL, expires REAL NOT NULL, PRIMARY KEY (chat, message)
    ) WITHOUT ROWID;
    PRAGMA user_version = 1;
"""
"""As version 0.1 made them before SQL was shared with PostgreSQL."""


def look(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def former(file: Path) -> Path:
    """A file that the former version has written."""
    file.parent.mkdir()
    connection = sqlite3.connect(file)
    connection.executescript(FORMER_TABLES)
    connection.execute("INSERT INTO chat_settings VALUES (7, '{\"quiet\": true}')")
    connection.commit()
    connection.close()
    return file


def test_a_new_file_is_for_its_owner(file: Path) -> None:
    Database(SqliteFile(file)).close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert look(file, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert look(file, "PRAGMA journal_mode") == [("wal",)]
    tables = {name for (name,) in look(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"chat_settings", "last_questions", "shown_answers", "judgements", "received_updates"}


def test_a_file_of_the_former_version_goes_on(former: Path) -> None:
    async def run() -> None:
        with Shelf(lambda: SqliteFile(former), former).opened() as storage:
            assert await storage.chats.of(7) == ChatSettings(quiet=True)
            assert await storage.chats.set_quiet(7, quiet=False) == ChatSettings()
            await storage.chats.set_quiet(8, quiet=True)
            await storage.move_chat(8, 7)
            assert await storage.chats.of(7) == ChatSettings(quiet=True)

    asyncio.run(run())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"^The chats kept in {tmp_path} cannot be used: "):
        Database(SqliteFile(tmp_path))


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_a_durable_write_waits_for_the_disk(file: Path, durable: bool, level: int) -> None:
    async def run() -> object:
        opened = Database(SqliteFile(file))
        insert = Statement("INSERT INTO chat_settings VALUES (1, '{}')")
        await opened.write(insert, durable=durable)
        rows = await opened.read("PRAGMA synchronous")
        opened.close()
        return rows[0][0]

    assert asyncio.run(run()) == level


def test_what_was_forgotten_is_not_in_the_files(file: Path) -> None:
    async def run() -> None:
        with Shelf(lambda: SqliteFile(file), file).opened() as storage:
            secret = "INSERT INTO last_questions VALUES (1, 0, 7, 'GEHEIMES WORT', 9e9)"
            await storage._database.write(Statement(secret))
            await storage.forget_person(7)
            kept = b"".join(each.read_bytes() for each in file.parent.iterdir())
            assert b"GEHEIMES WORT" not in kept

    asyncio.run(run())
