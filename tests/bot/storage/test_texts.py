"""Every text that may stand in a message is kept: half surrogate pairs, NULs, a million characters."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.storage import AnswerId, Judgement, ReceivedUpdate, ShownAnswer, Speaker, Storage
from bot.storage.bodies import with_sum
from bot.storage.texts import storable
from retrieval.types import DocumentId, Language, Status
from tests.bot.fakes_answering import question
from tests.bot.storage.conftest import Shelf

BOT = 777
SPEAKER = Speaker(7, None, 7)
ALPHABETS = (
    "\ud800\udbff\udc00\udfff",
    "\x00\x01\x1f\x7f\x85\u2028\ufeff\ufffe\uffff",
    "问𠀀👍é\u0301",
    "a'\"\\%:x;\n",
)
WRITTEN = [
    "",
    "问\ud800",
    "\udfff\ud800",
    "\x00",
    "a\x00b\udc00",
    "\\ud800",
    "𠀀\ud840",
    "问" * 400_000 + "\ud800",
]


def random_texts(seed: int, number: int) -> list[str]:
    chosen = random.Random(seed)
    return [
        "".join(
            chosen.choice(chosen.choice(ALPHABETS))
            if chosen.random() < 0.7
            else chr(chosen.randrange(0x110000))
            for _ in range(chosen.randrange(40))
        )
        for _ in range(number)
    ]


TEXTS = WRITTEN + random_texts(20261129, 40)


def in_storage(shelf: Shelf, work: Callable[[Storage], Awaitable[None]]) -> None:
    async def run() -> None:
        with shelf.opened() as storage:
            await work(storage)

    asyncio.run(run())


def test_only_what_no_database_takes_is_replaced() -> None:
    assert storable("a\x00问\ud800𠀀\udfff\n") == "a\ufffd问\ufffd𠀀\ufffd\n"
    for text in TEXTS:
        kept = storable(text)
        assert len(kept) == len(text)
        assert "\x00" not in kept
        assert kept.encode().decode() == kept
        assert all(new in (old, "\ufffd") for old, new in zip(text, kept, strict=True))


def in_json(text: str) -> str:
    """JSON has a form of its own for NUL; only halves of pairs are replaced in it."""
    return "\x00".join(map(storable, text.split("\x00")))


def test_every_text_of_every_table_is_kept(shelf: Shelf) -> None:
    async def keep(storage: Storage) -> None:
        updates: list[ReceivedUpdate] = []
        for number, text in enumerate(TEXTS):
            same = in_json(text)
            await storage.questions.keep(SPEAKER, replace(question(text), places=(frozenset({text}),)))
            kept = await storage.questions.of(SPEAKER)
            assert kept == replace(question(same), places=(frozenset({same}),))
            await storage.chats.set_documents(number, (DocumentId(text),))
            assert (await storage.chats.of(number)).documents == (DocumentId(same),)
            body = json.dumps({"update_id": number, "text": text})
            updates.append(ReceivedUpdate(f"m1:{number}", number, SPEAKER.chat, SPEAKER.person, body))
        await storage.received.add(BOT, storage.received.next_batch(), updates)
        await storage.received.leave(BOT)
        taken_up = await storage.received.take_up(BOT)
        assert [each.body for each in taken_up] == [with_sum(each.body) for each in updates]

    in_storage(shelf, keep)


def test_answers_with_every_text_are_kept_and_judged(shelf: Shelf) -> None:
    async def keep(storage: Storage) -> None:
        for number, text in enumerate(TEXTS):
            same = in_json(text)
            key = AnswerId(f"{number}{text}"[:500])  # as a button may name it that somebody forged
            answer = ShownAnswer(key, SPEAKER, text, Language.ENGLISH, Status.AMBIGUOUS, (text, text), ())
            await storage.answers.keep(answer)
            found = await storage.answers.of(key)
            assert found is not None
            assert (found.question, found.parts) == (same, (same, same))
            assert await storage.judgements.keep(key, 7, Judgement.WRONG)
            assert await storage.judgements.of(key, 7) is Judgement.WRONG
        assert len(await storage.judgements.all()) == len(TEXTS)

    in_storage(shelf, keep)
