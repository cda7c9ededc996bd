"""After a start: the questions of the last minute that the stop interrupted are answered."""

from __future__ import annotations

import logging

from telegram.ext import Application

from bot.handlers.questions import answer_question
from bot.handlers.room import Room

_logger = logging.getLogger(__name__)


class Resumer:
    """Called once the application runs and before it receives anything."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, application: Application) -> None:  # type: ignore[type-arg]
        """Take up the questions; their answers follow when the documents are open."""
        left = await self._room.pending.take_up()
        if left:
            _logger.info("%d questions from before the start are answered now", len(left))
        for question in left:
            application.create_task(answer_question(self._room, question))
