"""Presses of buttons: read once, checked, and handed to the handler of their subject.

What a button says comes back from the user's app, which can send anything: a press counts only when its data stands
on a button of the message it names, as Telegram shows that message. So nothing made up, and nothing taken
from a message elsewhere, reaches a handler.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update, User
from telegram.ext import ContextTypes

from bot.conversation.answer_service import OpeningError, ServiceClosedError, TookTooLongError
from bot.errors import StorageError
from bot.faces.telegram_app.handlers.context import BotContext
from bot.messages import chat_texts_in, texts_in, user_language
from bot.presentation.links import TELEGRAM
from retrieval.types import Language

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A press of a button that is under its message."""

    argument: str
    """What follows the subject in the button's data."""
    message: Message
    person: User
    language: Language
    """To speak with whoever pressed."""
    bot: str
    """The bot's user name."""
    query: str = ""
    """Its number."""


Subject = Callable[[BotContext, ButtonPress], Awaitable[str]]
"""Does what a press asks for; returns what to show for a moment, an address of Telegram to open, or nothing."""


class PressHandler:
    """The callback for presses of buttons."""

    def __init__(self, context: BotContext, subjects: Mapping[str, Subject]) -> None:
        """Hand presses on.

        Args:
            context: the collaborators.
            subjects: by what stands before the colon in a button's data.
        """
        self._context = context
        self._subjects = subjects
        self._busy: set[tuple[int, int, int]] = set()

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what the button says; a person who presses faster than that is done is not served twice."""
        query = update.callback_query
        if query is None:
            return
        shown = ""
        try:
            shown = await self._served(query, context.bot.username)
        finally:
            is_address = shown.startswith(TELEGRAM)
            await self._context.gate.answer_press(
                query.id, "" if is_address else shown, shown if is_address else ""
            )

    async def _served(self, query: CallbackQuery, bot: str) -> str:
        message = _message_with(query)
        if message is None:
            return chat_texts_in(user_language(query.from_user.language_code)).button_gone
        key = (message.chat.id, message.message_id, query.from_user.id)
        if key in self._busy:
            return ""
        self._busy.add(key)
        try:
            return await self._serve(query, message, bot)
        finally:
            self._busy.discard(key)

    async def _serve(self, query: CallbackQuery, message: Message, bot: str) -> str:
        chosen = (await self._context.conversation.memory.settings(message.chat.id)).language
        language = chosen or user_language(query.from_user.language_code)
        subject, _, argument = (query.data or "").partition(":")
        serve = self._subjects.get(subject)
        if serve is None:
            return chat_texts_in(language).button_gone
        try:
            return await serve(
                self._context, ButtonPress(argument, message, query.from_user, language, bot, query.id)
            )
        except ServiceClosedError:
            return texts_in(language).restarting
        except (OpeningError, StorageError, TookTooLongError) as error:
            _logger.warning("A press could not be served: %s", error)
            return texts_in(language).failed


def _message_with(query: CallbackQuery) -> Message | None:
    """The message under which the pressed button stands; None: there is no such button under it."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return None
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    return message if query.data and query.data in {button.callback_data for button in buttons} else None
