"""What is kept, for how long, and what is forgotten."""

from __future__ import annotations

import asyncio
import string
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.conversation.conversations import Conversations
from bot.conversation.records import new_answer_id
from bot.storage import (
    AnswerId,
    ChatSettings,
    CitedPassage,
    JudgedAnswer,
    Judgement,
    ReceivedUpdate,
    ShownAnswer,
    Speaker,
    Storage,
)
from bot.storage.database import Row
from bot.storage.statements import Statement
from retrieval.types import (
    DocumentId,
    Language,
    Meaning,
    Missing,
    PassageId,
    QueryPlan,
    Role,
    Span,
    Status,
    Wanted,
)
from tests.bot.fakes_answering import answered, not_found, question
from tests.bot.storage.conftest import Shelf

ANN, BOB, GROUP, BOT = 1001, 1002, -100200, 777
PRIVATE = Speaker(ANN, None, ANN)
QUESTION = QueryPlan(
    text="那2016年呢",
    language=Language.TRADITIONAL,
    normalized="2016年GDP",
    content="gdp",
    years=(2016, 2015),
    role=Role.RESULT,
    places=(frozenset({"盘锦", "盘锦市"}),),
    indicators=("地区生产总值",),
    terms=("gdp",),
    translations=((Meaning("增长", 1.0), Meaning("增速", 0.7)), (Meaning("目标", 0.9),)),
    wanted=Wanted.NUMBER,
    unit="%",
    focus="增速",
    in_full="2016年GDP",
)
ANSWER = ShownAnswer(
    AnswerId("a1"),
    PRIVATE,
    "2017年GDP",
    Language.ENGLISH,
    Status.AMBIGUOUS,
    ("增长7%", "1100亿元"),
    (CitedPassage(PassageId("p1"), (Span(3, 9),), True), CitedPassage(PassageId("p2"), (), False)),
)


def in_storage(shelf: Shelf, work: Callable[[Storage], Awaitable[None]]) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            await work(storage)

    asyncio.run(run())


def test_settings_of_chats(shelf: Shelf) -> None:
    chosen = (DocumentId("d1"), DocumentId("d2"))

    async def choose(storage: Storage) -> None:
        assert await storage.chats.of(GROUP) == ChatSettings(None, False, ())
        await storage.chats.set_language(GROUP, Language.TRADITIONAL)
        await storage.chats.set_documents(GROUP, chosen)
        held = await storage.chats.set_quiet(GROUP, quiet=True)
        assert held == ChatSettings(Language.TRADITIONAL, True, chosen)
        await storage.chats.set_language(ANN, Language.ENGLISH)

    async def after(storage: Storage) -> None:
        shelf.clock.now += 10 * 365 * 86400.0
        await storage.sweep()
        assert await storage.chats.of(GROUP) == ChatSettings(Language.TRADITIONAL, True, chosen)
        assert await storage.chats.set_language(ANN, None) == ChatSettings()
        await storage.move_chat(GROUP, -100300)
        assert await storage.chats.of(GROUP) == ChatSettings()
        assert (await storage.chats.of(-100300)).quiet

    in_storage(shelf, choose)
    in_storage(shelf, after)


def test_a_question_is_remembered_whole_across_a_restart_and_for_its_time(shelf: Shelf) -> None:
    topic = replace(PRIVATE, topic=5)

    async def ask(storage: Storage) -> None:
        await storage.questions.keep(PRIVATE, question("former"))
        await storage.questions.keep(PRIVATE, QUESTION)

    async def after(storage: Storage) -> None:
        assert await storage.questions.of(PRIVATE) == QUESTION
        for other in (topic, replace(PRIVATE, person=BOB), replace(PRIVATE, chat=GROUP)):
            assert await storage.questions.of(other) is None
        shelf.clock.now += 15 * 60 - 1
        assert await storage.questions.of(PRIVATE) == QUESTION
        shelf.clock.now += 1
        assert await storage.questions.of(PRIVATE) is None

    in_storage(shelf, ask)
    in_storage(shelf, after)


