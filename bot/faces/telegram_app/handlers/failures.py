"""The last resort: what no handler expected is logged with its trace, and the user gets a sentence."""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.faces.telegram_app.handlers.context import BotContext, destination_of, language_of
from bot.messages import texts_in
from bot.operations.failure_log import log_failure
from bot.presentation import render_sentence

_logger = logging.getLogger(__name__)


class FailureHandler:
    """The callback for errors that a handler let pass."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log, and apologize in private chats: in a group the message may not have been for the bot."""
        log_failure(_logger, "An update could not be handled", context.error)
        message = update.message if isinstance(update, Update) else None
        if message is None or message.chat.type != ChatType.PRIVATE:
            return
        try:
            await self._apologize(message)
        except Exception as error:  # noqa: BLE001 - nobody is behind this one; the library would log the update
            log_failure(_logger, "Nor could its author be told so", error)

    async def _apologize(self, message: Message) -> None:
        """Say that it went wrong, unless the message has its answer, or was told so already."""
        gate = self._context.gate
        if not gate.has_replied(message.chat.id, message.message_id):
            sentence = render_sentence(texts_in(language_of(message)).failed)
            await gate.send(destination_of(message), sentence)
