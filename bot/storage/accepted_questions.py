"""Questions under way, so that those of the last minute are answered after a restart."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import TypeAdapter

from bot.storage.bodies import read_body, written_body
from bot.storage.database import Database
from bot.storage.records import AcceptedQuestion
from bot.storage.statements import Statement, put

_BODY = TypeAdapter(AcceptedQuestion)


class AcceptedQuestionsTable:
    """Questions by chat and message."""

    def __init__(self, database: Database, seconds: float, clock: Callable[[], float]) -> None:
        self._database = database
        self._seconds = seconds
        self._clock = clock

    async def keep(self, question: AcceptedQuestion) -> None:
        """Take note that it will be answered."""
        now, speaker = self._clock(), question.speaker
        values = {
            "chat": speaker.chat,
            "message": question.message,
            "person": speaker.person,
            "body": written_body(_BODY, question),
            "accepted": now,
            "expires": now + self._seconds,
        }
        await self._database.write(put("accepted_questions", ("chat", "message"), values))

    async def done(self, chat: int, message: int) -> None:
        """It was answered, or never will be."""
        await self._database.write(
            Statement(
                "DELETE FROM accepted_questions WHERE chat = :chat AND message = :message",
                {"chat": chat, "message": message},
            )
        )

    async def take_up(self) -> list[AcceptedQuestion]:
        """Those not yet done and not too old, oldest first; of several processes that start, one gets each."""
        rows = await self._database.read(
            "SELECT chat, message, accepted, body FROM accepted_questions"
            " WHERE expires > :now AND accepted < :now ORDER BY accepted, chat, message",
            now=self._clock(),
        )
        taken = [body for chat, message, accepted, body in rows if await self._take(chat, message, accepted)]
        held = (read_body(_BODY, body) for body in taken)
        return [question for question in held if question is not None]

    async def _take(self, chat: int, message: int, accepted: float) -> bool:
        """Accept it anew, unless another process has."""
        changed = await self._database.write(
            Statement(
                "UPDATE accepted_questions SET accepted = :now"
                " WHERE chat = :chat AND message = :message AND accepted = :accepted",
                {"now": self._clock(), "chat": chat, "message": message, "accepted": accepted},
            )
        )
        return changed > 0
