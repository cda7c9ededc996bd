"""The last question of each speaker, so that 那2016年呢 is understood after a restart, too."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import TypeAdapter

from bot.conversation.records import Speaker
from bot.storage.bodies import read_body, written_body
from bot.storage.database import Database
from bot.storage.statements import put
from retrieval.types import QueryPlan

_BODY = TypeAdapter(QueryPlan)


class LastQuestionsTable:
    """Questions by speaker."""

    def __init__(self, database: Database, seconds: float, clock: Callable[[], float]) -> None:
        self._database = database
        self._seconds = seconds
        self._clock = clock

    async def of(self, speaker: Speaker) -> QueryPlan | None:
        """What the speaker asked last, unless that is too long ago."""
        rows = await self._database.read(
            "SELECT body FROM last_questions"
            " WHERE chat = :chat AND topic = :topic AND person = :person AND expires > :now",
            **_key(speaker),
            now=self._clock(),
        )
        return read_body(_BODY, rows[0][0]) if rows else None

    async def keep(self, speaker: Speaker, question: QueryPlan) -> None:
        """Remember it, in the place of the one before."""
        key = _key(speaker)
        kept = {"body": written_body(_BODY, question), "expires": self._clock() + self._seconds}
        await self._database.write(put("last_questions", tuple(key), key | kept))


def _key(speaker: Speaker) -> dict[str, object]:
    return {"chat": speaker.chat, "topic": speaker.topic or 0, "person": speaker.person}
