"""What one chat has of its own, over real HTTP: no other chat, inline query or guest comes near it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.conversation.answer_service import AnswerService
from bot.conversation.scopes import scope_of
from retrieval.types import EVERYBODY, PUBLIC, DocumentId, Language, PassageId, Scope
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, REPORT, FakeAnswering, FakeSource, placed
from tests.loopback import Chat, LoopbackServer, User

SECRET = "没有人知道的一段。"
KEY = PassageId(f"{77:016x}")
GONE = "这一段已经不在文件里了。"


@dataclass(frozen=True)
class Scene:
    server: LoopbackServer
    fake: FakeAnswering
    source: FakeSource
    ann: User
    of_ann: Chat
    bob: User
    of_bob: Chat


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Ann's private chat has a document of its own."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer(guest_mode=True) as server:
        ann, bob = (server.user(name, language_code="zh-hans") for name in ("安", "鲍"))
        of_ann = server.private_chat(ann)
        owner = scope_of(of_ann.id).owner
        own = replace(REPORT, id=DocumentId("own"), title="安的日记", file="diary.txt", place="", owner=owner)
        place = replace(next(iter(placed(SECRET, first=77).values())), document=own)
        fake = FakeAnswering(own={owner: (own,)}, places={KEY: place})
        source = FakeSource(lambda: fake)
        with running_bot(server, source):
            yield Scene(server, fake, source, ann, of_ann, bob, server.private_chat(bob))
            server.settle()
        assert server.refusals == []


def test_lists_and_links_are_of_the_chat_that_asks(scene: Scene) -> None:
    def said(chat: Chat, user: User, command: str) -> str:
        message = chat.ask(user, command)
        return "\n".join([message.text, *(button.text for button in message.buttons)])

    for chat, user, sees in ((scene.of_bob, scene.bob, False), (scene.of_ann, scene.ann, True)):
        for command in ("/sources", "/sources 日", "/use", "/use 日", "/start"):
            assert ("安的日记" in said(chat, user, command)) == sees, command
        assert (SECRET in said(chat, user, f"/start p-{KEY}")) == sees
        assert ("2份" in said(chat, user, "/sources")) == sees
    assert said(scene.of_bob, scene.bob, f"/start p-{KEY}").startswith(GONE)


def test_a_forged_choice_chooses_nothing(scene: Scene) -> None:
    scene.of_bob.ask(scene.bob, "/use 日记")
    offered = scene.of_bob.ask(scene.bob, "/use")
    scene.of_bob.press(scene.bob, offered, "u:t:own:0", forged=True).answer()
    scene.of_bob.ask(scene.bob, "GDP")
    assert scene.fake.searched[-1] == frozenset()
    scene.of_ann.ask(scene.ann, "/use 日记")
    scene.of_ann.ask(scene.ann, "GDP")
    assert scene.fake.searched[-1] == {DocumentId("own")}


def test_every_question_says_who_asks(scene: Scene) -> None:
    group = scene.server.group("组")
    scene.of_ann.ask(scene.ann, "GDP")
    scene.of_bob.ask(scene.bob, "GDP")
    group.ask(scene.ann, f"@{scene.server.username} GDP")
    asked = [scope_of(chat.id).owner for chat in (scene.of_ann, scene.of_bob, group)]
    assert scene.fake.askers[-3:] == asked
    assert len(set(asked)) == 3
    assert scene.ann.ask_inline("GDP").answer().results[0].title == f"2017年目标：{GOAL}"
    assert scene.fake.askers[-1] == EVERYBODY
    scene.ann.call_guest(f"@{scene.server.username} GDP").answer()
    assert scene.fake.askers[-1] == EVERYBODY
    scene.of_ann.ask(scene.ann, "/status")
    assert scene.source.asked[-1] == scope_of(scene.of_ann.id)


def test_the_desk_shows_each_chat_its_own() -> None:
    owner = scope_of(1).owner
    own = replace(REPORT, id=DocumentId("own"), title="日记", place="丁山县", owner=owner)
    source = FakeSource(lambda: FakeAnswering(own={owner: (own,)}))
    answer_service = AnswerService(source, 2)
    answer_service.open()
    assert asyncio.run(answer_service.opened(5.0))
    try:
        for scope, sees in ((scope_of(1), True), (scope_of(2), False), (PUBLIC, False)):
            assert ("日记" in (asyncio.run(answer_service.titles(scope=scope)) or ())) == sees
            library = asyncio.run(answer_service.library(scope=scope))
            assert (DocumentId("own") in library) == sees
            examples = asyncio.run(answer_service.examples(Language.SIMPLIFIED, scope=scope))
            assert any("丁山县" in each for each in examples) == sees
    finally:
        answer_service.close()


def test_a_scope_comes_from_the_number_of_the_chat_alone() -> None:
    assert scope_of(5) == Scope(scope_of(5).owner)
    numbers = (0, 5, -5, -1005)
    assert len({EVERYBODY, *(scope_of(number).owner for number in numbers)}) == 5
    assert scope_of(5, [DocumentId("a")]).chosen == {DocumentId("a")}
