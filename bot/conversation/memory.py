"""What a question is answered in the light of: what its author asked before, and what the chat has chosen.

When the storage fails, it is answered as if nothing had been asked or chosen.
"""

from __future__ import annotations

import logging

from bot.conversation.ports import ConversationStore
from bot.conversation.records import AnswerId, ChatSettings, ShownAnswer, Speaker
from bot.errors import StorageError
from retrieval.types import QueryPlan

_logger = logging.getLogger(__name__)


class Memory:
    """The last question of each speaker, and the settings of each chat."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    async def previous(self, speaker: Speaker) -> QueryPlan | None:
        """What the speaker asked before, unless that is too long ago."""
        try:
            return await self._store.questions.of(speaker)
        except StorageError as error:
            _logger.warning("%s", error)
            return None

    async def move(self, old: int, new: int) -> None:
        """Go on in the supergroup that a group became."""
        try:
            await self._store.move_chat(old, new)
        except StorageError as error:
            _logger.warning("%s", error)

    async def settings(self, chat: int) -> ChatSettings:
        """What the chat has chosen."""
        try:
            return await self._store.chats.of(chat)
        except StorageError as error:
            _logger.warning("%s", error)
            return ChatSettings()

    async def shown(self, key: AnswerId) -> ShownAnswer | None:
        """An answer given before."""
        try:
            return await self._store.answers.of(key)
        except StorageError as error:
            _logger.warning("%s", error)
            return None

    async def last_answer(self, speaker: Speaker) -> ShownAnswer | None:
        """What the speaker was answered last."""
        try:
            return await self._store.answers.last_of(speaker)
        except StorageError as error:
            _logger.warning("%s", error)
            return None

    async def remember(self, speaker: Speaker, question: QueryPlan | None) -> None:
        """Keep what the speaker's next question may lean on; None: nothing."""
        if question is None:
            return
        try:
            await self._store.questions.keep(speaker, question)
        except StorageError as error:
            _logger.warning("%s", error)

    async def keep(self, answer: ShownAnswer) -> AnswerId | None:
        """Keep an answer for what is asked of it later; None: that was not possible."""
        try:
            await self._store.answers.keep(answer)
        except StorageError as error:
            _logger.warning("An answer goes out without some of its buttons: %s", error)
            return None
        return answer.id