def test_a_record_of_another_version_counts_as_absent(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        await storage.questions.keep(PRIVATE, QUESTION)
        await storage._database.write(Statement("UPDATE last_questions SET body = '{\"old\": 1}'"))
        assert await storage.questions.of(PRIVATE) is None

    in_storage(shelf, run)


def test_a_greeting_leaves_the_question_before(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        conversations = Conversations(storage)
        await conversations.remember(PRIVATE, answered(asked=QUESTION), None)
        await conversations.remember(PRIVATE, not_found(Missing.SMALL_TALK), QUESTION)
        assert await conversations.previous(PRIVATE) == QUESTION

    in_storage(shelf, run)


def test_conversations_go_on_without_their_memory(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            pass
        conversations = Conversations(storage)
        await conversations.remember(PRIVATE, answered(asked=QUESTION), None)
        assert await conversations.previous(PRIVATE) is None
        assert await conversations.settings(ANN) == ChatSettings()

    asyncio.run(run())
    assert caplog.messages == [f"The chats kept in {shelf.place().name} cannot be used: it is closed."] * 3


def test_ids_of_answers_fit_links_and_buttons() -> None:
    drawn = {new_answer_id() for _ in range(1000)}
    assert len(drawn) == 1000
    assert {len(key) for key in drawn} == {12}
    assert set("".join(drawn)) <= set(string.ascii_letters + string.digits + "-_")


def test_an_answer_is_kept_for_its_time(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        await storage.answers.keep(ANSWER)
        assert await storage.answers.of(ANSWER.id) == ANSWER
        assert await storage.answers.of(AnswerId("a2")) is None
        shelf.clock.now += 30 * 86400.0
        assert await storage.answers.of(ANSWER.id) is None
        assert await storage.judgements.keep(ANSWER.id, ANN, Judgement.RIGHT) is False
        await storage.sweep()
        assert await storage._database.read("SELECT count(*) FROM shown_answers") == [(0,)]

    in_storage(shelf, run)


def test_one_judgement_for_each_person_and_answer(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        await storage.answers.keep(ANSWER)
        second = replace(ANSWER, id=AnswerId("a0"), question="二")
        shelf.clock.now += 1
        await storage.answers.keep(second)
        assert await storage.judgements.keep(ANSWER.id, ANN, Judgement.RIGHT)
        assert await storage.judgements.keep(ANSWER.id, ANN, Judgement.WRONG)
        assert await storage.judgements.keep(second.id, ANN, Judgement.RIGHT)
        assert await storage.judgements.keep(second.id, BOB, Judgement.NOT_FOUND)
        assert await storage.judgements.keep(second.id, 1003, Judgement.WRONG)
        assert await storage.judgements.keep(second.id, 1004, Judgement.RIGHT)
        assert not await storage.judgements.keep(AnswerId("none"), ANN, Judgement.RIGHT)
        assert await storage.judgements.of(ANSWER.id, ANN) is Judgement.WRONG
        assert await storage.judgements.of(ANSWER.id, BOB) is None
        assert await storage.judgements.all() == [
            JudgedAnswer(ANSWER, ((Judgement.WRONG, 1),)),
            JudgedAnswer(second, ((Judgement.RIGHT, 2), (Judgement.WRONG, 1), (Judgement.NOT_FOUND, 1))),
        ]

    in_storage(shelf, run)


def test_a_judged_answer_is_kept_for_longer(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        await storage.answers.keep(ANSWER)
        await storage.judgements.keep(ANSWER.id, ANN, Judgement.RIGHT)
        shelf.clock.now += 364 * 86400.0
        await storage.sweep()
        assert len(await storage.judgements.all()) == 1
        shelf.clock.now += 86400.0
        assert await storage.judgements.all() == []
        await storage.sweep()
        assert await storage._database.read("SELECT count(*) FROM judgements") == [(0,)]

    in_storage(shelf, run)


def test_of_changes_at_once_by_two_processes_none_is_lost(shelf: Shelf) -> None:
    async def run() -> None:
        with shelf.opened() as first, shelf.opened() as second:
            documents = [DocumentId(f"d{number}") for number in range(20)]
            await asyncio.gather(
                *(
                    storage.chats.change_documents(GROUP, lambda held, one=one: (*held, one))
                    for storage, one in zip([first, second] * 10, documents, strict=True)
                ),
                second.chats.set_quiet(GROUP, quiet=True),
                first.chats.set_language(GROUP, Language.ENGLISH),
            )
            settings = await second.chats.of(GROUP)
            assert (settings.language, settings.quiet) == (Language.ENGLISH, True)
            assert sorted(settings.documents) == sorted(documents)

    asyncio.run(run())


def test_what_the_supergroup_has_gives_way_to_what_the_group_had(shelf: Shelf) -> None:
    new = -100300
    ann_before, ann_there, bob_there = Speaker(GROUP, 5, ANN), Speaker(new, 5, ANN), Speaker(new, 5, BOB)

    async def run(storage: Storage) -> None:
        await storage.chats.set_language(new, Language.ENGLISH)
        await storage.questions.keep(ann_there, question("there"))
        await storage.questions.keep(bob_there, question("his"))
        await storage.questions.keep(ann_before, QUESTION)
        for _ in range(2):  # it may run twice
            await storage.move_chat(GROUP, new)
        assert (await storage.chats.of(new)).language is Language.ENGLISH, "the group had chosen nothing"
        assert await storage.questions.of(ann_there) == QUESTION
        assert await storage.questions.of(bob_there) == question("his")
        assert await storage.questions.of(ann_before) is None

    in_storage(shelf, run)


async def undone_of(storage: Storage) -> list[Row]:
    """The chat and the person of each update that was not handled."""
    return await storage._database.read("SELECT chat, person FROM received_updates WHERE body <> '{}'")


async def _fill(storage: Storage) -> None:
    for number, speaker in enumerate((PRIVATE, Speaker(GROUP, None, ANN), Speaker(GROUP, None, BOB)), 1):
        await storage.questions.keep(speaker, QUESTION)
        shown = replace(ANSWER, id=AnswerId(f"a{number}"), speaker=speaker)
        await storage.answers.keep(shown)
        await storage.judgements.keep(shown.id, ANN, Judgement.RIGHT)
        await storage.judgements.keep(shown.id, BOB, Judgement.RIGHT)
        update = ReceivedUpdate(
            f"m{speaker.chat}:{number}", number, speaker.chat, speaker.person, '{"update_id":1}'
        )
        await storage.received.add(BOT, storage.received.next_batch(), [update])
        await storage.chats.set_quiet(speaker.chat, quiet=True)


def test_a_group_that_became_a_supergroup_goes_on(shelf: Shelf) -> None:
    new, ann_there = -100300, Speaker(-100300, None, ANN)

    async def run(storage: Storage) -> None:
        await _fill(storage)
        await storage.move_chat(GROUP, new)
        assert await storage.questions.of(ann_there) == QUESTION
        moved = await storage.answers.of(AnswerId("a2"))
        assert moved is not None
        assert moved.speaker == ann_there
        await storage.forget_chat(new)
        assert await storage.answers.of(AnswerId("a2")) is None
        assert await storage.questions.of(PRIVATE) == QUESTION

    in_storage(shelf, run)


def test_a_person_is_forgotten_in_every_chat(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        await _fill(storage)
        await storage.forget_person(ANN)
        left = Speaker(GROUP, None, BOB)
        assert await undone_of(storage) == [(GROUP, BOB)]
        assert [judged.answer.speaker for judged in await storage.judgements.all()] == [left]
        assert await storage.judgements.of(AnswerId("a3"), ANN) is None
        assert await storage.judgements.of(AnswerId("a3"), BOB) is Judgement.RIGHT
        assert await storage.questions.of(Speaker(GROUP, None, ANN)) is None
        assert await storage.questions.of(left) == QUESTION
        assert (await storage.chats.of(ANN), (await storage.chats.of(GROUP)).quiet) == (ChatSettings(), True)

    in_storage(shelf, run)


def test_a_chat_is_forgotten_with_everybody_in_it(shelf: Shelf) -> None:
    async def run(storage: Storage) -> None:
        await _fill(storage)
        await storage.forget_chat(GROUP)
        assert await undone_of(storage) == [(ANN, ANN)]
        assert [judged.answer.id for judged in await storage.judgements.all()] == ["a1"]
        assert await storage.questions.of(PRIVATE) == QUESTION
        assert await storage.questions.of(Speaker(GROUP, None, BOB)) is None
        assert await storage.chats.of(GROUP) == ChatSettings()
        assert (await storage.chats.of(ANN)).quiet

    in_storage(shelf, run)
