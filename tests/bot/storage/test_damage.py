"""A damaged chats file: said, kept aside, begun anew with what is certain; whatever is whole is left as it is."""

from __future__ import annotations

import asyncio
import logging
import random
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.storage import (
    AnswerId,
    ChatSettings,
    JudgedAnswer,
    Judgement,
    ReceivedUpdate,
    ShownAnswer,
    SqliteFile,
    Storage,
)
from retrieval.types import DocumentId, Language, QueryPlan
from tests.bot.fakes_answering import question
from tests.bot.storage.conftest import Shelf
from tests.bot.storage.damages import IN_USE, WHOLE, Damage
from tests.bot.storage.test_tables import ANSWER, PRIVATE

BOT = 777
CHATS = range(1000, 1050)
FORGOTTEN = range(9000, 9050)
"""Chats that leave unused pages in the file."""
LATE = range(5000, 5010)
"""Chats whose settings are in the log only, when the bot is killed."""
NAME = "chats.sqlite"


@dataclass(frozen=True, slots=True)
class Held:
    """All that a storage gives back."""

    settings: tuple[ChatSettings, ...]
    questions: tuple[QueryPlan | None, ...]
    answers: tuple[ShownAnswer | None, ...]
    judged: tuple[JudgedAnswer, ...]


def settings_of(chat: int) -> ChatSettings:
    return ChatSettings(Language.ENGLISH, chat % 2 == 0, (DocumentId(f"盘锦-{chat}"),))


def answer_of(chat: int) -> ShownAnswer:
    return replace(
        ANSWER, id=AnswerId(f"a{chat}"), speaker=replace(PRIVATE, chat=chat), question=f"问题{chat}" * 20
    )


async def choose(storage: Storage, chat: int) -> None:
    chosen = settings_of(chat)
    await storage.chats.set_language(chat, chosen.language)
    await storage.chats.set_quiet(chat, quiet=chosen.quiet)
    await storage.chats.set_documents(chat, chosen.documents)


async def fill(storage: Storage) -> None:
    for chat in CHATS:
        await choose(storage, chat)
        await storage.questions.keep(replace(PRIVATE, chat=chat), question(f"问题{chat}"))
        await storage.answers.keep(answer_of(chat))
        if chat % 3 == 0:
            await storage.judgements.keep(answer_of(chat).id, PRIVATE.person, Judgement.WRONG)
    for chat in FORGOTTEN:
        await storage.answers.keep(answer_of(chat))
        await storage.chats.set_quiet(chat, quiet=True)
    for chat in FORGOTTEN:
        await storage.forget_chat(chat)


async def held(storage: Storage) -> Held:
    chats = (*CHATS, *LATE)
    return Held(
        tuple([await storage.chats.of(chat) for chat in chats]),
        tuple([await storage.questions.of(replace(PRIVATE, chat=chat)) for chat in chats]),
        tuple([await storage.answers.of(answer_of(chat).id) for chat in chats]),
        tuple(await storage.judgements.all()),
    )


async def goes_on(storage: Storage) -> None:
    """Everything that a bot does with its storage."""
    await choose(storage, 1)
    assert await storage.chats.of(1) == settings_of(1)
    await storage.move_chat(1, 2)
    assert await storage.chats.of(2) == settings_of(1)
    await storage.questions.keep(PRIVATE, question("新问题"))
    assert await storage.questions.of(PRIVATE) == question("新问题")
    await storage.answers.keep(answer_of(1))
    assert await storage.judgements.keep(answer_of(1).id, 1, Judgement.RIGHT)
    update = ReceivedUpdate("m1:1", 1, 1, PRIVATE.person, '{"update_id":1}')
    assert await storage.received.add(BOT, storage.received.next_batch(), [update]) == {"m1:1"}
    await storage.received.done(BOT, ["m1:1"])
    await storage.received.leave(BOT)
    assert await storage.received.take_up(BOT) == []
    await storage.sweep()
    await storage.forget_chat(2)
    await storage.forget_person(PRIVATE.person)


