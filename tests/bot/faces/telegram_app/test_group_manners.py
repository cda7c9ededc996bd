"""Groups over real HTTP: who is answered, with which words quoted, how often, and what is passed over."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.config import GroupSettings
from retrieval.types import Answer
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering, answered, citation
from tests.loopback import Group, LoopbackServer, Message, User
from tests.loopback.stubs import MEDIA

OTHER = "投资增长13%"
ANSWERS: dict[str, Answer | Exception] = {"投资": answered(citation(f"{OTHER}。", OTHER))}
HIDDEN = {"forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "某人"}}


def _bold(message: Message) -> str:
    return message.marked("bold")[0]


@pytest.fixture(scope="module", autouse=True)
def _timedeltas() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(privacy=False) as running:
        yield running
        assert running.refusals == []


@pytest.fixture(scope="module", autouse=True)
def answering(server: LoopbackServer) -> Iterator[FakeAnswering]:
    fake = FakeAnswering(ANSWERS)
    with running_bot(server, lambda: fake):
        yield fake


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("安", language_code="zh-hans")


@pytest.fixture
def group(server: LoopbackServer) -> Group:
    return server.group("群")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("/ask 2017年GDP目标", "2017年GDP目标"),
        ("@yinju_test_bot，2017年GDP目标", "2017年GDP目标"),
        ("😀 请问 @yinju_test_bot 2017年GDP目标", "2017年GDP目标"),
        ("2017年GDP目标是多少 @yinju_test_bot 谢谢", "2017年GDP目标是多少"),
    ],
)
def test_the_answer_quotes_the_words_it_answers(group: Group, user: User, text: str, quote: str) -> None:
    answer = group.wait_for_reply(group.send(user, text))
    assert (_bold(answer), answer.quote) == (GOAL, quote)


def test_in_private_a_reply_needs_no_quote(server: LoopbackServer, user: User) -> None:
    chat = server.private_chat(user)
    assert chat.wait_for_reply(chat.send(user, "2017年GDP目标")).quote is None


def test_a_caption_is_quoted_too(group: Group, user: User) -> None:
    asked = group.send_media(user, "photo", caption="@yinju_test_bot 2017年GDP目标")
    assert group.wait_for_reply(asked).quote == "2017年GDP目标"


def test_a_mention_under_somebodys_message_asks_that(
    server: LoopbackServer, group: Group, user: User, answering: FakeAnswering
) -> None:
    said = group.send(server.user("鲍"), "投资")
    called = group.send(user, f"@{server.username}\u200b", reply_to=said)
    answer = group.wait_for_reply(called)
    assert (_bold(answer), answer.quote) == (OTHER, None)
    assert answering.asked[-1][0] == "投资"


def test_an_edited_question_gets_its_answer_edited(server: LoopbackServer, group: Group, user: User) -> None:
    asked = group.send(user, "/ask 2017年GDP目标")
    answer = group.wait_for_reply(asked)
    edited = group.edit(user, asked, "/ask 投资")
    assert _bold(group.wait_for_edit(answer)) == OTHER
    group.edit(user, edited, "不问了")
    unrelated = group.send(user, "闲聊")
    group.edit(user, unrelated, "/ask 投资")
    server.settle()
    assert len(group.messages_from_bot()) == 1


def test_a_question_added_by_editing_takes_the_place_of_the_hint(group: Group, user: User) -> None:
    asked = group.send(user, "/ask")
    hint = group.wait_for_reply(asked)
    group.edit(user, asked, "/ask 投资")
    assert _bold(group.wait_for_edit(hint)) == OTHER
    assert len(group.messages_from_bot()) == 1


def test_an_edit_that_overtakes_its_answer_waits_for_it(own_server: LoopbackServer) -> None:
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    own_server.delay("sendMessage", 0.4, times=1)
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS)):
        asked = chat.send(user, "2017年GDP目标")
        chat.edit(user, asked, "投资")
        answer = chat.wait_for_edit(chat.wait_for_reply(asked))
        assert _bold(answer) == OTHER
        own_server.settle()
    assert len(chat.messages_from_bot()) == 1


def test_after_a_minute_an_edit_changes_nothing(
    own_server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.recent_answers.EDITABLE_SECONDS", 0.2)
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    with running_bot(own_server, lambda: FakeAnswering(ANSWERS)):
        asked = chat.send(user, "2017年GDP目标")
        chat.wait_for_reply(asked)
        time.sleep(0.3)
        chat.edit(user, asked, "投资")
        own_server.settle()
    assert [(_bold(one), one.edits) for one in chat.messages_from_bot()] == [(GOAL, 0)]


def test_quotas_of_a_crowd_are_told_once(own_server: LoopbackServer) -> None:
    """Two hundred people ask four hundred questions at once."""
    fake = FakeAnswering()
    group = own_server.group("大群")
    people = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(200)]
    with running_bot(own_server, lambda: fake, GroupSettings(questions_per_group=18)):
        asked = [group.send(one, f"/ask 2017年GDP目标 {turn}") for turn in range(2) for one in people]
        said = group.wait_for_messages(19, timeout=30)
        own_server.settle(quiet=1.0)
        said = group.messages_from_bot()
    answers = [one for one in said if one.marked("bold")]
    assert sorted(one.reply_to or 0 for one in answers) == [one.message_id for one in asked[:18]]
    (notice,) = [one for one in said if not one.marked("bold")]
    assert notice.text == "这个群问得太快了，我一分钟最多答18个问题，请过一分钟再问。"
    assert notice.reply_to == asked[18].message_id
    assert len(fake.asked) == 18


def test_somebody_who_asks_too_much_is_told_once_and_others_are_answered(own_server: LoopbackServer) -> None:
    group, other_group = own_server.group("群"), own_server.group("另一个群")
    user, other = (own_server.user(name, language_code="zh-hans") for name in ("安", "鲍"))
    with running_bot(own_server, FakeAnswering, GroupSettings(questions_per_person=2)):
        mine = [group.send(user, f"/ask 2017年GDP目标 {number}") for number in range(6)]
        assert _bold(group.wait_for_reply(group.send(other, "/ask 2017年GDP目标"))) == GOAL
        assert _bold(other_group.wait_for_reply(other_group.send(user, "/ask 2017年GDP目标"))) == GOAL
        own_server.settle()
    said = {one.reply_to: one.text for one in group.messages_from_bot()}
    assert said[mine[2].message_id] == "在群里我一分钟答每人2个问题，请歇一会儿再问。"
    assert [one.message_id in said for one in mine] == [True, True, True, False, False, False]


def test_the_state_of_a_group_moves_along(
    own_server: LoopbackServer,
) -> None:
    fake = FakeAnswering()
    user = own_server.user("安", language_code="zh-hans")
    group = own_server.group("老群", basic=True)
    with running_bot(own_server, lambda: fake, GroupSettings(questions_per_person=2)):
        group.wait_for_reply(group.send(user, "/ask 2017年GDP目标"))
        upgraded = group.upgrade(user)
        upgraded.wait_for_reply(upgraded.send(user, "/ask 那2016年呢"))
        assert fake.asked[-1] == ("那2016年呢", "2017年GDP目标"), "a follow-up is still understood"
        notice = upgraded.wait_for_reply(upgraded.send(user, "/ask 2017年GDP目标"))
    assert notice.text.startswith("在群里我一分钟答每人2个问题"), "the quota counts on"
    assert own_server.refusals == []


def test_nothing_is_said_about_what_is_not_for_the_bot(
    server: LoopbackServer, group: Group, user: User
) -> None:
    for kind in MEDIA:
        group.send_media(user, kind)
    for text in (
        "2017年GDP目标",
        "/ask@other_bot 2017年GDP目标",
        "/start",
        "/settings@other_bot",
        "\u202e\u200b",
    ):
        group.send(user, text)
    group.send(user, "2017年GDP目标", extra=HIDDEN)
    for service in (
        {"new_chat_members": [user.json]},
        {"left_chat_member": user.json},
        {"new_chat_title": "群"},
    ):
        group.send_raw({"from": user.json} | service)
    server.settle()
    assert group.messages_from_bot() == []


@pytest.mark.parametrize("is_new", [True, False])
def test_a_group_that_the_bot_joins_is_greeted_in_a_line(
    server: LoopbackServer, group: Group, user: User, is_new: bool
) -> None:
    me = {"id": int(server.token.partition(":")[0]), "is_bot": True, "first_name": "引据"}
    group.send_raw(
        {"from": user.json} | ({"group_chat_created": True} if is_new else {"new_chat_members": [me]})
    )
    greeting = group.wait_for_message()
    assert greeting.text == f"大家好，我用文件的原话回答。发 /ask 加问题，或 @{server.username}。"
    assert greeting.button("怎么用").url == f"https://t.me/{server.username}?start=hello"


@pytest.mark.parametrize("kind", sorted(MEDIA))
def test_what_is_no_text_gets_a_hint_in_private(server: LoopbackServer, user: User, kind: str) -> None:
    chat = server.private_chat(user)
    hint = chat.wait_for_reply(chat.send_media(user, kind))
    assert hint.text == "我只看得懂文字。请把问题打出来，例如：2017年GDP增长目标是多少"


def test_a_message_forwarded_from_a_hidden_user_is_a_question_in_private(
    server: LoopbackServer, user: User
) -> None:
    chat = server.private_chat(user)
    assert _bold(chat.wait_for_reply(chat.send(user, "2017年GDP目标", extra=HIDDEN))) == GOAL


def test_right_to_left_and_invisible_characters(server: LoopbackServer, group: Group, user: User) -> None:
    asked = group.send(user, "\u200f@yinju_test_bot \u202e2017年\u200bGDP目标\u202c")
    assert _bold(group.wait_for_reply(asked)) == GOAL
    hint = group.wait_for_reply(group.send(user, "@yinju_test_bot \u2060\ufeff"))
    assert hint.text.startswith("请把问题写在后面")


def test_anonymous_admins_channels_and_linked_posts(server: LoopbackServer, group: Group) -> None:
    channel = server.channel("频道")
    for asked in (
        group.send_anonymously("/ask 2017年GDP目标"),
        group.send_as_channel(channel, "@yinju_test_bot 2017年GDP目标"),
        group.send_as_channel(channel, "@yinju_test_bot 2017年GDP目标", automatic=True),
    ):
        assert _bold(group.wait_for_reply(asked)) == GOAL
    plain = group.send_as_channel(channel, "今天发布报告", automatic=True)
    comment = group.send(server.user("鲍"), "@yinju_test_bot", reply_to=plain)
    assert group.wait_for_reply(comment).reply_to == comment.message_id


def test_topics(server: LoopbackServer, user: User) -> None:
    forum = server.group("论坛", forum=True)
    topic = forum.topic("报告", user)
    answer = forum.wait_for_reply(forum.send(user, "/ask 2017年GDP目标", topic=topic))
    assert (answer.thread_id, answer.quote) == (topic, "2017年GDP目标")


def test_a_question_of_the_greatest_length(server: LoopbackServer, group: Group, user: User) -> None:
    asked = group.send(user, "/ask " + "目标" * 2045)
    answer = group.wait_for_reply(asked)
    assert answer.quote is None, "Telegram takes no quote so long"
