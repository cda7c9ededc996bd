"""Updates spoilt at random: the bot goes on, says nothing the server refuses, and its log stays one line for each thing said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from random import Random

import pytest

from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.hostile.hostile_updates import hostile_update
from tests.hostile.shown_text import is_one_line
from tests.loopback import LoopbackServer

_PEOPLE, _AT_ONCE = 50, 50
_EXPECTED = ("not found", "is invalid", "is too old")
"""What the server says of an update that is about nothing it knows: a press of a button that was never sent."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer() as running:
        yield running


@pytest.mark.parametrize(
    "count", [150, pytest.param(6000, marks=[pytest.mark.soak, pytest.mark.timeout(1200, func_only=True)])]
)
def test_spoilt_updates(server: LoopbackServer, caplog: pytest.LogCaptureFixture, count: int) -> None:
    random = Random(count)
    chats = [server.private_chat(server.user(f"人{at}", language_code="zh-hans")) for at in range(_PEOPLE)]
    with caplog.at_level(logging.INFO), running_bot(server, FakeAnswering):
        for number in range(count):
            server.push_raw(hostile_update(random, chats[number % _PEOPLE].id, server.world.bot["id"]))
            if number % _AT_ONCE == _AT_ONCE - 1:
                server.settle()
        user = server.user("安", language_code="zh-hans")
        assert server.private_chat(user).ask(user, "GDP目标").marked("bold")[0] == GOAL
    unexpected = [
        call for call in server.refusals if not any(map(call.description.lower().__contains__, _EXPECTED))
    ]
    assert unexpected == []
    assert [record for record in caplog.records if record.exc_info] == []
    assert [text for text in map(logging.LogRecord.getMessage, caplog.records) if not is_one_line(text)] == []