def shelf_at(file: Path) -> Shelf:
    return Shelf(lambda: SqliteFile(file), file)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bot that was stopped."""
    folder = tmp_path_factory.mktemp("closed")

    async def run() -> None:
        with shelf_at(folder / NAME).opened() as storage:
            await fill(storage)

    asyncio.run(run())
    return folder


@pytest.fixture(scope="module")
def killed(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bot that was killed, beside one of another bot, called other."""
    made = tmp_path_factory.mktemp("killed")

    async def run(folder: Path, use: str) -> None:
        shutil.copytree(closed, made / use) if folder == closed else (made / use).mkdir()
        with shelf_at(made / use / NAME).opened() as storage:
            if folder != closed:
                await fill(storage)
            for chat in LATE:
                await choose(storage, chat)
                if folder != closed:
                    await storage.chats.set_language(chat, Language.TRADITIONAL)
                await storage.answers.keep(answer_of(chat))
            shutil.copytree(made / use, made / f"{use}-killed")

    asyncio.run(run(closed, "mine"))
    asyncio.run(run(made, "its"))
    return made


@dataclass(frozen=True, slots=True)
class Outcome:
    before: Held
    after: Held
    said: list[str]
    found: dict[str, bytes]
    """The files as they were damaged."""
    aside: dict[str, bytes]
    """The files kept aside, by the endings of their names."""


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def held_in(folder: Path) -> Held:
    """All that is in a folder, which is left as it is."""

    async def run() -> Held:
        with tempfile.TemporaryDirectory() as aside:
            shutil.copytree(folder, aside, dirs_exist_ok=True)
            with shelf_at(Path(aside) / NAME).opened() as storage:
                return await held(storage)

    return asyncio.run(run())


def opened_after(
    damage: Damage, folder: Path, before: Held, seed: str, caplog: pytest.LogCaptureFixture
) -> Outcome:
    file = folder / NAME

    async def run() -> Held:
        with shelf_at(file).opened() as storage:
            first = await held(storage)
            await goes_on(storage)
            return first

    async def start() -> None:
        with shelf_at(file).opened() as storage:
            await storage.chats.of(CHATS[0])

    damage(file, random.Random(seed))
    found = contents(folder)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        after = asyncio.run(run())
    said = [record.getMessage() for record in caplog.records]
    aside = {
        name.partition(".damaged-")[2][15:]: content
        for name, content in contents(folder).items()
        if ".damaged-" in name
    }
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        asyncio.run(start())
    assert caplog.records == [], "the next start is an ordinary one"
    return Outcome(before, after, said, found, aside)


def check(outcome: Outcome) -> None:
    assert len(outcome.said) <= 1, outcome.said
    assert bool(outcome.said) is (outcome.before != outcome.after), "said when something was lost, only then"
    for before, after in zip(outcome.before.settings, outcome.after.settings, strict=True):
        chosen_less = (replace(before, documents=()), replace(before, documents=(), quiet=False))
        assert after in {before, *chosen_less, ChatSettings()}, "nothing false was carried over"
    for asked, found in zip(outcome.before.answers, outcome.after.answers, strict=True):
        assert found in (asked, None)
    assert set(outcome.after.judged) <= set(outcome.before.judged)
    if not outcome.said:
        return
    for ending in ("", "-wal"):
        damaged = outcome.found.get(NAME + ending)
        kept = outcome.aside.get(ending)
        assert kept in (damaged, None)
    assert outcome.aside or NAME not in outcome.found


@pytest.fixture(scope="module")
def before_closed(closed: Path) -> Held:
    return held_in(closed)


@pytest.fixture(scope="module")
def before_killed(killed: Path) -> Held:
    return held_in(killed / "mine-killed")


@pytest.mark.parametrize("name", WHOLE)
def test_a_closed_file(
    name: str, closed: Path, before_closed: Held, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(closed, tmp_path / "bot")
    check(opened_after(WHOLE[name], tmp_path / "bot", before_closed, name, caplog))


@pytest.mark.parametrize("name", IN_USE)
def test_a_file_in_use(
    name: str, killed: Path, before_killed: Held, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(killed / "mine-killed", tmp_path / "bot")
    shutil.copytree(killed / "its-killed", tmp_path / "other")
    check(opened_after(IN_USE[name], tmp_path / "bot", before_killed, name, caplog))
