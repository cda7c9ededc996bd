"""The answers given: what their buttons open, and what is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import TypeAdapter

from bot.conversation.records import AnswerId, ShownAnswer
from bot.storage.bodies import read_body, written_body
from bot.storage.database import Database
from bot.storage.statements import put

_BODY = TypeAdapter(ShownAnswer)


class ShownAnswersTable:
    """Answers by id."""

    def __init__(self, database: Database, seconds: float, clock: Callable[[], float]) -> None:
        self._database = database
        self._seconds = seconds
        self._clock = clock

    async def keep(self, answer: ShownAnswer) -> None:
        """Keep it for its time."""
        now, speaker = self._clock(), answer.speaker
        values = {
            "id": answer.id,
            "chat": speaker.chat,
            "person": speaker.person,
            "body": written_body(_BODY, answer),
            "shown": now,
            "expires": now + self._seconds,
        }
        await self._database.write(put("shown_answers", ("id",), values))

    async def of(self, key: AnswerId) -> ShownAnswer | None:
        """The answer with this id; None when there is none, or its time is over."""
        rows = await self._database.read(
            "SELECT body, chat FROM shown_answers WHERE id = :id AND expires > :now",
            id=key,
            now=self._clock(),
        )
        answer = read_body(_BODY, rows[0][0]) if rows else None
        # A group that became a supergroup has another number than when the answer was written down.
        return replace(answer, speaker=replace(answer.speaker, chat=rows[0][1])) if answer else None
