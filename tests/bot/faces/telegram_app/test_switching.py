"""The documents change while the bot answers: nothing waits, nothing is lost, and what is shown is of one state."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from bot.conversation.answer_service import AnswerService
from retrieval.asking import AnswersQuestions
from retrieval.building.backfill_state import FillingState
from retrieval.types import PUBLIC, DocumentId
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import (
    GOAL,
    REPORT,
    WHOLE,
    FakeAnswering,
    FakeSource,
    answered,
    citation,
    placed,
    question,
)
from tests.loopback import LoopbackServer

NEWER = replace(
    REPORT, id=DocumentId("d2"), file="panjin-2018.txt", title="盘锦市2018年政府工作报告", year=2018
)
GROWN = "地区生产总值增长8%"
NEW = FakeAnswering({"GDP": answered(citation(GROWN, GROWN), asked=question("GDP"))}, library=(NEWER,))
_PATIENCE = 60.0


@contextmanager
def opened(source: FakeSource, workers: int = 2) -> Iterator[AnswerService]:
    with closing(AnswerService(source, workers)) as answer_service:
        answer_service.open()
        asyncio.run(answer_service.opened(_PATIENCE))
        yield answer_service


def wait_for_titles(answer_service: AnswerService, *titles: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while (shown := asyncio.run(answer_service.titles(scope=PUBLIC))) != titles:
        assert time.monotonic() < deadline, shown
        time.sleep(0.01)


def test_what_is_shown_and_answered_follows() -> None:
    old = FakeAnswering(places=placed("旧的一段。"))
    source = FakeSource(lambda: old)
    with opened(source) as answer_service:
        assert asyncio.run(answer_service.titles(scope=PUBLIC)) == (REPORT.title,)
        assert "GDP" in asyncio.run(answer_service.examples(question().language, scope=PUBLIC))[0]
        (key,) = old.places
        assert asyncio.run(answer_service.passage(key, scope=PUBLIC)) == old.places[key]
        source.newest = lambda: NEW
        wait_for_titles(answer_service, NEWER.title)
        library = asyncio.run(answer_service.library(scope=PUBLIC))
        assert library.documents == (NEWER,)
        assert library.chosen([REPORT.id]).is_lost
        assert asyncio.run(answer_service.answer("GDP", scope=PUBLIC)).parts[0].text == GROWN
        assert asyncio.run(answer_service.passage(key, scope=PUBLIC)) is None
        examples = asyncio.run(answer_service.examples(question().language, scope=PUBLIC))
        assert all("2018" in each or "2017" in each for each in examples)
        assert examples[0] == "2018年GDP增长目标是多少"


def test_questions_under_way_end_where_they_began() -> None:
    old = FakeAnswering(seconds={"GDP": 2.0})
    source = FakeSource(lambda: old, lambda: NEW)

    async def ask(answer_service: AnswerService) -> tuple[str, str]:
        slow = asyncio.create_task(answer_service.answer("GDP", scope=PUBLIC))
        while await answer_service.titles(scope=PUBLIC) != (NEWER.title,):
            assert not slow.done()
            await asyncio.sleep(0.01)
        fast = await answer_service.answer("GDP", scope=PUBLIC)
        assert not slow.done()
        return (await slow).parts[0].text, fast.parts[0].text

    with opened(source) as answer_service:
        assert asyncio.run(ask(answer_service)) == (GOAL, GROWN)


def test_what_cannot_be_opened_is_logged_and_the_next_state_is_taken(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> AnswersQuestions:
        raise MemoryError("too much")

    source = FakeSource(FakeAnswering, broken)
    with opened(source) as answer_service:
        deadline = time.monotonic() + _PATIENCE
        while not caplog.records:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert asyncio.run(answer_service.answer("GDP", scope=PUBLIC)).parts[0].text == GOAL
        source.newest = lambda: NEW
        wait_for_titles(answer_service, NEWER.title)
    (said,) = caplog.messages
    assert said == "The changed documents could not be opened; those of before go on answering"


def test_nothing_is_lost_while_people_ask(own_server: LoopbackServer) -> None:
    """Twenty people, each asking again as soon as they are answered, and three changes meanwhile."""
    versions = [
        FakeAnswering(
            {"GDP": answered(citation(f"增长{number}%", f"增长{number}%"), asked=question("GDP"))},
            seconds={"GDP": 0.02},
        )
        for number in range(4)
    ]
    source = FakeSource(lambda: versions[0])
    with running_bot(own_server, source):
        people = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(20)]
        chats = [own_server.private_chat(person) for person in people]
        seen: list[set[str]] = []
        for number in range(4):
            seen.append(set())
            deadline = time.monotonic() + 4
            while time.monotonic() < deadline:
                asked = [chat.send(person, "GDP") for chat, person in zip(chats, people, strict=True)]
                said = [
                    chat.wait_for_reply(each).marked("bold")[0]
                    for chat, each in zip(chats, asked, strict=True)
                ]
                seen[-1] |= set(said)
                if seen[-1] >= {f"增长{number}%"}:
                    break
            source.newest = lambda number=number: versions[min(number + 1, 3)]  # type: ignore[misc]
    assert seen[0] == {"增长0%"}
    for number in (1, 2, 3):
        assert {f"增长{number}%"} <= seen[number] <= {f"增长{number - 1}%", f"增长{number}%"}
    assert own_server.refusals == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (
            "zh-hans",
            [
                "📊 索引",
                "1份文件，103段，407句",
                "句子向量：快速模型100%，精确模型24.5%",
                "正在补：每秒31句，还要约9秒。",
                "文件最近更新：3小时前",
            ],
        ),
        (
            "en",
            [
                "📊 Index",
                "Documents: 1, paragraphs: 103, sentences: 407",
                "Sentence vectors: fast model 100%, accurate model 24.5%",
                "Making them: 31 a second, about 9 s left.",
                "Documents last changed: 3 h ago",
            ],
        ),
    ],
)
def test_status(own_server: LoopbackServer, code: str, lines: list[str]) -> None:
    filling = FillingState(is_fast=False, done=100, total=407, rate=31.0, at=time.time())
    state = replace(WHOLE, accurate=100, filling=filling, changed_at=time.time() - 3.5 * 3600)
    with running_bot(own_server, FakeSource(FakeAnswering, state=state)):
        user = own_server.user("安", language_code=code)
        assert own_server.private_chat(user).ask(user, "/status").text.splitlines() == lines
        group = own_server.group("读报告")
        asked = group.send(user, f"/status@{own_server.username}")
        assert group.wait_for_reply(asked).text.splitlines() == lines
        group.send(user, "/status")
        own_server.settle()
        assert len(group.messages_from_bot()) == 1
