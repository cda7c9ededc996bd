"""Questions under way, kept so that a restart answers those it interrupted.

A storage that fails costs this safety, not the answer.
"""

from __future__ import annotations

import logging

from bot.errors import StorageError
from bot.storage import AcceptedQuestion, Storage

_logger = logging.getLogger(__name__)


class PendingQuestions:
    """What was accepted and is not answered yet."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._taken_up: frozenset[tuple[int, int]] = frozenset()

    async def accept(self, question: AcceptedQuestion) -> None:
        """Keep a question until it is settled."""
        try:
            await self._storage.accepted.keep(question)
        except StorageError as error:
            _logger.warning("%s", error)

    async def settle(self, question: AcceptedQuestion) -> None:
        """It was answered, or never will be."""
        try:
            await self._storage.accepted.done(question.speaker.chat, question.message)
        except StorageError as error:
            _logger.warning("%s", error)

    async def take_up(self) -> list[AcceptedQuestion]:
        """Those that the last run left, oldest first. Call it before updates are fetched."""
        try:
            left = await self._storage.accepted.take_up()
        except StorageError as error:
            _logger.warning("%s", error)
            return []
        self._taken_up = frozenset((one.speaker.chat, one.message) for one in left)
        return left

    def is_taken_up(self, chat: int, message: int) -> bool:
        """Whether a message is one of those: a killed bot's last updates are delivered again."""
        return (chat, message) in self._taken_up
