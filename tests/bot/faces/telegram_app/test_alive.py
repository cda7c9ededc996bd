"""A bot that is deaf, stuck or broken says so or ends, over real HTTP."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.config import HealthSettings
from bot.errors import StartError
from bot.faces.telegram_app import webhook
from bot.faces.telegram_app.received_updates import ReceivedUpdates
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer

_PATIENCE = 60.0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer() as running:
        yield running


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Page:
    port: int = field(default_factory=free_port)

    def until(self, **expected: object) -> httpx.Response:
        """The first page that says so."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                page = httpx.get(f"http://127.0.0.1:{self.port}/health", trust_env=False)
            except httpx.ConnectError:
                page = httpx.Response(0, json={})
            if expected.items() <= page.json().items():
                return page
            assert time.monotonic() < deadline, page.text
            time.sleep(0.02)


def test_a_bot_that_is_well_and_one_that_hears_nothing(server: LoopbackServer) -> None:
    page = Page()
    # A second is what only a test takes; the settings allow no less than a poll's time.
    health = HealthSettings.model_construct(seconds=1.0, port=page.port)
    with running_bot(server, FakeAnswering, health=health):
        assert page.until(healthy=True, index="open", questions_waiting=0).status_code == 200
        # A poll that brings nothing is under way for twenty-five seconds.
        assert page.until(healthy=False).status_code == 503
        user = server.user("安", language_code="zh-hans")
        assert server.private_chat(user).ask(user, "GDP目标").marked("bold")[0] == GOAL
        assert page.until(healthy=True).status_code == 200


def test_a_worker_that_is_stuck_is_seen(server: LoopbackServer) -> None:
    page, may_end = Page(), threading.Event()

    class Stuck(FakeAnswering):
        def answer(self, *arguments: object, **named: object):  # type: ignore[no-untyped-def,override] # noqa: ANN202
            may_end.wait(_PATIENCE)
            return super().answer(*arguments, **named)  # type: ignore[arg-type]

    health = HealthSettings.model_construct(seconds=0.5, port=page.port)
    with running_bot(server, Stuck, health=health, workers=1):
        page.until(index="open")
        user = server.user("安", language_code="zh-hans")
        chat = server.private_chat(user)
        asked = chat.send(user, "GDP目标")
        stuck = page.until(healthy=False, questions_waiting=0)
        while stuck.json()["longest_answer_seconds"] <= 0.5:
            stuck = page.until(healthy=False)
        may_end.set()
        assert chat.wait_for_reply(asked).marked("bold")[0] == GOAL
        assert page.until(longest_answer_seconds=0.0).json()["questions_waiting"] == 0


def test_receiving_that_breaks_ends_the_bot(server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: ReceivedUpdates) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ReceivedUpdates, "room", broken)
    with pytest.raises(ZeroDivisionError), running_bot(server, FakeAnswering):
        time.sleep(0.5)


def test_what_watches_other_processes_breaking_ends_the_bot(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: ReceivedUpdates) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ReceivedUpdates, "watch_others", broken)
    with pytest.raises(ZeroDivisionError), running_bot(server, FakeAnswering):
        time.sleep(0.5)


def test_a_taken_port_of_the_page_ends_the_bot(server: LoopbackServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(StartError, match=f"health page cannot listen on 127.0.0.1:{port}"),
            running_bot(server, FakeAnswering, health=HealthSettings(port=port)),
        ):
            time.sleep(0.5)


def test_systemd_hears_that_the_bot_is_up(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(_PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "60000000")
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
        with running_bot(server, FakeAnswering):
            assert [manager.recv(100), manager.recv(100)] == [b"READY=1", b"WATCHDOG=1"]
        assert manager.recv(100) == b"STOPPING=1"


def test_a_webhook_that_another_program_takes_is_noticed(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(webhook, "_LOOK_SECONDS", 0.05)
    page, port = Page(), free_port()
    settings = {"mode": "webhook", "webhook_port": port, "webhook_url": f"http://127.0.0.1:{port}"}
    health = HealthSettings.model_construct(seconds=0.5, port=page.port)
    with caplog.at_level(logging.WARNING), running_bot(server, FakeAnswering, health=health, **settings):
        assert page.until(healthy=True).status_code == 200
        # The page is there before the address is given: taken away earlier, it would be given afterwards.
        server.wait_for_call("getWebhookInfo")
        httpx.post(f"{server.url}/bot{server.token}/deleteWebhook", trust_env=False)
        assert page.until(healthy=False).status_code == 503
    said = [record.getMessage() for record in caplog.records]
    gone = "Telegram no longer posts here: another program has set this bot's webhook."
    assert said.count(gone) == 1
