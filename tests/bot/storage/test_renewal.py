"""When a chats file is renewed and when it is not: in use, by two at once, after a power cut, on a full disk."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage import ChatSettings, Database, SqliteFile, renewal
from bot.storage.kept_aside import COMPANIONS
from bot.storage.migrations import MIGRATIONS
from tests.bot.storage.conftest import Shelf
from tests.bot.storage.damages import PAGE

CHATS = range(300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a bot that was stopped."""
    file = tmp_path_factory.mktemp("made") / "yinju.sqlite"

    async def run() -> None:
        with Shelf(lambda: SqliteFile(file), file).opened() as storage:
            for chat in CHATS:
                await storage.chats.set_quiet(chat, quiet=True)

    asyncio.run(run())
    return file


@pytest.fixture
def filled(made: Path, file: Path) -> Path:
    shutil.copytree(made.parent, file.parent)
    return file


@pytest.fixture
def damaged(filled: Path) -> Path:
    """The head of a page of settings is something else."""
    content = bytearray(filled.read_bytes())
    start = content.index(b'"quiet"', 3 * PAGE) // PAGE * PAGE
    content[start : start + 64] = random.Random(7).randbytes(64)
    filled.write_bytes(content)
    return filled


def kept_aside(file: Path) -> list[Path]:
    """The files themselves, without companions."""
    names = file.parent.glob(f"{file.name}.damaged-*")
    return sorted(name for name in names if not name.name.endswith(COMPANIONS))


def quiet_chats(file: Path) -> int:
    async def run() -> int:
        with Shelf(lambda: SqliteFile(file), file).opened() as storage:
            return sum([(await storage.chats.of(chat)).quiet for chat in CHATS])

    return asyncio.run(run())


