"""PostgreSQL in bad moments: away, restarted, silent, refusing. One clear sentence, and no password anywhere."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from bot.errors import StorageError
from bot.storage import Database, PostgresqlServer, postgresql_server
from bot.storage.database import Row
from bot.storage.statements import Statement
from tests.postgresql import PASSWORD, PostgresqlForTests


@pytest.fixture
def name(postgresql: PostgresqlForTests) -> str:
    return postgresql.new_database()


@pytest.fixture
def opened(postgresql: PostgresqlForTests, name: str) -> Iterator[Database]:
    with closing(Database(PostgresqlServer(postgresql.address(name)))) as database:
        yield database


@pytest.fixture
def restarted(
    postgresql: PostgresqlForTests, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PostgresqlForTests]:
    """A server that the test may stop; the bot asks it again after a moment."""
    monkeypatch.setattr(postgresql_server, "_REST_SECONDS", 0.3)
    yield postgresql
    postgresql.stop()
    postgresql.start()


def asked(database: Database, sql: str = "SELECT chat, body FROM chat_settings ORDER BY chat") -> list[Row]:
    return asyncio.run(database.read(sql))


def kept(database: Database, chat: int) -> int:
    insert = Statement("INSERT INTO chat_settings VALUES (:chat, '{}')", {"chat": chat})
    return asyncio.run(database.write(insert, durable=True))


def refused(address: str) -> str:
    with pytest.raises(StorageError) as raised:
        Database(PostgresqlServer(address))
    assert PASSWORD not in "".join(traceback.format_exception(raised.value))
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = refused(f"postgresql://yinju:{PASSWORD}@127.0.0.1:{port}/chats")
    assert said == (
        f"The chats kept in postgresql://yinju@127.0.0.1:{port}/chats cannot be used: connection failed: connection "
        f'to server at "127.0.0.1", port {port} failed: Connection refused.'
    )


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        said = refused(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/chats?connect_timeout=2")
        assert "connection timeout expired" in said
        assert time.monotonic() - begun < 4


def test_a_password_opens_and_a_wrong_one_does_not(
    postgresql: PostgresqlForTests,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with closing(Database(PostgresqlServer(postgresql.address_with_password(name)))) as database:
        assert kept(database, 1) == 1
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    without = f"postgresql://postgres@127.0.0.1:{postgresql.port}/{name}"
    with closing(Database(PostgresqlServer(without))) as database:
        assert asked(database) == [(1, "{}")]
    assert 'password authentication failed for user "postgres"' in refused(
        postgresql.address_with_password(name, f"{PASSWORD}-wrong")
    )
    assert PASSWORD not in caplog.text


def test_a_password_shows_in_no_repr(postgresql: PostgresqlForTests, name: str) -> None:
    place = PostgresqlServer(postgresql.address_with_password(name))
    with closing(Database(place)) as database:
        shown = f"{place!r} {place.name} {database!r} {database._engine!r} {database._engine.url}"
        assert PASSWORD not in shown


def test_a_database_that_is_not_there(postgresql: PostgresqlForTests) -> None:
    assert 'database "nowhere" does not exist' in refused(postgresql.address("nowhere"))


def test_a_role_that_may_make_no_tables(postgresql: PostgresqlForTests, name: str) -> None:
    postgresql.run(f"CREATE ROLE guest_{name} LOGIN")
    address = postgresql.address(name).replace("postgres@", f"guest_{name}@")
    assert refused(address).endswith("cannot be used: permission denied for schema public.")


def test_a_parameter_that_does_not_exist() -> None:
    said = refused(f"postgresql://yinju@localhost/chats?passwort={PASSWORD}")
    assert said.endswith("cannot be used: storage.url has a parameter that PostgreSQL does not know.")


def test_psycopg_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refused(f"postgresql://yinju:{PASSWORD}@db/chats") == (
        "The chats kept in postgresql://yinju@db/chats cannot be used: psycopg is missing; "
        "install it with `pip install 'psycopg[binary]'`."
    )


def test_connections_that_the_server_ended_are_made_anew(
    postgresql: PostgresqlForTests, name: str, opened: Database
) -> None:
    for chat in range(1, 4):
        assert postgresql.end_connections(name) == 1
        assert kept(opened, chat) == 1
        assert postgresql.end_connections(name) == 1
        assert len(asked(opened)) == chat


def test_a_restarted_server_costs_what_was_asked_meanwhile(
    restarted: PostgresqlForTests, opened: Database
) -> None:
    kept(opened, 1)
    restarted.stop()
    for _ in range(3):
        with pytest.raises(StorageError, match="cannot be used: "):
            kept(opened, 2)
    restarted.start()
    time.sleep(0.4)
    assert asked(opened) == [(1, "{}")]
    assert kept(opened, 3) == 1


def test_a_server_out_of_reach_is_not_waited_for_every_time(
    restarted: PostgresqlForTests, opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it rests, the former failure is told at once, and nobody is connected to."""
    monkeypatch.setattr(postgresql_server, "_REST_SECONDS", 60.0)
    restarted.stop()
    with pytest.raises(StorageError, match="cannot be used: ") as first:
        asked(opened)
    restarted.start()
    begun = time.monotonic()
    for _ in range(100):
        with pytest.raises(StorageError) as again:
            asked(opened)
    assert time.monotonic() - begun < 1
    assert str(again.value) == str(first.value)


