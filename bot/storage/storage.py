"""Everything that is kept, in one place: how long, and how it is forgotten."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

from bot.config import ConversationSettings
from bot.errors import StorageError
from bot.storage.chat_settings import ChatSettingsTable
from bot.storage.database import Database
from bot.storage.judgements import JudgementsTable
from bot.storage.last_questions import LastQuestionsTable
from bot.storage.received_updates import ReceivedUpdatesTable
from bot.storage.shown_answers import ShownAnswersTable
from bot.storage.statements import Statement

_logger = logging.getLogger(__name__)

_DAY = 24 * 60 * 60.0
_SWEEP_SECONDS = 10 * 60.0
_TIMED = ("last_questions", "shown_answers")
_OF_CHATS = (*_TIMED, "received_updates")
_OF_PERSONS = (*_OF_CHATS, "judgements")
_IN_PLACE = {
    "chat_settings": "EXISTS (SELECT 1 FROM chat_settings AS moved WHERE moved.chat = :old)",
    "last_questions": (
        "EXISTS (SELECT 1 FROM last_questions AS moved WHERE moved.chat = :old"
        " AND moved.topic = last_questions.topic AND moved.person = last_questions.person)"
    ),
}
"""Rows of a supergroup whose place those of the group take that became it."""


class Storage:
    """The tables. Every method may raise a `StorageError`."""

    def __init__(
        self,
        database: Database,
        settings: ConversationSettings,
        clock: Callable[[], float] = time.time,
        *,
        is_shared: bool = False,
        notes_beside: Path | None = None,
    ) -> None:
        """Keep everything in one database.

        Args:
            database: an open one.
            settings: how long each thing is kept.
            clock: seconds since 1970.
            is_shared: whether several bot processes work on the database at once.
            notes_beside: the file beside which answers that were just delivered are noted; None: they are not.
        """
        self._database = database
        self._clock = clock
        self.kept_for = settings
        self.chats = ChatSettingsTable(database)
        self.questions = LastQuestionsTable(database, settings.follow_up_minutes * 60.0, clock)
        self.answers = ShownAnswersTable(database, settings.answers_days * _DAY, clock)
        self.judgements = JudgementsTable(database, settings.feedback_days * _DAY, clock)
        self.received = ReceivedUpdatesTable(
            database, settings.restart_seconds, clock, is_shared=is_shared, notes_beside=notes_beside
        )

    async def forget_person(self, person: int) -> None:
        """Delete all that a person asked and judged, in every chat, and the settings of their private chat."""
        # A private chat has the number of its person.
        await self._forget(
            *(_delete(table, "person = :person", person=person) for table in _OF_PERSONS),
            _delete("chat_settings", "chat = :chat", chat=person),
        )

    async def forget_chat(self, chat: int) -> None:
        """Delete all that was asked and judged in a chat, by anybody, and its settings."""
        tables = (*_OF_CHATS, "chat_settings")
        await self._forget(*(_delete(table, "chat = :chat", chat=chat) for table in tables))

    async def move_chat(self, old: int, new: int) -> None:
        """Take along what a group chose and asked when it becomes a supergroup, a chat of another number."""
        # Questions under way keep the number of the chat that their message is in.
        tables = ("chat_settings", "last_questions", "shown_answers")
        numbers = {"old": old, "new": new}
        moves = (f"UPDATE {table} SET chat = :new WHERE chat = :old" for table in tables)  # noqa: S608
        await self._database.write(
            *(_delete(table, f"chat = :new AND {_IN_PLACE[table]}", **numbers) for table in _IN_PLACE),
            *(Statement(sql, numbers) for sql in moves),
            durable=True,
        )

    async def sweep(self) -> None:
        """Delete what has had its time."""
        now = self._clock()
        await self._database.write(
            *(_delete(table, "expires <= :now", now=now) for table in _TIMED),
            # What is undone may be in hand, whatever a clock that was set anew says of its age.
            _delete("received_updates", "expires <= :now AND body = '{}'", now=now),
        )

    async def sweep_for_ever(self) -> None:
        """Sweep now and then, until cancelled."""
        while True:
            try:
                await self.sweep()
            except StorageError as error:
                _logger.warning("%s", error)
            await asyncio.sleep(_SWEEP_SECONDS)

    def close(self) -> None:
        """Finish what was begun and close the database."""
        self._database.close()
        self.received.close()

    async def _forget(self, *statements: Statement) -> None:
        await self._database.write(*statements, durable=True)
        await self._database.wipe_traces()


def _delete(table: str, where: str, **values: object) -> Statement:
    return Statement(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608
