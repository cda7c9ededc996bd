"""Citations that open, over real HTTP: buttons in private, links from anywhere, presses nobody should make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from retrieval.types import Answer, Missing
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import (
    GOAL,
    GOALS,
    REPORT,
    RESULT,
    RESULTS,
    SECTION,
    TITLE,
    FakeAnswering,
    ambiguous,
    answered,
    citation,
    not_found,
    off_topic,
    placed,
    question,
)
from tests.loopback import Chat, LoopbackServer, Message, User

PLACES = placed("第一段。", RESULTS, GOALS, "第四段。", "第五段<b>。", first=29)
FEW = answered(citation(GOALS, GOAL), citation("第四段。", paragraph=32), citation("没有了。", paragraph=77))
ANSWERS: dict[str, Answer | Exception] = {
    "GDP": FEW,
    "一个": answered(citation(GOALS, GOAL)),
    "两个": ambiguous(),
    "没有": not_found(
        Missing.EVIDENCE, *(citation(text, paragraph=at) for at, text in ((32, "第四段。"), (30, RESULTS), (33, "五")))
    ),
    "空": not_found(Missing.EMPTY),
    "你好": off_topic(Missing.SMALL_TALK),
    "follow": replace(FEW, question=replace(question("那今年呢"), in_full="2017年GDP")),
}  # fmt: skip
CITED = f"{31:016x}"
STALE = "按钮已经更新，请再点一次。"


@dataclass(frozen=True)
class Person:
    user: User
    chat: Chat

    def press(self, message: Message, button: str, *, forged: bool = False) -> str:
        return self.chat.press(self.user, message, button, forged=forged).answer().text

    def opened(self, message: Message, button: str) -> Message:
        """Press a button that answers with a message of its own."""
        last = self.chat.messages_from_bot()[-1]
        assert self.press(message, button) == ""
        return self.chat.wait_for_message(after=last)

    def turned(self, message: Message, button: str) -> Message:
        """Press a button that changes its message."""
        assert self.press(message, button) == ""
        return self.chat.wait_for_edit(message)


@pytest.fixture(scope="module", autouse=True)
def _timedeltas() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running, running_bot(running, lambda: FakeAnswering(ANSWERS, places=PLACES)):
        yield running
        # Taps in a hurry may ask for the same page twice: the second edit changes nothing, and nobody notices.
        assert [each for each in running.refusals if "exactly the same" not in str(each)] == []


def person(server: LoopbackServer, name: str = "安", code: str = "zh-hans") -> Person:
    user = server.user(name, language_code=code)
    return Person(user, server.private_chat(user))


@pytest.fixture
def ann(server: LoopbackServer) -> Person:
    return person(server)


def rows(message: Message) -> list[list[str]]:
    return [[one["text"] for one in row] for row in (message.markup or {}).get("inline_keyboard", [])]


def link(server: LoopbackServer, payload: str) -> str:
    return f"https://t.me/{server.username}?start={payload}"


def test_the_buttons_under_answers(ann: Person) -> None:
    judging = ["👍 对", "👎 不对", "🔍 没找到"]
    assert rows(ann.chat.ask(ann.user, "GDP")) == [["📖 原文", "更多", "分享", "复制"], judging]
    assert rows(ann.chat.ask(ann.user, "一个")) == [["📖 原文", "分享", "复制"], judging]
    assert rows(ann.chat.ask(ann.user, "两个")) == [["第2段", "第31段"], ["分享", "复制"], judging]
    assert rows(ann.chat.ask(ann.user, "没有")) == [["更多"], judging[:2]]
    assert rows(ann.chat.ask(ann.user, "空")) == []
    assert rows(ann.chat.ask(ann.user, "你好")) == []


def test_the_paragraph_opens_with_the_words_marked_and_pages_turn(ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "GDP")
    reader = ann.opened(answer, "📖 原文")
    assert reader.text == f"{TITLE}\n{SECTION}\n{GOALS.strip()}\n第31段 · 第40行"
    assert reader.marked("bold") == [GOAL]
    assert reader.marked("blockquote") == [GOALS.strip()]
    assert reader.reply_to == answer.message_id
    assert rows(reader) == [["‹ 上一段", "下一段 ›"], ["分享"]]
    before = ann.turned(reader, "‹ 上一段")
    assert (before.message_id, RESULTS in before.text, before.marked("bold")) == (reader.message_id, True, [])
    first = ann.turned(before, "‹ 上一段")
    assert "第一段。" in first.text
    assert rows(first) == [["↩ 出处", "下一段 ›"], ["分享"]]
    back = ann.turned(first, "↩ 出处")
    assert (back.text, back.marked("bold")) == (reader.text, [GOAL])
    after = ann.turned(ann.turned(back, "下一段 ›"), "下一段 ›")
    assert "第五段<b>。" in after.text
    assert rows(after) == [["‹ 上一段", "↩ 出处"], ["分享"]]
    assert len(ann.chat.messages_from_bot(after=answer)) == 1


def test_both_paragraphs_of_an_ambiguous_answer_open(ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "两个")
    assert answer.marked("bold")[:2] == [RESULT, GOAL]
    # The second citation of the answer is paragraph 2 of the report, which these documents do not hold.
    first = ann.opened(answer, "第2段")
    assert first.text == "这一段已经不在文件里了。可以重新提问。"
    assert ann.opened(answer, "第31段").marked("bold") == [GOAL]


def test_further_passages(ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "GDP")
    further = ann.opened(answer, "更多")
    assert further.text == f"相关的段落：\n第四段。\n{TITLE} · 第32段"
    assert rows(further) == [["第32段"]]
    assert "第四段。" in ann.opened(further, "第32段").text
    nearest = ann.opened(ann.chat.ask(ann.user, "没有"), "更多")
    assert "\n第五段<b>。\n" in nearest.text


def test_every_citation_is_a_link_that_opens_it_from_any_chat(server: LoopbackServer, ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "GDP")
    start = GOALS.strip().index(GOAL)
    assert answer.links == [link(server, f"p-{CITED}-{start}-{start + len(GOAL)}")]
    assert answer.marked("text_link") == [f"{TITLE} · 第31段"]
    bob = person(server, "鲍", "en")
    opened = bob.chat.wait_for_reply(bob.user.open_link(answer.links[0]))
    assert opened.marked("bold") == [GOAL]
    assert opened.text.endswith("para. 31 · line 40")
    assert rows(opened) == [["‹ Previous", "Next ›"], ["Share"]]
    assert "第四段。" in bob.turned(opened, "Next ›").text
    card = ann.user.inline("GDP").results[0]
    assert [one.url for one in card.entities if one.type == "text_link"] == answer.links


def test_a_paragraph_of_the_reader_is_shared_as_a_card(ann: Person) -> None:
    reader = ann.opened(ann.chat.ask(ann.user, "GDP"), "📖 原文")
    query = reader.button("分享").raw["switch_inline_query_chosen_chat"]["query"]
    assert query.startswith(f"{GOAL} p-{CITED}-")
    (card,) = ann.user.inline(query).results
    assert card.title.endswith(GOAL)
    assert card.text.splitlines()[0].endswith(GOAL)


def test_groups_open_in_private(server: LoopbackServer, ann: Person) -> None:
    group = server.group("群")
    answer = group.wait_for_reply(group.send(ann.user, "/ask GDP"))
    assert rows(answer) == [["📖 原文", "更多", "分享", "复制"], ["👍 对", "👎 不对", "🔍 没找到"]]
    bob = person(server, "鲍")
    reader = bob.chat.wait_for_reply(bob.user.open_link(answer.button("📖 原文").url or ""))
    assert reader.marked("bold") == [GOAL]
    further = bob.chat.wait_for_reply(bob.user.open_link(answer.button("更多").url or ""))
    assert "第四段。" in further.text
    bob.opened(further, "第32段")
    assert group.messages_from_bot() == [answer]


def test_a_private_answer_opens_for_nobody_else(server: LoopbackServer, ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "GDP")
    key = (answer.button("更多").data or "").removeprefix("m:")
    bob = person(server, "鲍")
    gone = "这个回答已经过期了，请重新提问。"
    assert bob.chat.wait_for_reply(bob.user.open_link(link(server, f"m-{key}"))).text == gone
    assert bob.chat.wait_for_reply(bob.user.open_link(link(server, "m-" + "A" * 12))).text == gone
    mine = ann.chat.wait_for_reply(ann.user.open_link(link(server, f"m-{key}")))
    assert "第四段。" in mine.text


@pytest.mark.parametrize(
    "payload",
    ["junk", "p-", "p-" + "0" * 15, "p-" + "0" * 16 + "-1", "m-short", "-" * 64, "_", "p-__proto__"],
)
def test_junk_links_say_hello(ann: Person, payload: str) -> None:
    welcome = ann.chat.wait_for_message(after=ann.chat.start(ann.user, payload))
    assert welcome.text.startswith("你好，我是引据。")


def test_a_link_to_a_paragraph_that_is_gone_says_so(ann: Person) -> None:
    answer = ann.chat.wait_for_reply(ann.chat.start(ann.user, "p-" + "0" * 16))
    assert (answer.text, rows(answer)) == ("这一段已经不在文件里了。可以重新提问。", [])
    odd = ann.chat.wait_for_reply(ann.chat.start(ann.user, f"p-{CITED}-90000-99999"))
    assert (odd.marked("bold"), GOALS.strip() in odd.text) == ([], True)


@pytest.mark.parametrize(
    "data",
    ["x", "", ":", "r:", "r:junk", "o:" + "0" * 16, f"o:{CITED}", f"r:{CITED}:{CITED}:0", "m:AAAAAAAAAAAA",
     "f:AAAAAAAAAAAA:right", "r:" + "\u202e" * 10, "💥" * 16, "r:'; DROP TABLE x"],
)  # fmt: skip
def test_made_up_data_is_refused(server: LoopbackServer, ann: Person, data: str) -> None:
    answer = ann.chat.ask(ann.user, "一个")
    assert ann.press(answer, data or " ", forged=True) == STALE
    server.settle()
    assert ann.chat.messages_from_bot(after=answer) == []
    assert [version.text for version in ann.chat.versions(answer)] == [answer.text]


def test_data_of_another_chat_is_refused(server: LoopbackServer, ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "GDP")
    group, bob = server.group("群"), person(server, "鲍")
    in_group = group.wait_for_reply(group.send(bob.user, "/ask GDP"))
    for button in ("更多", "📖 原文", "👎 不对"):
        data = answer.button(button).data or ""
        assert group.press(bob.user, in_group, data, forged=True).answer().text == STALE
        own = bob.chat.ask(bob.user, "没有")
        assert bob.press(own, data, forged=True) == STALE
    reader = ann.opened(answer, "📖 原文")
    turning = reader.button("下一段 ›").data or ""
    assert group.press(bob.user, in_group, turning, forged=True).answer().text == STALE
    server.settle()
    assert group.messages_from_bot() == [in_group]


def test_a_message_too_old_to_be_shown_is_refused(ann: Person) -> None:
    answer = ann.chat.ask(ann.user, "GDP")
    old = replace(answer, message_id=999_999)
    assert ann.press(old, answer.button("更多").data or "", forged=True) == STALE


def test_a_button_of_a_message_sent_inline_is_refused(server: LoopbackServer, ann: Person) -> None:
    card = ann.user.inline("").results[0]
    posted = ann.user.choose(card, server.group("群"))
    chat = Chat(server, server.world.rooms[posted.chat_id])
    assert chat.press(ann.user, posted, "m:AAAAAAAAAAAA", forged=True).answer().text == STALE


def test_a_flood_of_presses_is_answered_and_does_little(server: LoopbackServer, ann: Person) -> None:
    reader = ann.opened(ann.chat.ask(ann.user, "GDP"), "📖 原文")
    pressed = [ann.chat.press(ann.user, reader, "下一段 ›") for _ in range(100)]
    said = {asked.answer().text for asked in pressed}
    assert said <= {"", STALE}
    server.settle()
    assert 1 <= len(ann.chat.versions(reader)) - 1 <= 100
    assert ann.chat.versions(reader)[-1].text.endswith("第32段 · 第41行")


def test_buttons_and_links_work_after_a_restart_and_a_new_index(tmp_path: Path) -> None:
    """The paragraph moved, another one is gone; what was shown before the stop still opens."""
    moved = {
        key: replace(place, passage=replace(place.passage, line=99))
        for key, place in PLACES.items()
        if place.passage.paragraph != 32
    }
    with LoopbackServer() as server:
        ann = person(server)
        kept = tmp_path / "yinju.sqlite"
        with running_bot(server, lambda: FakeAnswering(ANSWERS, places=PLACES), database=kept):
            answer = ann.chat.ask(ann.user, "GDP")
            reader = ann.opened(answer, "📖 原文")
        with running_bot(server, lambda: FakeAnswering(ANSWERS, places=moved), database=kept):
            opened = ann.opened(answer, "📖 原文")
            assert (opened.marked("bold"), opened.text.endswith("第31段 · 第99行")) == ([GOAL], True)
            linked = ann.chat.wait_for_reply(ann.user.open_link(answer.links[0]))
            assert linked.text == opened.text
            assert ann.press(reader, "下一段 ›") == "这一段已经不在文件里了。可以重新提问。"
            assert RESULTS in ann.turned(reader, "‹ 上一段").text
            assert ann.opened(answer, "更多").text == "没有别的相关段落了。"


def test_callback_data_is_short_and_holds_no_words(server: LoopbackServer) -> None:
    said = [
        button.data for message in server.messages_from_bot() for button in message.buttons if button.data
    ]
    assert len(said) > 30
    assert max(len(data.encode()) for data in said) <= 64
    assert all(re.fullmatch(r"[A-Za-z0-9_:-]+", data) for data in said)
    assert REPORT.title not in "".join(said)