def test_a_statement_that_takes_too_long_is_given_up(postgresql: PostgresqlForTests, name: str) -> None:
    """What the address asks for holds, beside the program's own options."""
    address = f"{postgresql.address(name)}&options=-cstatement_timeout%3D100"
    with closing(Database(PostgresqlServer(address))) as database:
        with pytest.raises(StorageError, match="canceling statement due to statement timeout"):
            asked(database, "SELECT pg_sleep(5)")
        assert asked(database, "SELECT current_setting('synchronous_commit')") == [("off",)]


def test_two_bots_in_schemas_of_their_own(postgresql: PostgresqlForTests, name: str) -> None:
    for schema, chat in (("one", 1), ("two", 2)):
        postgresql.run(f"CREATE SCHEMA {schema}", name)
        address = f"{postgresql.address(name)}&options=-csearch_path%3D{schema}"
        with closing(Database(PostgresqlServer(address))) as database:
            kept(database, chat)
            assert asked(database) == [(chat, "{}")]


def test_a_durable_write_waits_for_the_disk(opened: Database) -> None:
    seen = "INSERT INTO chat_settings VALUES (:chat, current_setting('synchronous_commit'))"

    async def run() -> None:
        await opened.write(Statement(seen, {"chat": 1}), durable=True)
        await opened.write(Statement(seen, {"chat": 2}))

    asyncio.run(run())
    assert asked(opened) == [(1, "on"), (2, "off")]


def test_transactions_in_each_others_way_both_happen(postgresql: PostgresqlForTests, name: str) -> None:
    """Each holds the row the other wants: the server undoes one, which then runs again."""
    address = postgresql.address(name)
    one, other = Database(PostgresqlServer(address)), Database(PostgresqlServer(address))
    kept(one, 1)
    kept(one, 2)
    meeting = threading.Barrier(2, timeout=0.5)

    def append(first: int, second: int, mark: str) -> object:
        def work(connection: object) -> None:
            update = "UPDATE chat_settings SET body = body || '{}' WHERE chat = {}"
            connection.exec_driver_sql("BEGIN")  # type: ignore[attr-defined]
            connection.exec_driver_sql(update.format(mark, first))  # type: ignore[attr-defined]
            with suppress(threading.BrokenBarrierError):  # the second time round
                meeting.wait()
            connection.exec_driver_sql(update.format(mark, second))  # type: ignore[attr-defined]
            connection.exec_driver_sql("COMMIT")  # type: ignore[attr-defined]

        return work

    async def run() -> None:
        await asyncio.gather(one._run(append(1, 2, "a")), other._run(append(2, 1, "b")))  # type: ignore[arg-type]

    asyncio.run(run())
    assert {frozenset(body[2:]) for _, body in asked(one)} == {frozenset("ab")}
    one.close()
    other.close()
