"""The send gate against a server in trouble: floods, time-outs, cuts, refusals, a group that moves."""

from __future__ import annotations

import time

import pytest

from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import Chat, LoopbackServer, Message, User


def _people(server: LoopbackServer, count: int) -> list[tuple[User, Chat]]:
    users = [server.user(f"用户{number}", language_code="zh-hans") for number in range(count)]
    return [(user, server.private_chat(user)) for user in users]


def _bold(message: Message) -> str:
    return message.marked("bold")[0]


def test_fifty_others_are_answered_while_one_chat_is_flooded(own_server: LoopbackServer) -> None:
    with running_bot(own_server, FakeAnswering):
        (user, flooded), *others = _people(own_server, 51)
        own_server.fail("sendMessage", retry_after=4, chat_id=flooded.id)
        begun = time.monotonic()
        mine = [flooded.send(user, f"2017年GDP目标 {number}") for number in range(3)]
        asked = [(chat, chat.send(other, "2017年GDP目标")) for other, chat in others]
        given = [chat.wait_for_reply(question) for chat, question in asked]
        assert {_bold(answer) for answer in given} == {GOAL}
        answers = flooded.wait_for_messages(3)
        first = min(answer.at for answer in answers)
        assert first - begun >= 4.0
        assert max(answer.at for answer in given) < first
        assert [answer.reply_to for answer in answers] == [question.message_id for question in mine]
        own_server.settle()
        assert [len(chat.messages_from_bot()) for _, chat in others] == [1] * 50
    assert own_server.flood_violations == []


def test_an_answer_whose_delivery_is_unknown_is_not_sent_twice(
    own_server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.application._READ_SECONDS", 0.5)
    ((user, chat),) = _people(own_server, 1)
    own_server.delay("sendMessage", 1.0, times=1, after=True)
    with running_bot(own_server, FakeAnswering):
        asked = chat.send(user, "2017年GDP目标")
        assert _bold(chat.wait_for_reply(asked)) == GOAL
        own_server.settle(quiet=1.5)
    assert len(chat.messages_from_bot()) == 1
    assert len(own_server.calls_of("sendMessage")) == 1


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_failing_server_gets_the_answer_once(own_server: LoopbackServer, status: int) -> None:
    ((user, chat),) = _people(own_server, 1)
    own_server.fail("sendMessage", status=status, times=2)
    with running_bot(own_server, FakeAnswering):
        assert _bold(chat.wait_for_reply(chat.send(user, "2017年GDP目标"))) == GOAL
        own_server.settle()
    first, second, third = own_server.calls_of("sendMessage")
    assert second.received - first.answered >= 0.5
    assert third.received - second.answered >= 1.0, "each wait is longer than the one before"
    assert len(chat.messages_from_bot()) == 1


def test_a_cut_connection_is_tried_again(own_server: LoopbackServer) -> None:
    ((user, chat),) = _people(own_server, 1)
    own_server.cut("sendMessage", times=2)
    with running_bot(own_server, FakeAnswering):
        assert _bold(chat.wait_for_reply(chat.send(user, "2017年GDP目标"))) == GOAL
        own_server.settle()
    assert len(chat.messages_from_bot()) == 1


def test_a_refused_quote_still_brings_the_answer_as_a_reply(own_server: LoopbackServer) -> None:
    user = own_server.user("安", language_code="zh-hans")
    group = own_server.group("群")
    own_server.fail("sendMessage", status=400, description="Bad Request: QUOTE_TEXT_INVALID")
    with running_bot(own_server, FakeAnswering):
        answer = group.wait_for_reply(group.send(user, "/ask 2017年GDP目标"))
    assert (_bold(answer), answer.quote) == (GOAL, None)


def test_a_group_that_moves_is_followed(own_server: LoopbackServer) -> None:
    """The old number is tried at most once: afterwards the gate knows the new one."""
    user = own_server.user("安", language_code="zh-hans")
    group = own_server.group("老群", basic=True)
    with running_bot(own_server, FakeAnswering):
        own_server.fail("sendMessage", retry_after=1, chat_id=group.id)
        for number in range(3):
            group.send(user, f"/ask 2017年GDP目标 {number}")
        own_server.wait_for_call("sendMessage")
        upgraded = group.upgrade(user)
        answers = upgraded.wait_for_messages(3)
        own_server.settle()
    assert [_bold(answer) for answer in answers] == [GOAL] * 3
    to_old = [call for call in own_server.calls_of("sendMessage") if call.chat_id == group.id]
    assert [call.status for call in to_old] == [429, 400]
    assert len(upgraded.messages_from_bot()) == 3


def test_typing_is_shown_only_while_a_search_is_slow(own_server: LoopbackServer) -> None:
    user = own_server.user("安", language_code="zh-hans")
    forum = own_server.group("论坛", forum=True)
    topic = forum.topic("报告", user)
    with running_bot(own_server, lambda: FakeAnswering(seconds={"慢": 0.6})):
        forum.wait_for_reply(forum.send(user, "/ask 2017年GDP目标", topic=topic))
        assert own_server.calls_of("sendChatAction") == []
        forum.wait_for_reply(forum.send(user, "/ask 慢", topic=topic))
        (shown,) = own_server.calls_of("sendChatAction")
        assert shown.params == {"chat_id": forum.id, "action": "typing", "message_thread_id": topic}
        own_server.refuse("sendChatAction")
        forum.wait_for_reply(forum.send(user, "/ask 慢", topic=topic))


def test_where_many_wait_few_see_the_sign(own_server: LoopbackServer) -> None:
    answering = FakeAnswering(seconds={"GDP目标": 1.0})
    users = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(30)]
    chats = [own_server.private_chat(user) for user in users]
    with running_bot(own_server, lambda: answering, workers=30):
        asked = [chat.send(user, "GDP目标") for chat, user in zip(chats, users, strict=True)]
        for chat, question in zip(chats, asked, strict=True):
            assert chat.wait_for_reply(question).marked("bold")[0] == GOAL
        own_server.settle()
    shown = {call.chat_id for call in own_server.calls_of("sendChatAction")}
    assert len(shown) == 16
