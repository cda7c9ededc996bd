"""Received updates: a batch is there as a whole, each message once, until it is done; of several processes one has it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from bot.storage import ReceivedUpdate, Storage
from bot.storage.bodies import with_sum
from bot.storage.received_updates import ReceivedUpdatesTable
from tests.bot.storage.conftest import Shelf

BOT, OTHER_BOT, ANN, GROUP = 777, 778, 1001, -100200


def update(number: int, key: str = "") -> ReceivedUpdate:
    return ReceivedUpdate(key or f"m{GROUP}:{number}", number, GROUP, ANN, f'{{"update_id":{number}}}')


async def added(table: ReceivedUpdatesTable, *updates: ReceivedUpdate, bot: int = BOT) -> set[str]:
    return set(await table.add(bot, table.next_batch(), updates))


async def taken_up(storage: Storage, bot: int = BOT) -> list[str]:
    return [each.body for each in await storage.received.take_up(bot)]


def bodies(*numbers: int) -> list[str]:
    return [with_sum(update(number).body) for number in numbers]


@pytest.fixture(autouse=True)
def _processes_that_are_dead_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.received_updates._SILENT_SECONDS", 0.0)


@contextmanager
def processes(shelf: Shelf, count: int) -> Iterator[list[Storage]]:
    with ExitStack() as opened:
        yield [opened.enter_context(shelf.opened()) for _ in range(count)]


def test_what_is_undone_is_there_after_a_kill_in_the_order_of_its_numbers(shelf: Shelf) -> None:
    async def run() -> None:
        with processes(shelf, 2) as (killed, next_one):
            assert await added(killed.received, update(9), update(7), update(8)) == {
                "m-100200:9",
                "m-100200:7",
                "m-100200:8",
            }
            await killed.received.done(BOT, ["m-100200:8"])
            assert await taken_up(killed) == [], "its own are in hand"
            assert await taken_up(next_one, OTHER_BOT) == []
            assert await taken_up(next_one) == bodies(7, 9)
            assert await taken_up(next_one) == []

    asyncio.run(run())


def test_what_was_delivered_is_not_taken_up_though_it_was_not_marked(shelf: Shelf) -> None:
    async def run() -> None:
        with processes(shelf, 3) as (killed, next_one, another):
            await added(killed.received, update(1), update(2), update(3))
            killed.received.note_delivered(BOT, "m-100200:1")
            killed.received.note_delivered(BOT, "m-100200:3")
            await killed.received.done(BOT, ["m-100200:3"])
            assert await taken_up(another, OTHER_BOT) == []
            assert await taken_up(next_one) == bodies(2)
            found = await another._database.read(
                "SELECT id FROM received_updates WHERE body = '{}' ORDER BY id"
            )
            assert found == [("m-100200:1",), ("m-100200:3",)]

    asyncio.run(run())


def test_the_same_message_is_new_once(shelf: Shelf) -> None:
    async def run() -> None:
        with processes(shelf, 2) as (first, second):
            assert await added(first.received, update(1)) == {"m-100200:1"}
            assert await added(first.received, update(2, "m-100200:1"), update(3)) == {"m-100200:3"}
            assert await added(second.received, update(4, "m-100200:3")) == set()
            await first.received.done(BOT, ["m-100200:1"])
            shelf.clock.now += 86400.0
            await first.sweep()
            assert await added(second.received, update(5, "m-100200:1")) == set(), "done, and still known"
            assert await added(second.received, update(1), bot=OTHER_BOT) == {"m-100200:1"}

    asyncio.run(run())


def test_a_batch_whose_outcome_was_lost_is_added_once(shelf: Shelf) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            batch = storage.received.next_batch()
            for _ in range(2):
                assert await storage.received.add(BOT, batch, [update(1)]) == {"m-100200:1"}

    asyncio.run(run())


@pytest.mark.parametrize(("later", "expected"), [(59.0, bodies(1)), (60.0, [])])
def test_what_is_too_old_is_let_be(shelf: Shelf, later: float, expected: list[str]) -> None:
    async def run() -> None:
        with processes(shelf, 3) as (killed, second, third):
            await added(killed.received, update(1))
            shelf.clock.now += later
            assert await taken_up(second) == expected
            shelf.clock.now -= later
            assert await taken_up(third) == expected, "and done, where it was too old"

    asyncio.run(run())


def test_nothing_in_hand_is_swept_and_what_is_done_in_its_time(shelf: Shelf) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            await added(storage.received, update(1), update(2))
            await storage.received.done(BOT, ["m-100200:1"])
            shelf.clock.now += 2 * 86400.0
            await storage.sweep()
            left = await storage._database.read("SELECT id, body FROM received_updates")
            assert left == [("m-100200:2", *bodies(2))]

    asyncio.run(run())


def test_what_was_said_is_not_in_the_row_of_what_is_done(shelf: Shelf) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            await added(storage.received, update(1))
            await storage.received.done(BOT, ["m-100200:1"])
            assert await storage._database.read("SELECT chat, person, body FROM received_updates") == [
                (GROUP, ANN, "{}")
            ]

    asyncio.run(run())


def test_what_was_forgotten_does_not_come_back(shelf: Shelf) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            await added(storage.received, update(1))
            await storage.forget_person(ANN)
            await storage.received.done(BOT, ["m-100200:1"])
            assert await storage._database.read("SELECT count(*) FROM received_updates") == [(0,)]

    asyncio.run(run())


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
class TestShared:
    """Several live processes on one database."""

    @pytest.fixture(autouse=True)
    def _patience(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.storage.received_updates._SILENT_SECONDS", 0.05)

    def test_what_a_live_process_has_is_left_to_it(self, shelf: Shelf) -> None:
        async def run() -> None:
            with processes(shelf, 2) as (living, other):
                await added(living.received, update(1))
                for _ in range(3):
                    assert await taken_up(other) == []
                    await asyncio.sleep(0.06)
                    await living.received.beat(BOT)
                assert await taken_up(other) == []
                await asyncio.sleep(0.06)
                assert await taken_up(other) == bodies(1), "now it is silent"

        asyncio.run(run())

    def test_what_a_process_leaves_is_taken_up_at_once(self, shelf: Shelf) -> None:
        async def run() -> None:
            with processes(shelf, 2) as (leaving, other):
                await added(leaving.received, update(1))
                await leaving.received.leave(BOT)
                assert await taken_up(other) == bodies(1)

        asyncio.run(run())

    def test_of_processes_that_start_at_once_one_takes_an_update_up(self, shelf: Shelf) -> None:
        async def run() -> None:
            with processes(shelf, 3) as (killed, *started):
                await added(killed.received, *(update(number) for number in range(20)))
                for storage in started:
                    assert await taken_up(storage) == [], "it may be alive"
                await asyncio.sleep(0.06)
                taken = await asyncio.gather(*(taken_up(storage) for storage in started))
                assert sorted(body for each in taken for body in each) == sorted(bodies(*range(20)))

        asyncio.run(run())
