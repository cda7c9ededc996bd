"""A face of a few lines holds a whole conversation: everything else is the use cases' and the presentation's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.config import ConversationSettings
from bot.conversation.answer_service import AnswerService
from bot.conversation.asking import Choice, Said
from bot.conversation.conversation import Conversation
from bot.conversation.records import Judgement, Speaker
from bot.conversation.replies import AnswerGiven, Reply
from bot.presentation.answer_buttons import Setting
from bot.presentation.replies import render_reply
from bot.storage import Database, SqliteFile, Storage
from retrieval.types import Act, Answer, Language, Missing
from tests.bot.fakes_answering import (
    GOAL,
    GOALS,
    RESULT,
    RESULTS,
    FakeAnswering,
    FakeSource,
    answered,
    citation,
    of_places,
    off_topic,
    placed,
    question,
)

ME = Speaker(chat=7, topic=None, person=7)


@dataclass
class Face:
    """The whole face."""

    conversation: Conversation
    said: list[Reply] = field(default_factory=list)

    def say(self, text: str, *, to: int | None = None) -> str:
        """What comes back for some words; `to` is the number of the reply that they reply to."""
        before = self.said[to] if to is not None else None
        key = before.key if isinstance(before, AnswerGiven) else None
        return asyncio.run(self._say(Said(ME, text, key)))

    async def _say(self, said: Said) -> str:
        settings = await self.conversation.memory.settings(ME.chat)
        reply = await self.conversation.asking.ask(said, settings)
        self.said.append(reply)
        return render_reply(reply, Language.SIMPLIFIED, Setting("", is_private=True, example="例子")).plain


def act(act: Act, number: int | None = None) -> Answer:
    return off_topic(Missing.SMALL_TALK, replace(question("…"), act=act, number=number))


@pytest.fixture
def answering() -> FakeAnswering:
    both = answered(citation(GOALS, GOAL, paragraph=31), citation(RESULTS, RESULT, paragraph=32))
    return FakeAnswering(
        {
            "目标": replace(both, question=question("目标")),
            "吉林": of_places("吉林省", "吉林市", asked=question("吉林")),
            "更多": act(Act.MORE),
            "原文": act(Act.SOURCE),
            "确定吗": act(Act.SURE),
            "再说一遍": act(Act.AGAIN),
            "下一段": act(Act.NEXT),
            "第32段": act(Act.PARAGRAPH, 32),
            "第99段": act(Act.PARAGRAPH, 99),
            "第二个": act(Act.ORDINAL, 2),
            "目录": act(Act.HEADINGS),
            "总结": act(Act.SUMMARY),
            "谢谢": act(Act.THANKS),
        },
        places=placed(GOALS, RESULTS, first=31),
    )


@pytest.fixture
def face(answering: FakeAnswering, tmp_path: Path) -> Iterator[Face]:
    service = AnswerService(FakeSource(lambda: answering), workers=1)
    store = Storage(Database(SqliteFile(tmp_path / "chats.sqlite")), ConversationSettings())
    with closing(service), closing(store):
        service.open()
        yield Face(Conversation(service, store))


def test_words_do_what_buttons_do(face: Face) -> None:
    assert face.say("目标").startswith(f"2017年目标：{GOAL}")
    assert face.say("更多").splitlines()[:2] == ["相关的段落：", RESULTS.strip()]
    for words in ("原文", "确定吗"):
        assert GOALS.strip() in face.say(words)
    assert RESULTS.strip() in face.say("下一段")
    assert RESULTS.strip() in face.say("第32段")
    assert face.say("第99段") == "这份文件没有这一处。"
    assert RESULTS.strip() in face.say("第二个")
    assert face.say("再说一遍").startswith(f"2017年目标：{GOAL}")
    assert face.say("目录").splitlines() == ["《盘锦市2017年政府工作报告》分为：", "二、2017年工作总体要求"]
    assert face.say("总结").startswith("我不写摘要，只引原话。")
    assert face.say("谢谢") == "不客气！"


def test_words_that_refer_to_nothing_say_so(face: Face) -> None:
    for words in ("更多", "原文", "再说一遍", "第二个", "下一段"):
        assert face.say(words) == "前面还没有回答。先问一个问题吧，例如：例子", words
    assert RESULTS.strip() in face.say("第32段"), "there is only one document"


def test_the_second_one_of_a_choice_is_asked(face: Face, answering: FakeAnswering) -> None:
    assert face.say("吉林").startswith("你问的是吉林省还是吉林市？")
    face.say("第二个")
    assert answering.followed[-1] is not None
    assert [each.name for each in answering.followed[-1].named[0].candidates] == ["吉林市"]


def test_a_reply_goes_on_from_the_answer_replied_to(face: Face, answering: FakeAnswering) -> None:
    face.say("目标")
    face.say("吉林")
    face.say("那2016年呢")
    assert answering.asked[-1] == ("那2016年呢", "吉林")
    face.say("那2016年呢", to=0)
    assert answering.asked[-1] == ("那2016年呢", "目标")
    assert GOALS.strip() in face.say("原文", to=0)


def test_what_buttons_do_beside_asking(face: Face) -> None:
    face.say("目标")
    given = face.said[0]
    assert isinstance(given, AnswerGiven)
    assert given.key is not None

    async def press() -> None:
        conversation, key = face.conversation, given.key
        assert key is not None
        assert await conversation.judge(ME.chat, key, ME.person, Judgement.RIGHT)
        assert not await conversation.judge(8, key, ME.person, Judgement.RIGHT), "another chat's answer"
        shown = await conversation.shown_in(ME.chat, key)
        assert shown is not None
        settings = await conversation.memory.settings(ME.chat)
        assert await conversation.asking.ask_again(ME, shown, Choice(place=3), settings) is None
        await conversation.forget_person(ME.person)
        assert await conversation.shown_in(ME.chat, key) is None

    asyncio.run(press())
