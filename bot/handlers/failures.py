"""The last resort: what no handler expected is logged with its trace, and the user gets a sentence."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.handlers.room import Room, destination_of, language_of
from bot.rendering import render_sentence
from bot.texts import texts_in

_logger = logging.getLogger(__name__)


class FailureHandler:
    """The callback for errors that a handler let pass."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log, and apologize in private chats: in a group the message may not have been for the bot."""
        _logger.error("An update could not be handled", exc_info=context.error)
        message = update.message if isinstance(update, Update) else None
        if message is not None and message.chat.type == ChatType.PRIVATE:
            sentence = render_sentence(texts_in(language_of(message)).failed)
            await self._room.gate.send(destination_of(message), sentence)
