"""When the bot is well, how it says so on its page and to a service manager, and what ends it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.conversation.work_in_hand import WorkInHand
from bot.errors import StartError
from bot.operations.health import HealthWatch
from bot.operations.health_reporting import HealthReporting
from bot.operations.parts_together import never_ending, run_together
from bot.operations.service_manager import ServiceManager


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answering:
    is_open: bool = True
    waiting: int = 0
    longest_seconds: float = 0.0


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket of a service manager."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(10)
        yield listening


def started_by(listening: socket.socket, **variables: str) -> ServiceManager:
    return ServiceManager({"NOTIFY_SOCKET": listening.getsockname(), **variables})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def reporting(
    watch: HealthWatch, port: int | None, manager: ServiceManager
) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(HealthReporting(watch, port, manager).run())
    await asyncio.sleep(0)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def heard(listening: socket.socket) -> str:
    return (await asyncio.to_thread(listening.recv, 100)).decode()


def test_well_is_who_hears_and_answers() -> None:
    clock, answering = Clock(), Answering()
    watch = HealthWatch(answering, 120, clock)
    seen = []
    for seconds, longest in ((120, 0), (1, 0), (0, 121)):
        clock.now += seconds
        answering.longest_seconds = longest
        seen.append(watch.now().is_healthy)
    watch.hear()
    seen.append(watch.now().is_healthy)
    answering.longest_seconds = 120
    seen.append(watch.now().is_healthy)
    # At the limit; deaf; deaf and stuck; stuck; well again.
    assert seen == [True, False, False, False, True]


def test_work_that_waits_is_told_from_work_that_is_begun() -> None:
    clock, may_end, begun = Clock(), threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        may_end.wait(10)
        return "done"

    with ThreadPoolExecutor(1) as pool:
        in_hand = WorkInHand(pool, clock)
        assert (in_hand.waiting, in_hand.longest_seconds) == (0, 0.0)
        first, second, third = (in_hand.submit(work) for _ in range(3))
        assert begun.wait(10)
        clock.now += 7
        assert (in_hand.waiting, in_hand.longest_seconds) == (2, 7.0)
        assert third.cancel()
        assert in_hand.waiting == 1
        may_end.set()
        assert (first.result(10), second.result(10)) == ("done", "done")
    assert (in_hand.waiting, in_hand.longest_seconds) == (0, 0.0)
    with pytest.raises(RuntimeError):
        in_hand.submit(work)
    assert in_hand.waiting == 0


def test_the_page_is_a_line_of_this_moment() -> None:
    clock, answering, port = Clock(), Answering(is_open=False, waiting=3), free_port()
    watch = HealthWatch(answering, 120, clock)

    async def looked_at() -> list[httpx.Response]:
        address = f"http://127.0.0.1:{port}"
        async with (
            reporting(watch, port, ServiceManager({})),
            httpx.AsyncClient(trust_env=False) as client,
        ):
            well = await client.get(f"{address}/health")
            clock.now += 120.5
            answering.is_open = True
            ill = await client.get(f"{address}/health")
            others = [
                await client.head(f"{address}/health"),
                await client.post(f"{address}/health", content=b"x"),
                await client.get(f"{address}/etc/passwd"),
            ]
        return [well, ill, *others]

    well, ill, *others = asyncio.run(looked_at())
    expected = {"questions_waiting": 3, "longest_answer_seconds": 0.0}
    assert json.loads(well.text) == expected | {
        "healthy": True,
        "seconds_since_poll": 0.0,
        "index": "opening",
    }
    assert json.loads(ill.text) == expected | {
        "healthy": False,
        "seconds_since_poll": 120.5,
        "index": "open",
    }
    assert (well.text.count("\n"), well.headers["Content-Type"]) == (1, "application/json")
    assert [each.status_code for each in (well, ill, *others)] == [200, 503, 503, 405, 404]
    assert others[0].text == ""


def test_a_page_whose_port_is_taken_ends_the_bot() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        report = HealthReporting(HealthWatch(Answering(), 120), port, ServiceManager({}))
        with pytest.raises(StartError) as raised:
            asyncio.run(never_ending("The report", report.run()))
    assert str(raised.value) == f"The health page cannot listen on 127.0.0.1:{port}: Address already in use."


def test_the_service_manager_hears_of_start_life_and_stop(manager: socket.socket) -> None:
    clock = Clock()
    watch = HealthWatch(Answering(), 120, clock)
    told = started_by(manager, WATCHDOG_USEC="30000", WATCHDOG_PID=str(os.getpid()))

    async def run() -> list[str]:
        async with reporting(watch, None, told):
            watch.hear()
            said = [await heard(manager) for _ in range(3)]
            # Ill: no sign of life any more, until it is well again.
            clock.now += 121
            await asyncio.sleep(0.1)
            manager.setblocking(False)
            with suppress(BlockingIOError):
                while manager.recv(100):
                    pass
            manager.settimeout(0.2)
            with pytest.raises(TimeoutError):
                await heard(manager)
            manager.settimeout(10)
            watch.hear()
            said.append(await heard(manager))
        while (last := await heard(manager)) == "WATCHDOG=1":
            pass
        return [*said, last]

    assert asyncio.run(run()) == ["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"]


def test_nothing_is_ready_before_telegram_is_heard(manager: socket.socket) -> None:
    manager.settimeout(0.1)

    async def run() -> None:
        async with reporting(HealthWatch(Answering(), 120), None, started_by(manager)):
            with pytest.raises(TimeoutError):
                await heard(manager)

    asyncio.run(run())


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")
def test_a_manager_that_is_gone_is_no_trouble(tmp_path: Path, manager: socket.socket) -> None:
    for address in (str(tmp_path / "nobody"), "@yinju-nobody-listens-here"):
        ServiceManager({"NOTIFY_SOCKET": address}).tell("READY=1")
    ServiceManager({}).tell("READY=1")
    manager.settimeout(0.1)
    with pytest.raises(TimeoutError):
        manager.recv(64)
    started_by(manager).tell("READY=1")
    assert manager.recv(64) == b"READY=1", "another one is still told"


@pytest.mark.parametrize(
    ("variables", "seconds"),
    [
        ({"WATCHDOG_USEC": "60000000"}, 60.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, 60.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({}, None),
    ],
)
def test_how_often_a_sign_of_life_is_expected(variables: dict[str, str], seconds: float | None) -> None:
    assert ServiceManager(variables).watchdog_seconds == seconds


def test_a_change_is_logged_once(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.health_reporting._LOOK_SECONDS", 0.01)
    clock = Clock()
    watch = HealthWatch(Answering(), 120, clock)

    async def run() -> None:
        async with reporting(watch, None, ServiceManager({})):
            clock.now += 200
            await asyncio.sleep(0.1)
            watch.hear()
            await asyncio.sleep(0.1)

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    said = [record.getMessage().partition(":")[0] for record in caplog.records]
    assert said == ["The bot is not well", "The bot is well again"]


async def wait_for_ever() -> None:
    await asyncio.get_running_loop().create_future()


async def end() -> None:
    pass


async def cancel_itself() -> None:
    raise asyncio.CancelledError


async def fail() -> None:
    raise ValueError("broken")


@pytest.mark.parametrize("part", [end, cancel_itself])
def test_a_part_that_ends_by_itself_ends_all(part: type) -> None:
    ended = []
    with pytest.raises(
        StartError, match=r"^Receiving ended by itself, and the bot cannot go on without it\.$"
    ):
        asyncio.run(
            run_together(
                wait_for_ever(), never_ending("Receiving", part()), at_the_end=lambda: ended.append(True)
            )
        )
    assert ended == [True]


def test_a_part_that_fails_ends_all() -> None:
    with pytest.raises(ValueError, match="broken"):
        asyncio.run(run_together(never_ending("Waiting", wait_for_ever()), end(), fail()))


def test_a_stop_is_no_failure() -> None:
    async def stopped() -> None:
        task = asyncio.create_task(run_together(never_ending("Waiting", wait_for_ever())))
        await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(stopped())