def sentences(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_the_sentence(damaged: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = damaged.read_bytes()
    kept = quiet_chats(damaged)
    (aside,) = kept_aside(damaged)
    assert sentences(caplog) == [
        f"The chats file {damaged} is damaged: it is kept as {aside}, and a new one was begun with the {kept}"
        " settings of chats, 0 answers and 0 judgements that can be read for certain; for the rest, try"
        f" `sqlite3 {aside} .recover`."
    ]
    assert 0 < kept < len(CHATS)
    assert aside.read_bytes() == found
    assert {each.stat().st_mode & 0o777 for each in damaged.parent.iterdir()} == {0o600}


def test_emptied_and_deleted_again_and_again(filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(1, 4):
        filled.write_bytes(b"")
        assert quiet_chats(filled) == 0
        assert len(kept_aside(filled)) == number, "each has a name of its own"
    filled.unlink()
    assert quiet_chats(filled) == 0
    assert [sentence.split(": ")[0] for sentence in sentences(caplog)] == [
        *[f"The chats file {filled} is empty"] * 3,
        f"The chats file {filled} is gone",
    ]


def test_a_first_start_says_nothing(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.parent.mkdir()
    file.touch()
    assert quiet_chats(file) == 0
    assert sentences(caplog) == []


def test_damage_that_shows_while_the_bot_runs(filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        with Shelf(lambda: SqliteFile(filled), filled).opened() as storage:
            await storage.chats.set_quiet(-1, quiet=True)
            await storage._database.wipe_traces()
            content = bytearray(filled.read_bytes())
            content[4096:] = bytes(len(content) - 4096)
            filled.write_bytes(content)
            with closing(sqlite3.connect(filled)) as other:
                other.execute("PRAGMA user_version = 1")  # the bot reads the file itself again
            found = filled.read_bytes()
            assert await storage.chats.of(1) in (ChatSettings(), ChatSettings(quiet=True))
            await storage.chats.set_quiet(2, quiet=True)
            assert await storage.chats.of(2) == ChatSettings(quiet=True)
            (aside,) = kept_aside(filled)
            assert aside.read_bytes()[4096:] == found[4096:]

    asyncio.run(run())
    assert len(sentences(caplog)) == 1
    assert "is damaged: it is kept as" in sentences(caplog)[0]


def test_a_text_that_is_not_utf8_is_damage_and_not_told(
    filled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        with Shelf(lambda: SqliteFile(filled), filled).opened() as storage:
            with closing(sqlite3.connect(filled)) as other:
                other.execute(
                    "UPDATE chat_settings SET body = CAST(x'474548ff45494d' AS TEXT) WHERE chat = 3"
                )
                other.commit()
            assert await storage.chats.of(3) == ChatSettings()
            assert await storage.chats.of(4) == ChatSettings(quiet=True)

    asyncio.run(run())
    assert len(sentences(caplog)) == 1
    assert f"{len(CHATS) - 1} settings of chats" in sentences(caplog)[0]
    assert "GEH" not in caplog.text


def test_damage_right_after_damage_fills_no_disk(filled: Path) -> None:
    async def run() -> None:
        with Shelf(lambda: SqliteFile(filled), filled).opened() as storage:
            database = storage._database

            def fail(_: object) -> None:
                raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "planted")

            for _ in range(5):
                with pytest.raises(
                    StorageError, match=r"cannot be used: (it is damaged|a text in it is not UTF-8)\.$"
                ):
                    await database._run(fail)
            assert len(kept_aside(filled)) == 1
            assert (await storage.chats.of(3)).quiet

    asyncio.run(run())


@pytest.mark.parametrize(
    "error",
    [
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"),
        OverflowError(),
        MemoryError(),
        RuntimeError("x"),
        KeyError(2),
    ],
)
def test_the_storage_outlives_what_a_driver_raises(place: Callable[[], SqliteFile], error: Exception) -> None:
    def fail(_: object) -> None:
        raise error

    async def run() -> None:
        with closing(Database(place())) as database:
            for _ in range(3):
                with pytest.raises(
                    StorageError, match=r"^The chats kept in .* cannot be used: [a-z].*\.$"
                ) as raised:
                    await database._run(fail)
                assert type(error).__name__ not in str(raised.value)
            assert await database.read("SELECT count(*) FROM judgements") == [(0,)]

    asyncio.run(run())


def test_a_file_that_was_moved_or_put_back_while_the_bot_runs(
    filled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backup = filled.read_bytes()

    async def run() -> None:
        with Shelf(lambda: SqliteFile(filled), filled).opened() as storage:
            assert (await storage.chats.of(3)).quiet
            filled.rename(filled.with_name("away"))
            assert not (await storage.chats.of(3)).quiet
            assert len(sentences(caplog)) == 1
            filled.with_name("back").write_bytes(backup)
            for ending in ("-wal", "-shm"):
                filled.with_name(filled.name + ending).unlink(missing_ok=True)
            filled.with_name("back").rename(filled)
            assert (await storage.chats.of(3)).quiet

    asyncio.run(run())
    assert quiet_chats(filled) == len(CHATS)
    assert len(sentences(caplog)) == 1


def _opened(file: Path, start: multiprocessing.synchronize.Event, told: multiprocessing.Queue[int]) -> None:
    start.wait()
    told.put(quiet_chats(file))


def test_two_processes_open_a_damaged_file_at_once(damaged: Path) -> None:
    """One moves it; the other finds what it has begun."""
    found = damaged.read_bytes()
    context = multiprocessing.get_context("spawn")
    start, told = context.Event(), context.Queue()
    processes = [context.Process(target=_opened, args=(damaged, start, told)) for _ in range(2)]
    for process in processes:
        process.start()
    start.set()
    kept = {told.get(timeout=60) for _ in processes}
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert len(kept) == 1
    assert [aside.read_bytes() for aside in kept_aside(damaged)] == [found]


@pytest.mark.parametrize("step", range(12))
def test_the_power_fails_in_the_middle(damaged: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = damaged.read_bytes()
    left = iter(range(step, -1, -1))

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            if next(left, 0) == 0:
                raise OSError(5, "planted")
            return real(*arguments, **named)

        return run

    with monkeypatch.context() as patch:
        for name in ("rename", "unlink", "touch"):
            patch.setattr(Path, name, failing(getattr(Path, name)))
        patch.setattr(os, "fsync", failing(os.fsync))
        with suppress(StorageError):
            Database(SqliteFile(damaged)).close()
    assert quiet_chats(damaged) > 0
    assert [aside.read_bytes() for aside in kept_aside(damaged)] == [found]
    assert not damaged.with_name(f"{damaged.name}.new").exists()


def test_a_full_disk_moves_nothing(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file cannot be finished; the damaged one stays, and is renewed when there is room."""
    found = damaged.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(renewal, "MIGRATIONS", (("PRAGMA max_page_count = 2",), *MIGRATIONS))
        with pytest.raises(StorageError, match="cannot be used: database or disk is full"):
            Database(SqliteFile(damaged))
    assert damaged.read_bytes() == found
    assert kept_aside(damaged) == []
    assert quiet_chats(damaged) > 0


def test_what_is_no_damage_moves_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr("bot.storage.sqlite_check.BUSY_SECONDS", 0.1)
        with pytest.raises(StorageError, match="cannot be used: database is locked"):
            Database(SqliteFile(filled))
        other.execute("PRAGMA user_version = 99")
        other.execute("COMMIT")
    with pytest.raises(StorageError, match="written by a newer version"):
        Database(SqliteFile(filled))
    with closing(sqlite3.connect(filled)) as other:
        other.execute("PRAGMA user_version = 1")
    assert kept_aside(filled) == []
    assert quiet_chats(filled) == len(CHATS)


def test_a_file_that_was_never_yinjus_stays(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other:
        other.executescript("CREATE TABLE notes (a); PRAGMA user_version = 77")
    content = file.read_bytes()
    for _ in range(2):
        with pytest.raises(
            StorageError, match=r"the file is not a chats file of Yinju; set storage.path to another"
        ):
            Database(SqliteFile(file))
    assert (file.read_bytes(), kept_aside(file), sentences(caplog)) == (content, [], [])


def test_who_only_reads_moves_nothing(damaged: Path) -> None:
    found = damaged.read_bytes()
    with pytest.raises(StorageError, match="the file is damaged; `yinju serve` keeps it aside and goes on"):
        Database(SqliteFile(damaged, is_renewed=False))
    assert (damaged.read_bytes(), kept_aside(damaged)) == (found, [])


def test_a_link_to_the_file(damaged: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(damaged)
    assert quiet_chats(link) > 0
    assert link.is_symlink()
    assert len(kept_aside(damaged)) == 1
