"""What holds for both kinds of database: made once, brought up to date, never half written, never in the way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import StorageError
from bot.storage import database
from bot.storage.database import Database, Row
from bot.storage.migrations import MIGRATIONS
from bot.storage.places import Place
from bot.storage.statements import Statement, put

INSERT = "INSERT INTO chat_settings VALUES (:chat, :body)"
Places = Callable[[], Place]


def found(place: Places, sql: str) -> list[Row]:
    """What a second process would find."""
    opened = Database(place())
    try:
        return asyncio.run(opened.read(sql))
    finally:
        opened.close()


def written(place: Places, *statements: Statement, durable: bool = False) -> int:
    opened = Database(place())
    try:
        return asyncio.run(opened.write(*statements, durable=durable))
    finally:
        opened.close()


def insert(chat: int, body: str) -> Statement:
    return Statement(INSERT, {"chat": chat, "body": body})


def test_a_new_database_has_all_tables(place: Places) -> None:
    counted = "SELECT (SELECT count(*) FROM chat_settings) + (SELECT count(*) FROM last_questions)" + "".join(
        f" + (SELECT count(*) FROM {table})" for table in ("shown_answers", "judgements", "received_updates")
    )
    assert found(place, counted) == [(0,)]
    assert found(place, place().ask_version) == [(len(MIGRATIONS),)]


def test_later_migrations_keep_what_is_there(place: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    written(place, insert(1, "{}"))
    later = (*MIGRATIONS, ("ALTER TABLE chat_settings ADD COLUMN note TEXT DEFAULT 'new'",))
    monkeypatch.setattr(database, "MIGRATIONS", later)
    for _ in range(2):
        assert found(place, "SELECT chat, note FROM chat_settings") == [(1, "new")]
    assert found(place, place().ask_version) == [(len(later),)]


def test_a_migration_that_fails_changes_nothing(place: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    written(place, insert(1, "{}"))
    with monkeypatch.context() as patch:
        patch.setattr(
            database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE more (a TEXT)", "no such statement"))
        )
        with pytest.raises(StorageError, match="syntax error"):
            Database(place())
    assert found(place, place().ask_version) == [(len(MIGRATIONS),)]
    with pytest.raises(StorageError, match="more"):
        found(place, "SELECT * FROM more")


def test_a_database_of_a_newer_version_is_left_alone(place: Places) -> None:
    opened = Database(place())
    asyncio.run(opened.write(Statement(place().set_version(99))))
    opened.close()
    with pytest.raises(StorageError, match="it was written by a newer version of Yinju"):
        Database(place())


def test_many_processes_may_start_at_once(place: Places) -> None:
    """Each sees all tables, and they were made once."""
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: Database(place()), range(8)))
    for each in opened:
        assert asyncio.run(each.read("SELECT count(*) FROM judgements")) == [(0,)]
        each.close()


def test_a_transaction_happens_as_a_whole_or_not_at_all(place: Places) -> None:
    with pytest.raises(StorageError, match=r"(?i)unique constraint"):
        written(place, insert(1, "1"), insert(1, "2"))
    assert written(place, insert(2, "3"), durable=True) == 1
    assert found(place, "SELECT * FROM chat_settings") == [(2, "3")]


def test_the_connection_is_good_after_a_failure(place: Places) -> None:
    async def run() -> list[Row]:
        opened = Database(place())
        for _ in range(3):
            with pytest.raises(StorageError, match=r"(?i)unique constraint"):
                await opened.write(insert(1, "a"), insert(1, "b"))
            with pytest.raises(StorageError, match="nowhere"):
                await opened.read("SELECT * FROM nowhere")
        await opened.write(insert(3, "d"))
        rows = await opened.read("SELECT * FROM chat_settings")
        opened.close()
        return rows

    assert asyncio.run(run()) == [(3, "d")]


@pytest.mark.parametrize(
    "value", ["", "问：100% 对？ 'a'; DROP TABLE chat_settings --", ":chat %(chat)s %s ?", "\ud7ff𠀀\n\t"]
)
def test_values_come_back_as_they_were(place: Places, value: str) -> None:
    number = -(2**53)
    row = {"id": value, "chat": number, "person": 1, "body": "{}", "shown": 0.5, "expires": 1.5}
    for person in (1, 2):
        assert written(place, put("shown_answers", ("id",), row | {"person": person})) == 1
    assert found(place, "SELECT id, chat, person FROM shown_answers") == [(value, number, 2)]


def test_times_keep_their_fractions(place: Places) -> None:
    row = {"chat": 1, "topic": 0, "person": 2, "body": "{}", "expires": 1_764_040_000.123456}
    written(place, put("last_questions", ("chat", "topic", "person"), row))
    assert found(place, "SELECT expires FROM last_questions") == [(1_764_040_000.123456,)]


def test_a_closed_database_says_so(place: Places) -> None:
    opened = Database(place())
    opened.close()
    with pytest.raises(StorageError, match="it is closed"):
        asyncio.run(opened.read("SELECT 1"))


def test_the_event_loop_goes_on_while_the_database_is_busy(place: Places) -> None:
    """Another process holds a row; the loop turns many times before the write is let through."""
    written(place, insert(1, '"before"'))
    mine, other = Database(place()), Database(place())
    holds, lets_go = threading.Event(), threading.Event()

    def hold(connection: object) -> None:
        for sql in (*place().begin(durable=False), "UPDATE chat_settings SET body = '\"theirs\"'"):
            connection.exec_driver_sql(sql)  # type: ignore[attr-defined]
        holds.set()
        lets_go.wait(10)
        connection.exec_driver_sql("COMMIT")  # type: ignore[attr-defined]

    async def run() -> int:
        holding = asyncio.create_task(other._run(hold))
        await asyncio.to_thread(holds.wait, 10)
        asyncio.get_running_loop().call_later(0.3, lets_go.set)
        writing = asyncio.create_task(
            mine.write(put("chat_settings", ("chat",), {"chat": 1, "body": '"mine"'}))
        )
        turns = 0
        while not writing.done():
            await asyncio.sleep(0.001)
            turns += 1
        await holding
        assert await writing == 1
        return turns

    assert asyncio.run(run()) > 50
    mine.close()
    other.close()
    assert found(place, "SELECT body FROM chat_settings") == [('"mine"',)]
