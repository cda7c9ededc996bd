"""Sharing, copying and inline cards over real HTTP, on servers that know the newer buttons and on one that does not."""

from __future__ import annotations

import logging

import pytest

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
    question,
)
from tests.loopback import Chat, LoopbackServer, Message, User

PASSAGES = placed(RESULTS, GOALS)
ANSWERS = {
    "目标": answered(citation(GOALS, GOAL)),
    "没有": not_found(Missing.EVIDENCE, citation(), asked=question("没有")),
}


def shared_query(message: Message) -> str:
    chosen = message.button("分享").raw["switch_inline_query_chosen_chat"]
    assert all(chosen[f"allow_{kind}_chats"] for kind in ("user", "group", "channel"))
    return str(chosen["query"])


def ask(server: LoopbackServer, text: str = "GDP目标") -> tuple[User, Chat, Message]:
    user = server.user("安", language_code="zh-hans")
    chat = server.private_chat(user)
    return user, chat, chat.ask(user, text)


def test_a_share_is_the_card_of_the_answer(own_server: LoopbackServer) -> None:
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS, places=PASSAGES)):
        user, _, answer = ask(own_server)
        (card,) = user.inline(shared_query(answer)).results
        there = own_server.private_chat(own_server.user("鲍"))
        sent = user.choose(card, there)
    assert sent.marked("bold")[0] == GOAL
    assert sent.text.endswith("段")
    assert [button.text for button in sent.buttons] == ["📖 原文"]


def test_what_the_question_does_not_find_again_is_shared_all_the_same(own_server: LoopbackServer) -> None:
    """Of an answer in a chat that has chosen documents, or to a follow-up."""
    held = {
        "GDP目标": answered(citation(RESULTS, RESULT, paragraph=30)),
        "那目标": answered(asked=question("GDP目标")),
    }
    with running_bot(own_server, lambda: FakeAnswering(held, places=PASSAGES)):
        user, _, answer = ask(own_server, "那目标")
        (card,) = user.inline(shared_query(answer)).results
        (gone,) = user.inline("没有 p-00000000000000ff-1-2").results[:1]
    assert (card.id, card.title) == ("shared", GOAL)
    assert card.text.splitlines()[0] == GOAL
    assert gone.id == "answer"


def test_copying_says_where_the_words_stand(own_server: LoopbackServer) -> None:
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS)):
        _, _, answer = ask(own_server)
    copied = answer.button("复制").raw["copy_text"]["text"]
    assert copied.splitlines() == [
        f"2017年目标：{GOAL}",
        "— 盘锦市2017年政府工作报告 · 二、2017年工作总体要求 · 第31段",
    ]
    assert answer.markup is not None
    assert [len(row) for row in answer.markup["inline_keyboard"]] == [3, 3]


def test_a_server_that_knows_no_newer_buttons(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with LoopbackServer(newer_buttons=False) as server:
        with running_bot(server, lambda: FakeAnswering(ANSWERS)):
            user, chat, answer = ask(server)
            again = chat.ask(user, "GDP目标")
        refused = [call for call in server.calls_of("sendMessage") if call.status == 400]
    assert answer.marked("bold")[0] == again.marked("bold")[0] == GOAL
    assert {"复制"} & {button.text for one in (answer, again) for button in one.buttons} == set()
    assert (again.button("分享").url or "").startswith("https://t.me/share/url?")
    assert len(refused) == 1
    assert caplog.text.count("knows no buttons that copy or share") == 1


def test_a_bot_without_inline_mode_shares_an_address() -> None:
    with LoopbackServer(inline_mode=False) as server, running_bot(server, lambda: FakeAnswering(ANSWERS)):
        _, _, answer = ask(server)
    assert (answer.button("分享").url or "").startswith("https://t.me/share/url?")
    assert "copy_text" in answer.button("复制").raw


@pytest.mark.parametrize("typed", ["20", "2017年", "二〇一七年", "7.5%", "粮"])
def test_the_beginning_of_a_question_gets_no_card(own_server: LoopbackServer, typed: str) -> None:
    fake = FakeAnswering(ANSWERS)
    with running_bot(own_server, lambda: fake):
        shown = own_server.user("安", language_code="zh-hans").inline(typed)
    assert (shown.results, fake.asked) == ((), [])
    assert shown.button == {"text": "💬 私聊问我", "start_parameter": "inline"}


def test_what_is_not_sure_is_not_kept_for_long(own_server: LoopbackServer) -> None:
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS)):
        user = own_server.user("安", language_code="en")
        sure, unsure = user.inline("GDP目标"), user.inline("没有")
        hello = own_server.private_chat(user).start(user, "inline")
    assert (sure.cache_time, sure.button) == (300, None)
    assert (unsure.cache_time, unsure.button) == (
        30,
        {"text": "💬 Ask me in private", "start_parameter": "inline"},
    )
    assert hello.text
