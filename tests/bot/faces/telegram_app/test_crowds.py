"""A crowd that asks at once does not hold up who only wants to know what the bot is."""

from __future__ import annotations

import time

import pytest

from bot.storage import Database
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer

_CROWD = 60


def test_commands_go_before_a_crowds_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    once, calls = Database._once, list[str]()

    def slowly(self: Database, work: object) -> object:
        calls.append("a call")
        # As where two workers search in the same process.
        time.sleep(0.005)
        return once(self, work)  # type: ignore[arg-type]

    with LoopbackServer() as server, running_bot(server, FakeAnswering):
        monkeypatch.setattr(Database, "_once", slowly)
        people = [server.user(f"用户{number}", language_code="zh-hans") for number in range(_CROWD)]
        chats = [server.private_chat(person) for person in people]
        asked = [chat.send(person, "GDP目标") for chat, person in zip(chats, people, strict=True)]
        newcomer = server.user("新来的", language_code="zh-hans")
        room = server.private_chat(newcomer)
        sent = len(calls)
        commands = [room.send(newcomer, command) for command in ("/start", "/help")]
        told = [room.wait_for_message(after=command) for command in commands]
        before = len(calls) - sent
        for chat, question in zip(chats, asked, strict=True):
            assert chat.wait_for_reply(question).marked("bold")[0] == GOAL
    assert len(told) == 2
    # A question takes several calls.
    assert before < _CROWD, f"{before} calls of {len(calls)} before /start and /help"
