"""Words of a conversation, replies and claims over real HTTP: what is meant is told by what they are said under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from retrieval.types import Act, Answer, Missing
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import (
    GOALS,
    RESULT,
    RESULTS,
    FakeAnswering,
    answered,
    citation,
    off_topic,
    placed,
    question,
)
from tests.loopback import LoopbackServer, User

CLAIM = "报告说失业率控制在3%以内"


def act(act: Act) -> Answer:
    return off_topic(Missing.SMALL_TALK, replace(question("…"), act=act))


ANSWERS: dict[str, Answer | Exception] = {
    "GDP": replace(answered(), question=question("GDP")),
    "投资": replace(answered(citation(RESULTS, RESULT, paragraph=32)), question=question("投资")),
    "原文": act(Act.SOURCE),
    "真的吗": act(Act.SURE),
    "谢谢": act(Act.THANKS),
    "帮助": act(Act.HELP),
}


@pytest.fixture(scope="module", autouse=True)
def _timedeltas() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


@pytest.fixture(scope="module")
def answering(server: LoopbackServer) -> Iterator[FakeAnswering]:
    fake = FakeAnswering(ANSWERS, places=placed(GOALS, RESULTS, first=31))
    with running_bot(server, lambda: fake):
        yield fake


@pytest.fixture
def users(server: LoopbackServer, answering: FakeAnswering) -> tuple[User, User]:
    return server.user("安", language_code="zh-hans"), server.user("鲍", language_code="zh-hans")


def test_a_reply_takes_the_question_of_the_answer_whoever_replies(
    server: LoopbackServer, answering: FakeAnswering, users: tuple[User, User]
) -> None:
    group = server.group("群")
    ann, bob = users
    first = group.wait_for_reply(group.send(ann, "/ask GDP"))
    group.wait_for_reply(group.send(ann, "/ask 投资"))
    group.wait_for_reply(group.send(bob, "那2016年呢", reply_to=first))
    assert answering.asked[-1] == ("那2016年呢", "GDP")
    group.wait_for_reply(group.send(ann, "那2016年呢", reply_to=first))
    assert answering.asked[-1] == ("那2016年呢", "GDP")
    source = group.wait_for_reply(group.send(bob, "真的吗", reply_to=first))
    assert GOALS.strip() in source.text


@pytest.mark.parametrize("remark", ["", "真的吗？", "查一下", "帮忙回答", "is this true?"])
def test_a_few_words_under_a_claim_take_the_claim(
    server: LoopbackServer, answering: FakeAnswering, users: tuple[User, User], remark: str
) -> None:
    group = server.group("群")
    ann, bob = users
    claim = group.send(ann, CLAIM)
    group.wait_for_reply(group.send(bob, f"@{server.username} {remark}", reply_to=claim))
    assert answering.asked[-1][0] == CLAIM


def test_a_question_under_a_message_is_itself(
    server: LoopbackServer, answering: FakeAnswering, users: tuple[User, User]
) -> None:
    group = server.group("群")
    ann, bob = users
    claim = group.send(ann, CLAIM)
    group.wait_for_reply(group.send(bob, f"@{server.username} GDP", reply_to=claim))
    assert answering.asked[-1][0] == "GDP"


def test_words_in_private(server: LoopbackServer, users: tuple[User, User]) -> None:
    ann, _ = users
    chat = server.private_chat(ann)
    assert chat.ask(ann, "原文").text.startswith("前面还没有回答。先问一个问题吧，例如：")
    chat.ask(ann, "GDP")
    assert GOALS.strip() in chat.ask(ann, "原文").text
    assert chat.ask(ann, "帮助").text.startswith("💬 直接发问题")


def test_thanks_get_a_reaction_or_where_there_are_none_words(
    server: LoopbackServer, users: tuple[User, User]
) -> None:
    ann, _ = users
    chat = server.private_chat(ann)
    thanks = chat.send(ann, "谢谢")
    (call,) = server.wait_for_call("setMessageReaction")
    assert (call.chat_id, call.params["message_id"], call.status) == (chat.id, thanks.message_id, 200)
    assert call.params["reaction"] == [{"type": "emoji", "emoji": "👍"}]
    server.settle()
    assert chat.messages_from_bot() == []

    server.fail("setMessageReaction", status=400, description="Bad Request: REACTION_INVALID")
    assert chat.ask(ann, "谢谢").text in {"不客气！", "别客气，有问题再问。", "好的。"}
