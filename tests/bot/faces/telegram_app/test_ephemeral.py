"""In a group, over real HTTP: what concerns one person is shown to that person alone, where the server can do that."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.config import GroupSettings
from retrieval.types import Missing
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import (
    GOAL,
    GOALS,
    RESULT,
    RESULTS,
    FakeAnswering,
    answered,
    citation,
    not_found,
    placed,
)
from tests.loopback import Group, LoopbackServer, Message, User

NOTHING = "火星人口"
ASKED = "2017年GDP目标"


@pytest.fixture(scope="module", autouse=True)
def _timedeltas() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


def answering() -> FakeAnswering:
    places = placed(GOALS, RESULTS)
    first, second = places
    cited = (
        replace(citation(GOALS, GOAL), passage=first),
        replace(citation(RESULTS, RESULT), passage=second),
    )
    return FakeAnswering({ASKED: answered(*cited), NOTHING: not_found(Missing.EVIDENCE)}, places=places)


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with (
        LoopbackServer(ephemeral=True) as running,
        running_bot(running, answering, GroupSettings(questions_per_person=4)),
    ):
        running.wait_for_call("deleteEphemeralMessage")
        running.wait_for_call("setMyCommands")
        yield running
        assert running.refusals == []


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("安", language_code="zh-hans")


@pytest.fixture
def group(server: LoopbackServer) -> Group:
    held = server.group("群")
    held.promote_bot()
    return held


def ask(group: Group, user: User, text: str) -> Message:
    return group.wait_for_reply(group.send(user, f"/ask {text}"))


def labelled(message: Message, label: str) -> str:
    return next(button.text for button in message.buttons if label in button.text)


def test_an_answer_is_for_everybody_and_a_refusal_for_who_asked(group: Group, user: User) -> None:
    assert ask(group, user, ASKED).marked("bold")[0] == GOAL
    group.send(user, f"/ask {NOTHING}")
    (refused,) = group.shown_to(user)
    assert refused.text.startswith("没有找到能回答这个问题的原话。")
    assert [one.marked("bold")[:1] for one in group.messages_from_bot()] == [[GOAL]]


def test_the_paragraph_is_opened_and_turned_for_who_taps(
    server: LoopbackServer, group: Group, user: User
) -> None:
    answer = ask(group, user, ASKED)
    other = server.user("北", language_code="zh-hans")
    group.send(other, "大家好")
    assert group.press(other, answer, labelled(answer, "原文")).answer().url is None
    (opened,) = group.shown_to(other)
    assert GOALS.strip() in opened.text
    group.press(other, opened, labelled(opened, "下一段")).answer()
    (turned,) = group.shown_to(other)
    assert RESULTS.strip() in turned.text
    assert len(group.messages_from_bot()) == 1


def test_further_passages_are_for_who_taps(group: Group, user: User) -> None:
    answer = ask(group, user, ASKED)
    group.press(user, answer, labelled(answer, "更多")).answer()
    (further,) = group.shown_to(user)
    assert further.text.startswith("相关的段落：")


def test_help_and_the_quota_are_told_to_one(server: LoopbackServer, group: Group) -> None:
    eager = server.user("丙", language_code="zh-hans")
    group.send(eager, "/help@yinju_test_bot")
    assert group.shown_to(eager)[0].text.startswith("👥 群里：")
    for _ in range(4):
        group.send(eager, f"/ask {ASKED}")
    assert "4个问题" in group.shown_to(eager, 2)[-1].text
    assert len(group.wait_for_messages(3)) == 3


def test_where_the_bot_is_no_admin_only_a_tap_is_answered_so(server: LoopbackServer, user: User) -> None:
    group = server.group("另一群")
    refused = ask(group, user, NOTHING)
    assert refused.text.startswith("没有找到能回答这个问题的原话。")
    answer = ask(group, user, ASKED)
    group.press(user, answer, labelled(answer, "原文")).answer()
    assert GOALS.strip() in group.shown_to(user)[0].text
    calls = [call for call in server.calls_of("sendMessage") if call.chat_id == group.id]
    assert [call.status for call in calls] == [403, 200, 200, 200], "a refusal is remembered"
    server.api.calls.remove(calls[0])


def test_a_tap_too_long_ago_opens_the_private_chat(server: LoopbackServer, user: User) -> None:
    group = server.group("第三群")
    answer = ask(group, user, ASKED)
    server.fail("sendMessage", status=403, chat_id=group.id)
    shown = group.press(user, answer, labelled(answer, "原文")).answer()
    assert shown.url is not None
    assert shown.url.startswith("https://t.me/yinju_test_bot?start=p-")
    assert GOALS.strip() in server.private_chat(user).wait_for_message(after=user.open_link(shown.url)).text


def test_a_server_without_them_is_asked_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.faces.telegram_app.ephemeral")
    with LoopbackServer() as server, running_bot(server, answering):
        server.wait_for_call("setMyCommands")
        user, group = server.user("安", language_code="zh-hans"), server.group("群")
        group.promote_bot()
        assert ask(group, user, NOTHING).text.startswith("没有找到能回答这个问题的原话。")
        answer = ask(group, user, ASKED)
        assert [button.url is None for button in answer.buttons[:2]] == [False, False]
        assert len(server.calls_of("deleteEphemeralMessage")) == 1
        assert not any("ephemeral_message_parameters" in call.params for call in server.calls)
    assert [record.message for record in caplog.records] == [
        "The server has no messages for one person alone; in a group, everybody sees all."
    ]
