"""A copy of the chats file that is made while the bot writes, and put in its place again."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage import AnswerId, SqliteFile, Storage
from bot.storage.backup import back_up, restore
from retrieval.types import Language
from tests.bot.storage.conftest import Shelf
from tests.bot.storage.test_tables import ANSWER

CHATS = range(100, 140)


@pytest.fixture
def shelf(file: Path) -> Shelf:
    return Shelf(lambda: SqliteFile(file), file)


async def choose(storage: Storage, language: Language) -> None:
    for chat in CHATS:
        await storage.chats.set_language(chat, language)


async def chosen(storage: Storage) -> set[Language | None]:
    return {(await storage.chats.of(chat)).language for chat in CHATS}


def read(file: Path) -> set[Language | None]:
    with Shelf(lambda: SqliteFile(file), file).opened() as storage:
        return asyncio.run(chosen(storage))


def test_what_is_only_in_the_log_is_copied(shelf: Shelf, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with shelf.opened() as storage:
        asyncio.run(choose(storage, Language.ENGLISH))
        asyncio.run(storage.answers.keep(ANSWER))
        rows = back_up(file, copy)
    assert (rows["chat_settings"], rows["shown_answers"]) == (len(CHATS), 1)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")] == ["copy.sqlite"]
    other = tmp_path / "elsewhere" / "yinju.sqlite"
    assert restore(copy, other).aside is None
    assert read(other) == {Language.ENGLISH}


def test_a_copy_is_of_one_moment_whoever_writes(shelf: Shelf, file: Path, tmp_path: Path) -> None:
    """Each round changes every answer's time in one transaction; a copy never has two."""
    over = threading.Event()
    with shelf.opened() as storage:
        for chat in CHATS:
            asyncio.run(storage.answers.keep(replace(ANSWER, id=AnswerId(f"a{chat}"))))

        def write() -> None:
            with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
                while not over.is_set():
                    connection.execute("UPDATE shown_answers SET expires = expires + 1")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(10):
                copy = tmp_path / f"{number}.sqlite"
                assert back_up(file, copy)["shown_answers"] == len(CHATS)
                with closing(sqlite3.connect(copy)) as connection:
                    assert connection.execute(
                        "SELECT count(DISTINCT expires) FROM shown_answers"
                    ).fetchone() == (1,)
        finally:
            over.set()
            writer.join()


def test_a_bot_that_runs_goes_on_with_what_was_restored(shelf: Shelf, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with shelf.opened() as storage:
        asyncio.run(choose(storage, Language.ENGLISH))
        back_up(file, copy)
        asyncio.run(choose(storage, Language.TRADITIONAL))
        aside = restore(copy, file).aside
        assert asyncio.run(chosen(storage)) == {Language.ENGLISH}
        asyncio.run(storage.chats.set_quiet(CHATS[0], quiet=True))
    assert aside is not None
    assert aside.name.startswith("yinju.sqlite.replaced-")
    assert read(file) == {Language.ENGLISH}
    assert read(aside) == {Language.TRADITIONAL}


def test_what_is_no_copy_is_refused_and_nothing_changes(shelf: Shelf, file: Path, tmp_path: Path) -> None:
    with shelf.opened() as storage:
        asyncio.run(choose(storage, Language.ENGLISH))
    before = file.read_bytes()
    whole = tmp_path / "whole.sqlite"
    back_up(file, whole)
    content = bytearray(whole.read_bytes())
    content[4096 + 8] ^= 0xFF
    (tmp_path / "damaged").write_bytes(content)
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("x" * 5000, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "foreign")) as connection:
        connection.execute("CREATE TABLE other (a)")
        connection.commit()
    for name, said in (
        ("damaged", "the file is damaged"),
        ("empty", "the file is empty"),
        ("text", "the file is not a chats file of Yinju"),
        ("foreign", "the file is not a chats file of Yinju"),
        ("nothing", "there is no such file"),
    ):
        with pytest.raises(StorageError, match=said):
            restore(tmp_path / name, file)
    assert file.read_bytes() == before
    with pytest.raises(StorageError, match="there is no such file"):
        back_up(tmp_path / "nothing", whole)
    with pytest.raises(StorageError, match="No such file or directory"):
        back_up(file, tmp_path / "no-folder" / "copy")
