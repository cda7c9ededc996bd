"""Conversations with the handlers, over real HTTP: what people see in private, in groups and inline."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from retrieval.types import Answer, Missing
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import (
    GOAL,
    RESULT,
    FakeAnswering,
    ambiguous,
    answered,
    citation,
    not_found,
    question,
)
from tests.loopback import Chat, LoopbackServer, User

ANSWERS: dict[str, Answer | Exception] = {
    "GDP": ambiguous(),
    "2018年GDP": not_found(Missing.YEAR, citation(), asked=question("2018年GDP", years=(2018,))),
    "谢谢": not_found(Missing.SMALL_TALK),
    "炸了": RuntimeError("secret detail"),
    "<b>": not_found(Missing.PLACE, asked=question("<b>", places=(frozenset({"<b>"}),))),
    "多少": answered(citation("增长7%。", "增长7%"), citation("投资增长13%。", paragraph=40)),
}


@dataclass(frozen=True)
class Person:
    user: User
    chat: Chat


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
    fake = FakeAnswering(ANSWERS)
    with running_bot(server, lambda: fake):
        yield fake


@pytest.fixture
def ann(server: LoopbackServer, answering: FakeAnswering) -> Person:
    user = server.user("安", language_code="zh-hans")
    return Person(user, server.private_chat(user))


def test_start_and_help(ann: Person) -> None:
    hello = ann.chat.ask(ann.user, "/start")
    assert hello.text.startswith("你好，我是引据。")
    assert hello.text.splitlines()[1] == "📄 现在能查：盘锦市2017年政府工作报告"
    assert hello.button("2017年GDP增长目标是多少").data == "q:1"
    assert ann.chat.ask(ann.user, "/help").text.startswith("💬 直接发问题")
    assert ann.chat.ask(ann.user, "/foo").text == "没有 /foo 这个命令。怎么用：/help"


def test_a_private_question_gets_a_reply(ann: Person, answering: FakeAnswering) -> None:
    asked = ann.chat.send(ann.user, "2017年GDP增长目标")
    reply = ann.chat.wait_for_reply(asked)
    assert reply.marked("bold") == [GOAL, GOAL]
    assert len(reply.marked("blockquote")) == 1
    assert all(name.startswith("answering") for name in answering.threads)


def test_follow_ups_lean_on_the_last_question_answered_or_not(ann: Person, answering: FakeAnswering) -> None:
    for text in ("GDP", "2018年GDP", "谢谢", "那2016年呢"):
        ann.chat.wait_for_reply(ann.chat.send(ann.user, text))
    asked = [previous for _, previous in answering.asked[-4:]]
    assert asked == [None, "GDP", "2018年GDP", "2018年GDP"]


def test_a_follow_up_is_understood_after_a_restart(tmp_path: Path) -> None:
    fake = FakeAnswering(ANSWERS)
    with LoopbackServer() as server:
        user = server.user("安", language_code="zh-hans")
        chat = server.private_chat(user)
        for text in ("2018年GDP", "那2016年呢"):
            with running_bot(server, lambda: fake, database=tmp_path / "kept.sqlite"):
                chat.ask(user, text)
    assert fake.asked == [("2018年GDP", None), ("那2016年呢", "2018年GDP")]


def test_nobody_sees_what_another_asked(
    server: LoopbackServer, ann: Person, answering: FakeAnswering
) -> None:
    ann.chat.ask(ann.user, "GDP")
    other = server.user("鲍", language_code="en")
    group = server.group("群")
    server.private_chat(other).ask(other, "那2016年呢")
    group.wait_for_reply(group.send(ann.user, "/ask 那2017年呢"))
    assert answering.asked[-2:] == [("那2016年呢", None), ("那2017年呢", None)]


def test_an_error_is_a_sentence_in_the_users_language(server: LoopbackServer, ann: Person) -> None:
    assert ann.chat.ask(ann.user, "炸了").text == "抱歉，这个问题没能答上来，是我这边出了错。请过一会儿再试。"
    other = server.user("Bob", language_code="en")
    assert server.private_chat(other).ask(other, "炸了").text == (
        "Sorry, something went wrong on my side. Please try again in a moment."
    )


def test_markup_typed_by_a_user_comes_back_as_text(ann: Person) -> None:
    reply = ann.chat.ask(ann.user, "<b>")
    assert reply.text == "这些文件里没有<b>的内容。"
    assert reply.entities == ()


def test_hints(server: LoopbackServer, ann: Person) -> None:
    sticker = ann.chat.send_media(ann.user, "sticker")
    assert ann.chat.wait_for_reply(sticker).text == (
        "我只看得懂文字。请把问题打出来，例如：2017年GDP增长目标是多少"
    )
    assert ann.chat.ask(ann.user, "/ask").text == "请把问题写在后面，例如：/ask 2017年GDP增长目标是多少"
    group = server.group("群")
    group.send_media(ann.user, "sticker")
    assert group.messages_within(0.2) == []


def test_groups_hear_only_when_addressed(server: LoopbackServer, ann: Person) -> None:
    group = server.group("论坛", forum=True)
    group.promote_bot()
    topic = group.topic("报告", ann.user)
    group.send(ann.user, "GDP是多少", topic=topic)
    asked = group.send(ann.user, f"@{server.username} GDP", topic=topic)
    reply = group.wait_for_reply(asked)
    assert reply.marked("bold")[:2] == [RESULT, GOAL]
    assert reply.thread_id == topic
    followed = group.send(ann.user, "2018年GDP", reply_to=reply, topic=topic)
    assert group.wait_for_reply(followed).text.startswith("这些文件里没有2018年的内容。")
    anonymous = group.send_anonymously("/ask GDP", topic=topic)
    assert group.wait_for_reply(anonymous).marked("bold")[:2] == [RESULT, GOAL]
    assert len(group.messages_from_bot()) == 3


def test_refused_markup_still_brings_the_answer(server: LoopbackServer, ann: Person) -> None:
    server.fail(
        "sendMessage", status=400, description="Bad Request: can't parse entities", chat_id=ann.chat.id
    )
    assert ann.chat.ask(ann.user, "GDP").entities == ()


def test_inline_shows_the_answer_first(ann: Person) -> None:
    cards = ann.user.inline("多少")
    assert [(card.id, card.title, card.description) for card in cards.results] == [
        ("answer", "增长7%", "增长7%。 · 盘锦市2017年政府工作报告"),
        ("passage-1", "投资增长13%。", "盘锦市2017年政府工作报告 · 二、2017年工作总体要求 · 第40段"),
    ]
    assert (cards.cache_time, cards.is_personal) == (300, False)
    assert cards.results[0].text.startswith("增长7%\n增长7%。\n盘锦市2017年政府工作报告 · ")
    opened = [card.markup["inline_keyboard"] for card in cards.results if card.markup]
    assert [[button["text"] for button in row] for (row,) in opened] == [["📖 原文"], ["📖 原文"]]
    assert ann.user.open_link(opened[1][0][0]["url"]).text
    group_title = ann.user.inline("GDP").results[0].title
    assert group_title == f"2016年实际：{RESULT}；2017年目标：{GOAL}"


def test_inline_without_a_result_or_a_query(ann: Person) -> None:
    (card,) = ann.user.inline("2018年GDP").results
    assert (card.title, card.description) == ("没有找到", "这些文件里没有2018年的内容。")
    examples = ann.user.inline("")
    assert examples.results[0].title == "2017年GDP增长目标是多少"
    assert {card.description for card in examples.results} == {"试一试", "試一試", "Try it"}
    assert examples.is_personal is False
    button = examples.results[0].raw["reply_markup"]["inline_keyboard"][0][0]
    assert button == {"text": "试一试", "switch_inline_query_current_chat": "2017年GDP增长目标是多少"}
    assert ann.user.inline("炸了").results == ()


def test_what_the_bot_posted_inline_is_not_a_question(ann: Person, answering: FakeAnswering) -> None:
    card = ann.user.inline("GDP").results[0]
    asked = len(answering.asked)
    ann.user.choose(card, ann.chat)
    ann.chat.ask(ann.user, "/help")
    assert len(answering.asked) == asked


def test_questions_wait_for_the_documents() -> None:
    opening = threading.Event()
    fake = FakeAnswering(ANSWERS)

    def slowly() -> FakeAnswering:
        opening.wait(10)
        return fake

    with LoopbackServer() as server, running_bot(server, slowly):
        user = server.user("安", language_code="zh-hant")
        chat = server.private_chat(user)
        assert chat.ask(user, "/start").text.splitlines()[1].startswith("⏳ 文件正在載入")
        inline = user.ask_inline("GDP")
        notice = chat.wait_for_reply(chat.send(user, "GDP"))
        assert notice.text == "⏳ 正在載入文件，馬上回答你…"
        loading = inline.answer()
        assert [card.id for card in loading.results] == ["loading"]
        assert loading.cache_time == 0
        opening.set()
        assert chat.wait_for_edit(notice).marked("bold")[:2] == [RESULT, GOAL]
        assert len(chat.messages_from_bot()) == 2


def test_questions_that_wait_when_the_bot_stops_hear_of_it() -> None:
    with LoopbackServer() as server:
        with running_bot(server, threading.Event().wait):  # type: ignore[arg-type]
            user = server.user("安", language_code="zh-hans")
            chat = server.private_chat(user)
            notice = chat.wait_for_reply(chat.send(user, "GDP"))
        assert chat.wait_for_edit(notice).text == (
            "我正在重新启动，回来就回答你；一分钟后还没有的话，请再问一次。"
        )


def test_an_example_is_asked_by_its_button(ann: Person, answering: FakeAnswering) -> None:
    hello = ann.chat.ask(ann.user, "/start")
    assert len(hello.buttons) == 3
    pressed = ann.chat.press(ann.user, hello, "2016年固定资产投资完成多少")
    answer = ann.chat.wait_for_reply(hello)
    assert pressed.answer().text == ""
    assert answer.marked("bold")[0] == GOAL
    assert answering.asked[-1][0] == "2016年固定资产投资完成多少"
    forged = ann.chat.press(ann.user, hello, "q:9", forged=True).answer()
    assert forged.text == "按钮已经更新，请再点一次。"


def test_a_greeting_does_not_wait_for_examples() -> None:
    slow = FakeAnswering(seconds={"2017年GDP增长目标是多少": 3.0, "2017年城镇新增就业目标": 3.0})
    with LoopbackServer() as server, running_bot(server, lambda: slow):
        user = server.user("安", language_code="zh-hans")
        chat = server.private_chat(user)
        chat.ask(user, "GDP")
        begun = time.monotonic()
        hello = chat.ask(user, "/start")
        answered_by = chat.ask(user, "GDP")
        assert time.monotonic() - begun < 2.5
    assert hello.buttons[0].text == "2017年GDP增长目标是多少", "what is likely to be answered"
    assert answered_by.marked("bold")[0] == GOAL
