"""A restart in the middle: every accepted question of the last minute is answered, and answered once."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from retrieval.types import Language
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer


def test_answers_that_could_not_leave_before_the_stop_leave_after_it(
    own_server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.service._STOP_SECONDS", 0.1)
    database = tmp_path / "yinju.sqlite"
    users = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(3)]
    chats = [own_server.private_chat(user) for user in users]
    own_server.fail("sendMessage", status=500, times=None)
    with running_bot(own_server, FakeAnswering, database=database):
        asked = [chat.send(user, "2017年GDP目标") for chat, user in zip(chats, users, strict=True)]
        own_server.wait_for_call("sendMessage", 3)
    own_server.clear_faults()
    with running_bot(own_server, FakeAnswering, database=database):
        for chat, question in zip(chats, asked, strict=True):
            assert chat.wait_for_reply(question).marked("bold")[0] == GOAL
        own_server.settle()
    with running_bot(own_server, FakeAnswering, database=database):
        own_server.settle()
    assert {len(chat.messages_from_bot()) for chat in chats} == {1}


def test_who_waited_for_the_documents_is_answered_by_the_next_run(
    own_server: LoopbackServer, tmp_path: Path
) -> None:
    database = tmp_path / "yinju.sqlite"
    user = own_server.user("安", language_code="zh-hans")
    group = own_server.group("论坛", forum=True)
    topic = group.topic("报告", user)
    with running_bot(own_server, threading.Event().wait, database=database):  # type: ignore[arg-type]
        asked = group.send(user, "/ask 2017年GDP目标", topic=topic)
        notice = group.wait_for_reply(asked)
    assert group.versions(notice)[-1].text.startswith("我正在重新启动，回来就回答你")
    with running_bot(own_server, FakeAnswering, database=database):
        answer = group.wait_for_message(after=notice)
        assert (answer.marked("bold")[0], answer.reply_to, answer.thread_id) == (
            GOAL,
            asked.message_id,
            topic,
        )
        own_server.settle()
    assert len(group.messages_from_bot()) == 2


def test_an_update_delivered_again_is_not_answered_again(
    own_server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bot that was killed has confirmed nothing of its last batch, but has kept the question."""
    monkeypatch.setattr("bot.faces.telegram_app.service._STOP_SECONDS", 0.1)
    database = tmp_path / "yinju.sqlite"
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    own_server.fail("sendMessage", status=500, times=None)
    with running_bot(own_server, FakeAnswering, database=database):
        asked = chat.send(user, "2017年GDP目标")
        own_server.wait_for_call("sendMessage")
    own_server.clear_faults()
    own_server.world.updates.add("message", asked.json, chat.id)
    with running_bot(own_server, FakeAnswering, database=database):
        chat.wait_for_reply(asked)
        own_server.settle()
    assert len(chat.messages_from_bot()) == 1


def test_the_language_a_chat_chose_is_spoken_around_its_answers(own_server: LoopbackServer) -> None:
    user = own_server.user("Ann", language_code="en")
    chat = own_server.private_chat(user)
    with running_bot(own_server, FakeAnswering) as storage:
        assert chat.ask(user, "2017年GDP目标").text.startswith(f"2017年目标：{GOAL}\n")
        asyncio.run(storage.chats.set_language(chat.id, Language.ENGLISH))
        assert chat.ask(user, "2017年GDP目标").text.startswith(f"{GOAL}\n2017 target")
