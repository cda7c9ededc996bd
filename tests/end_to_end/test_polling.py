"""The bot by long polling: private chats, groups, topics, inline, languages, while twenty others ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, SECTION, TITLE, Home, RunningBot
from tests.end_to_end.report_questions import KNOWN
from tests.loopback import LoopbackServer, utf16_length
from tests.loopback.stubs import MEDIA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.loopback import Chat, Group, Message, User

SOURCE = f"{TITLE} · 第51段"
CHATTER = [
    "大家好",
    QUESTION,
    "@somebody_else_bot 2017年GDP增长目标是多少",
    "/ask@somebody_else_bot 2017年GDP增长目标是多少",
    "/start",
    "/help",
    "/unknown",
    "yinju_test_bot 在吗",
    "someone@yinju_test_bot.example",
]


@pytest.fixture(scope="module")
def server(new_home: Callable[[], Home]) -> Iterator[LoopbackServer]:
    """A server that shows the bot every message of its groups, with the bot running against it."""
    with LoopbackServer(privacy=False) as running, RunningBot(running, new_home()) as bot:
        bot.wait_for("The documents are open")
        yield running


@pytest.fixture(autouse=True)
def _nothing_was_done_wrongly(server: LoopbackServer) -> Iterator[None]:
    yield
    assert server.refusals == []
    assert server.flood_violations == []


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("小明", language_code="zh-hans")


@pytest.fixture
def chat(server: LoopbackServer, user: User) -> Chat:
    return server.private_chat(user)


@pytest.fixture
def group(server: LoopbackServer) -> Group:
    return server.group("读报告")


def bold(message: Message) -> list[str]:
    return message.marked("bold")


def test_a_private_question(chat: Chat, user: User) -> None:
    answer = chat.ask(user, QUESTION)
    assert answer.text.startswith(ANSWER)
    assert bold(answer) == [ANSWER, ANSWER]
    assert answer.marked("blockquote") == []
    (quote,) = answer.marked("expandable_blockquote")
    assert quote.startswith(f"…{ANSWER}；固定资产投资增长13%"), "it begins at the words that answer"
    assert quote.endswith("农村常住居民人均可支配收入增长8.5%。"), "and is cut nowhere else"
    assert answer.text.splitlines() == [ANSWER, quote, SOURCE]
    (link,) = answer.links
    assert link.startswith("https://t.me/")
    chat.press(user, answer, "📖 原文")
    opened = chat.wait_for_message(after=answer).text
    assert SECTION in opened
    assert f"主要预期目标是：{ANSWER}；固定资产投资增长13%" in opened


def test_the_same_line_in_english_and_in_traditional_characters(chat: Chat, user: User) -> None:
    english = chat.ask(user, "2017 GDP growth target")
    assert (bold(english)[0], english.text.splitlines()[-1]) == (ANSWER, f"{TITLE} · para. 51")
    assert "GDP · 2017 target · Panjin" in english.text, "what the Chinese words say"
    traditional = chat.ask(user, "2017年GDP增長目標是多少")
    assert (bold(traditional)[0], traditional.text.splitlines()[-1]) == (ANSWER, SOURCE)


def test_twenty_others_ask_at_once(server: LoopbackServer, chat: Chat, user: User, group: Group) -> None:
    others = [server.user(f"用户{number}", language_code="zh-hans") for number in range(len(KNOWN))]
    assert len(others) == 20
    rooms = [server.private_chat(other) for other in others]
    asked = [
        room.send(other, question) for room, other, (question, *_) in zip(rooms, others, KNOWN, strict=True)
    ]
    mine = chat.send(user, QUESTION)
    mention = group.send(user, f"@{server.username} {QUESTION}")
    cards = user.ask_inline(QUESTION)

    assert bold(chat.wait_for_answer(chat.wait_for_message(after=mine)))[0] == ANSWER
    assert bold(group.wait_for_answer(group.wait_for_reply(mention)))[0] == ANSWER
    assert cards.answer().results[0].title == ANSWER
    wrong = []
    for room, message, (question, words, _) in zip(rooms, asked, KNOWN, strict=True):
        answers = [room.wait_for_answer(one) for one in room.wait_for_messages(1, after=message)]
        if len(answers) != 1 or words not in bold(answers[0])[0]:
            wrong.append((question, [one.text for one in answers]))
    assert wrong == []


def test_a_group_hears_answers_only_when_it_asks(server: LoopbackServer, group: Group, user: User) -> None:
    mention = group.send(user, f"@{server.username} {QUESTION}")
    answer = group.wait_for_reply(mention)
    assert bold(answer)[0] == ANSWER
    assert bold(group.wait_for_reply(group.send(user, f"/ask {QUESTION}")))[0] == ANSWER
    assert bold(group.wait_for_reply(group.send(user, f"/ask@{server.username} {QUESTION}")))[0] == ANSWER
    follow_up = group.send(user, "2017年固定资产投资增长目标", reply_to=answer)
    assert bold(group.wait_for_reply(follow_up))[0] == "固定资产投资增长13%"
    somebody = group.send(server.user("小红"), QUESTION)
    called = group.send(user, f"@{server.username}", reply_to=somebody)
    assert bold(group.wait_for_reply(called))[0] == ANSWER

    last = called
    for words in CHATTER:
        last = group.send(user, words)
    group.send_media(user, "photo", caption=QUESTION)
    group.send_media(user, "sticker")
    group.send(server.user("小红"), "好的", reply_to=last)
    group.edit(user, last, f"@{server.username} {QUESTION}")
    server.settle()
    assert len(group.messages_from_bot()) == 5


def test_a_group_is_told_how_to_ask(server: LoopbackServer, group: Group, user: User) -> None:
    hint = group.wait_for_reply(group.send(user, f"/ask@{server.username}"))
    assert hint.text == "请把问题写在后面，例如：/ask 2017年GDP增长目标是多少"
    welcome = group.wait_for_reply(group.send(user, f"/help@{server.username}"))
    assert f"@{server.username}" in welcome.text


def test_an_answer_stays_in_its_topic(server: LoopbackServer, user: User) -> None:
    forum = server.group("论坛", forum=True)
    targets, other = forum.topic("目标", user), forum.topic("闲聊", user)
    question = forum.send(user, f"/ask {QUESTION}", topic=targets)
    in_general = forum.send(user, f"@{server.username} {QUESTION}")
    assert forum.wait_for_reply(question).thread_id == targets
    assert forum.wait_for_reply(in_general).thread_id is None
    forum.send(user, QUESTION, topic=other)
    server.settle()
    assert len(forum.messages_from_bot()) == 2


def test_anonymous_admins_and_channels_are_answered(server: LoopbackServer, group: Group) -> None:
    assert bold(group.wait_for_reply(group.send_anonymously(f"/ask {QUESTION}")))[0] == ANSWER
    channel = server.channel("频道")
    as_channel = group.send_as_channel(channel, f"@{server.username} {QUESTION}")
    assert bold(group.wait_for_reply(as_channel))[0] == ANSWER
    channel.publish(f"@{server.username} {QUESTION}")
    server.settle()
    assert channel.messages_from_bot() == []


def test_inline(server: LoopbackServer, chat: Chat, user: User) -> None:
    shown = user.inline("2017 GDP growth target")
    best = shown.results[0]
    assert best.title == f"GDP · 2017 target · Panjin: {ANSWER}"
    assert TITLE in best.description
    assert len({result.id for result in shown.results}) == len(shown.results)
    assert bold(user.choose(best, chat))[0] == ANSWER
    assert user.inline(QUESTION).results[0].title == ANSWER
    assert [result.title for result in user.inline("").results].count("2017 GDP growth target") == 1
    nothing = user.inline("2018年GDP增长目标")
    assert [(one.title, one.description) for one in nothing.results] == [
        ("没有找到", "这些文件里没有2018年的内容。")
    ]
    assert shown.seconds < 2
    server.settle()
    assert chat.messages_from_bot() == []  # the chosen card came back as a message, and is not a question


@pytest.mark.parametrize("command", ["/start", "/start from-a-link"])
@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param("zh-hans", "我用文件里的原话回答", id="zh-hans"),
        pytest.param("zh-hant", "我用文件裡的原話回答", id="zh-hant"),
        pytest.param("en", "in documents' own words", id="en"),
    ],
)
def test_welcome_in_the_language_of_the_user(
    server: LoopbackServer, command: str, code: str, words: str
) -> None:
    somebody = server.user("某人", language_code=code)
    chat = server.private_chat(somebody)
    welcome = chat.ask(somebody, command)
    assert words in welcome.text
    assert TITLE in welcome.text
    assert "/help" in welcome.text
    first, *others = welcome.buttons
    assert len(others) >= 2
    chat.press(somebody, welcome, first.text)
    answer = chat.wait_for_message(after=welcome)
    assert (bold(answer)[0], TITLE in answer.text) == (ANSWER, True)


@pytest.mark.parametrize(
    ("code", "words", "source"),
    [
        pytest.param("zh-hans", "💬 直接发问题，中文英文都行", "原文", id="zh-hans"),
        pytest.param("zh-hant", "💬 直接傳問題，中文英文都行", "原文", id="zh-hant"),
        pytest.param("en", "💬 Just ask, Chinese or English", "source", id="en"),
    ],
)
def test_help_in_the_language_of_the_user(server: LoopbackServer, code: str, words: str, source: str) -> None:
    somebody = server.user("某人", language_code=code)
    chat = server.private_chat(somebody)
    told = chat.ask(somebody, "/help")
    lines = told.text.splitlines()
    assert (lines[0], len(lines) <= 8) == (words, True)
    assert f"@{server.username}" in told.text
    assert {"/use", "/sources", "/ask", "/status", "/language", "/privacy"} <= set(
        re.findall(r"/[a-z]+", told.text)
    )
    assert source in told.text
    chat.ask(somebody, QUESTION)
    assert SECTION in chat.ask(somebody, source).text, "what it says to type opens the paragraph"


def test_the_menu_is_set_in_two_languages(server: LoopbackServer) -> None:
    server.wait_for_call("setMyShortDescription", 2)
    assert [one["command"] for one in server.commands()] == ["ask", "compare", "check", "help", "sources"]
    assert [one["description"] for one in server.commands(language="zh")] == [
        "问一个问题",
        "比较一项指标：几个地方或几年",
        "核实一个说法",
        "怎么用",
        "有哪些文件",
    ]


@pytest.mark.parametrize("kind", list(MEDIA))
def test_what_is_no_text_gets_a_hint(chat: Chat, user: User, kind: str) -> None:
    hint = chat.wait_for_message(after=chat.send_media(user, kind))
    assert hint.text == "我只看得懂文字。请把问题打出来，例如：2017年GDP增长目标是多少"


def test_a_caption_is_a_question(chat: Chat, user: User) -> None:
    assert bold(chat.wait_for_message(after=chat.send_media(user, "photo", caption=QUESTION)))[0] == ANSWER


def test_edits_and_service_messages_are_not_answered(server: LoopbackServer, chat: Chat, user: User) -> None:
    question = chat.send(user, QUESTION)
    chat.wait_for_message(after=question)
    chat.edit(user, question, "2017年固定资产投资增长目标")
    chat.send_raw({"from": user.json, "pinned_message": question.json})
    server.settle()
    assert len(chat.messages_from_bot()) == 1


def test_ask_without_a_question(chat: Chat, user: User) -> None:
    assert chat.ask(user, "/ask").text == "请把问题写在后面，例如：/ask 2017年GDP增长目标是多少"
    assert bold(chat.ask(user, f"/ask {QUESTION}"))[0] == ANSWER


def test_a_year_the_report_does_not_tell(chat: Chat, user: User) -> None:
    answer = chat.ask(user, "2018年GDP增长目标是多少")
    assert answer.text.startswith("这些文件里没有2018年的内容。")
    assert "最接近的段落（不是答案）：" in answer.text
    assert bold(answer) == []
    english = chat.ask(user, "2018 GDP growth target")
    assert english.text.startswith("These documents say nothing about 2018.")


def test_both_years_when_none_is_named(chat: Chat, user: User) -> None:
    answer = chat.ask(user, "GDP")
    assert set(bold(answer)[:2]) == {"预计实现地区生产总值1100亿元", ANSWER}
    assert "2016" in answer.text.split("预计实现")[0]


@pytest.mark.parametrize(
    "question",
    [
        "<b>2017年</b>GDP增长目标是多少 & <script>alert(1)</script> </blockquote>",
        "*2017年* _GDP_ `增长` [目标](http://example.com) ||是多少||",
        "&lt;b&gt; 2017年GDP增长目标 &amp; &#60;",
    ],
    ids=["html", "markdown", "entities"],
)
def test_markup_in_a_question_is_only_text(
    server: LoopbackServer, chat: Chat, user: User, question: str
) -> None:
    answer = chat.ask(user, question)
    assert bold(answer) == [ANSWER, ANSWER]
    assert all(link.startswith(f"https://t.me/{server.username}?start=p-") for link in answer.links)


@pytest.mark.parametrize("question", ["😀🎉", "\u200b\u2060", "？？？"], ids=["emoji", "invisible", "marks"])
def test_a_message_without_words(chat: Chat, user: User, question: str) -> None:
    assert "例如" in chat.ask(user, question).text


def test_the_longest_message(chat: Chat, user: User) -> None:
    question = (QUESTION * 400)[:4096]
    assert utf16_length(question) == 4096
    assert chat.ask(user, question).text == "这个问题太长了，请缩短成一两句话再问。"
    assert bold(chat.ask(user, QUESTION))[0] == ANSWER


def test_nothing_that_was_said_is_over_the_limit(server: LoopbackServer) -> None:
    said = server.messages_from_bot()
    assert len(said) > 50
    assert max(utf16_length(message.text) for message in said) <= 4096
