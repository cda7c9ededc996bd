"""Buttons that ask again, over real HTTP: what is asked for whom, what comes back, and what is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.config import GroupSettings
from retrieval.types import Answer, Asked, DocumentId, Mention, Missing, QueryPlan, Role, Scope
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import (
    GOAL,
    JILIN,
    REPORT,
    FakeAnswering,
    absent,
    citation,
    not_found,
    of_places,
    question,
)
from tests.loopback import Chat, LoopbackServer, Message, User

TEXT, LATER = "吉林2017年GDP目标", "盘锦2018年GDP目标"
ASKED = replace(question(TEXT, years=(2017,)), named=(Mention("吉林", 0, 2, JILIN),))
MISSING = replace(question(LATER, years=(2018,)), role=Role.TARGET)
ANSWERS: dict[str, Answer | Exception] = {
    TEXT: of_places("吉林省", "吉林市", asked=ASKED),
    LATER: absent("盘锦市", 2018, 2014, 2016, 2017, 2020, asked=MISSING),
    "大连GDP": not_found(Missing.PLACE, citation(), asked=question("大连GDP")),
}
DALIAN = replace(REPORT, id=DocumentId("d2"), title="大连市2017年政府工作报告", place="大连市")
GONE = "按钮已经更新，请再点一次。"


@dataclass
class Answering(FakeAnswering):
    """Answers about the place that was spoken of before."""

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        answer = FakeAnswering.answer(self, asked, previous, scope=scope)
        followed = self.followed[-1]
        if answer.places and followed and followed.named and len(followed.named[0].candidates) == 1:
            question = replace(answer.question, named=followed.named)
            return replace(of_places(followed.named[0].candidates[0].name, asked=question), places=())
        return answer


@dataclass
class Scene:
    server: LoopbackServer
    fake: Answering
    user: User
    chat: Chat


@pytest.fixture
def scene(own_server: LoopbackServer) -> Iterator[Scene]:
    fake = Answering(ANSWERS, library=(REPORT, DALIAN))
    user = own_server.user("安", language_code="zh-hans")
    with running_bot(own_server, lambda: fake, GroupSettings(questions_per_person=3)):
        yield Scene(own_server, fake, user, own_server.private_chat(user))
        own_server.settle()
    assert own_server.refusals == []


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def press(chat: Chat, user: User, message: Message, button: str) -> Message:
    """The answer to a press, which is a message of its own."""
    last = chat.messages_from_bot()[-1]
    assert chat.press(user, message, button).answer().text == ""
    return chat.wait_for_message(after=last)


def test_a_place_is_chosen_and_the_other_one_after_it(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    which = chat.ask(user, TEXT)
    assert which.text.startswith("你问的是吉林省还是吉林市？\n吉林省2017年目标：")
    assert labels(which) == [f"吉林省2017年：{GOAL}", f"吉林市2017年：{GOAL}"]
    for place in ("吉林市", "吉林省"):
        answer = press(chat, user, which, f"{place}2017年：{GOAL}")
        assert f"\n（按“{place}2017年GDP目标”来答）\n" in answer.text
        assert answer.reply_to == which.message_id
        assert scene.fake.asked[-1] == (TEXT, TEXT)
        assert scene.fake.followed[-1] is not None
        assert [each.name for each in scene.fake.followed[-1].named[0].candidates] == [place]
    chat.ask(user, "那2016年呢")
    followed = scene.fake.followed[-1]
    assert followed is not None
    assert [each.name for each in followed.named[0].candidates] == ["吉林省"], "the place chosen last"


def test_another_year_is_asked_by_its_button(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    missing = chat.ask(user, LATER)
    assert missing.text.startswith("没有盘锦市2018年的报告，有2014、2016、2017、2020年的。")
    assert labels(missing)[:4] == ["2014年", "2016年", "2017年", "2020年"]
    answer = press(chat, user, missing, "2017年")
    assert answer.text.startswith(f"2017年目标：{GOAL}\n（按“盘锦2017年GDP目标”来答）")
    assert scene.fake.asked[-1] == ("盘锦2017年GDP目标", LATER)


def test_a_chat_with_chosen_documents_searches_all_once(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    chat.ask(user, "/use 盘锦")
    missing = chat.ask(user, "大连GDP")
    assert labels(missing)[0] == "🔎 在全部文件里查"
    assert missing.text.splitlines()[-1] == "📑 只查了盘锦市2017年政府工作报告（/use 可改）"
    everywhere = press(chat, user, missing, "🔎 在全部文件里查")
    assert "📑" not in everywhere.text
    assert scene.fake.searched[-2:] == [frozenset({REPORT.id}), frozenset()]
    chat.ask(user, "GDP")
    assert scene.fake.searched[-1] == {REPORT.id}, "the choice is kept"


def test_in_a_group_anybody_chooses_within_the_quota(scene: Scene) -> None:
    group, other = scene.server.group("群"), scene.server.user("鲍", language_code="en")
    which = group.wait_for_reply(group.send(scene.user, f"/ask {TEXT}"))
    answer = press(group, other, which, "吉林市")
    assert "\n（按“吉林市2017年GDP目标”来答）\n" in answer.text
    group.wait_for_reply(group.send(other, "/ask 那2016年呢"))
    followed = scene.fake.followed[-1]
    assert followed is not None, "it is whoever tapped whose next question follows"
    press(group, other, which, "吉林省")
    too_much = group.press(other, which, "吉林省").answer().text
    assert too_much.startswith("In a group my limit is 3 a minute")


def test_made_up_and_old_presses_ask_nothing(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    which = chat.ask(user, TEXT)
    key = str(which.buttons[0].data).split(":")[1]
    asked = len(scene.fake.asked)
    for data in (f"c:{key}:p7", f"c:{key}:y2016", f"c:{key}:a", f"c:{key}:", f"c:{key}:p", "c:x:p0", "c:"):
        assert chat.press(user, which, data, forged=True).answer().text == GONE
    assert len(scene.fake.asked) == asked
    chat.ask(user, "/forget")
    offer = chat.messages_from_bot()[-1]
    chat.press(user, offer, offer.buttons[0].text).answer()
    assert chat.press(user, which, "吉林省").answer().text == "这个回答已经过期了，请重新提问。"
    assert len(scene.fake.asked) == asked


def test_one_inline_result_for_each_place(scene: Scene) -> None:
    assert [card.id for card in scene.user.inline(TEXT).results] == ["place-1", "place-2"]
