"""What a question is answered in the light of: what its author asked before, and what the chat has chosen.

When the storage fails, it is answered as if nothing had been asked or chosen.
"""

from __future__ import annotations

import logging

from bot.conversation.ports import ConversationStore
from bot.conversation.records import AnswerId, ChatSettings, ShownAnswer, Speaker
from bot.errors import StorageError
from retrieval.questions.follow_up import to_remember
from retrieval.types import Answer, QueryPlan

_logger = logging.getLogger(__name__)


class Conversations:
    """The last question of each speaker, and the settings of each chat."""

    def __init__(self, storage: ConversationStore) -> None:
        self._storage = storage

    async def previous(self, speaker: Speaker) -> QueryPlan | None:
        """What the speaker asked before, unless that is too long ago."""
        try:
            return await self._storage.questions.of(speaker)
        except StorageError as error:
            _logger.warning("%s", error)
            return None

    async def move(self, old: int, new: int) -> None:
        """Go on in the supergroup that a group became."""
        try:
            await self._storage.move_chat(old, new)
        except StorageError as error:
            _logger.warning("%s", error)

    async def settings(self, chat: int) -> ChatSettings:
        """What the chat has chosen."""
        try:
            return await self._storage.chats.of(chat)
        except StorageError as error:
            _logger.warning("%s", error)
            return ChatSettings()

    async def shown(self, key: AnswerId) -> ShownAnswer | None:
        """An answer given before."""
        try:
            return await self._storage.answers.of(key)
        except StorageError as error:
            _logger.warning("%s", error)
            return None

    async def remember(self, speaker: Speaker, answer: Answer, previous: QueryPlan | None) -> None:
        """Keep the question for the next one; a greeting leaves the former in place.

        Args:
            speaker: who asked.
            answer: the answer to it.
            previous: what `previous` gave for it.
        """
        question = to_remember(answer, previous)
        if question is None:
            return
        try:
            await self._storage.questions.keep(speaker, question)
        except StorageError as error:
            _logger.warning("%s", error)
