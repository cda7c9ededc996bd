"""Judging answers, over real HTTP: one judgement for each person and answer, in the chat that got it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import ConversationSettings
from bot.storage import Database, Judgement, SqliteFile, Storage
from retrieval.types import Missing
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import FakeAnswering, citation, not_found, question
from tests.loopback import Chat, LoopbackServer, Message, User

ANSWERS = {"没有": not_found(Missing.EVIDENCE, citation(), asked=question("没有"))}


@dataclass
class Scene:
    server: LoopbackServer
    database: Path

    def votes(self) -> list[tuple[str, dict[Judgement, int]]]:
        """What a second process finds while the bot runs, as the export does."""

        async def read() -> list[tuple[str, dict[Judgement, int]]]:
            storage = Storage(Database(SqliteFile(self.database)), ConversationSettings())
            judged = await storage.judgements.all()
            storage.close()
            return [(each.answer.question, dict(each.votes)) for each in judged]

        return asyncio.run(read())


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    database = tmp_path / "yinju.sqlite"
    with LoopbackServer() as server, running_bot(server, lambda: FakeAnswering(ANSWERS), database=database):
        yield Scene(server, database)


def said(chat: Chat, user: User, message: Message, button: str) -> str:
    return chat.press(user, message, button).answer().text


def test_a_judgement_can_be_changed(scene: Scene) -> None:
    user = scene.server.user("安", language_code="zh-hans")
    chat = scene.server.private_chat(user)
    answer = chat.ask(user, "GDP")
    assert said(chat, user, answer, "👍 对") == "记下了：👍 对。改主意就再点别的。"
    assert scene.votes() == [("GDP", {Judgement.RIGHT: 1})]
    assert said(chat, user, answer, "🔍 没找到") == "记下了：🔍 没找到。改主意就再点别的。"
    assert said(chat, user, answer, "👎 不对") == "记下了：👎 不对。改主意就再点别的。"
    assert said(chat, user, answer, "👎 不对") == "记下了：👎 不对。改主意就再点别的。"
    assert scene.votes() == [("GDP", {Judgement.WRONG: 1})]
    (judged,) = chat.messages_from_bot()
    assert (judged.message_id, judged.html) == (answer.message_id, answer.html), (
        "judging says nothing in the chat"
    )
    labels = ["👍 对", "✓ 👎 不对", "🔍 没找到"]
    assert [button.text for button in judged.buttons][-3:] == labels, "the button shows what was judged"
    assert [button.raw for button in judged.buttons[:-3]] == [button.raw for button in answer.buttons[:-3]]


def test_a_refusal_can_be_judged(scene: Scene) -> None:
    user = scene.server.user("Ann", language_code="en")
    chat = scene.server.private_chat(user)
    refusal = chat.ask(user, "没有")
    assert said(chat, user, refusal, "👍 对") == "Noted: 👍 Right. Tap another to change it."
    assert scene.votes() == [("没有", {Judgement.RIGHT: 1})]


def test_everybody_in_a_group_judges_once(scene: Scene) -> None:
    group = scene.server.group("群")
    people = [scene.server.user(f"用户{number}", language_code="zh-hant") for number in range(20)]
    answer = group.wait_for_reply(group.send(people[0], "/ask GDP"))
    pressed = [
        group.press(user, answer, "👍 对" if number % 4 else "👎 不对")
        for number, user in enumerate(people)
        for _ in range(2)
    ]
    assert {asked.answer().text for asked in pressed} <= {
        "",
        "記下了：👍 對。改主意就再點別的。",
        "記下了：👎 不對。改主意就再點別的。",
    }
    assert scene.votes() == [("GDP", {Judgement.RIGHT: 15, Judgement.WRONG: 5})]


def test_judgements_survive_a_restart_and_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer() as server:
        scene = Scene(server, tmp_path / "yinju.sqlite")
        user = server.user("安", language_code="zh-hans")
        chat = server.private_chat(user)
        with running_bot(server, FakeAnswering, database=scene.database):
            answer = chat.ask(user, "GDP")
            said(chat, user, answer, "👍 对")
        with running_bot(server, FakeAnswering, database=scene.database):
            assert scene.votes() == [("GDP", {Judgement.RIGHT: 1})]
            assert said(chat, user, answer, "👎 不对").startswith("记下了：👎")
            assert scene.votes() == [("GDP", {Judgement.WRONG: 1})]


def test_an_answer_that_is_no_longer_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer() as server:
        user = server.user("安", language_code="zh-hans")
        chat = server.private_chat(user)
        with running_bot(server, FakeAnswering, database=tmp_path / "one.sqlite"):
            answer = chat.ask(user, "GDP")
        with running_bot(server, FakeAnswering, database=tmp_path / "two.sqlite"):
            assert said(chat, user, answer, "👍 对") == "这个回答已经过期了，请重新提问。"
