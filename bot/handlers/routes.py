"""Which handler gets which update, and which button leads where."""

from __future__ import annotations

from typing import Any

from telegram import Update, User
from telegram.ext import Application, CallbackQueryHandler, InlineQueryHandler, filters
from telegram.ext import MessageHandler as MessageRoute

from bot.handlers.addressing import Wish, read_request
from bot.handlers.asking_again import ask_again
from bot.handlers.edits import EditHandler
from bot.handlers.failures import FailureHandler
from bot.handlers.feedback import judge
from bot.handlers.guests import GuestHandler
from bot.handlers.inline import InlineHandler
from bot.handlers.library import choose, turn_list
from bot.handlers.messages import MessageHandler
from bot.handlers.presses import PressHandler
from bot.handlers.privacy import forget
from bot.handlers.reading import open_passage, show_further, turn_page
from bot.handlers.room import Room
from bot.handlers.settings import change_settings, choose_language
from bot.handlers.welcome import ask_example
from bot.rendering import answer_buttons, asking_again, library, messages, privacy, reader
from bot.rendering import settings as settings_buttons

_SUBJECTS = {
    reader.OPEN: open_passage,
    reader.TURN: turn_page,
    answer_buttons.FURTHER: show_further,
    answer_buttons.JUDGE: judge,
    asking_again.AGAIN: ask_again,
    privacy.FORGET: forget,
    library.LIST: turn_list,
    library.CHOOSE: choose,
    messages.EXAMPLE: ask_example,
    settings_buttons.LANGUAGE: choose_language,
    settings_buttons.SETTINGS: change_settings,
}
"""What buttons are about, by what stands before the colon in their data."""


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any], room: Room) -> None:
    """Hand each kind of update to its handler."""
    application.add_handler(MessageRoute(filters.UpdateType.MESSAGE, MessageHandler(room)))
    application.add_handler(MessageRoute(filters.UpdateType.EDITED_MESSAGE, EditHandler(room)))
    application.add_handler(MessageRoute(filters.UpdateType.GUEST_MESSAGE, GuestHandler(room)))
    application.add_handler(InlineQueryHandler(InlineHandler(room)))
    application.add_handler(CallbackQueryHandler(PressHandler(room, _SUBJECTS)))
    application.add_error_handler(FailureHandler(room))


def is_worth_keeping(update: Update, me: User) -> bool:
    """Whether an update's handling must survive a stop.

    What others say to each other is none of the bot's business; inline queries and mentions where the bot is a guest
    are too old after a start, and nothing is kept of them.
    """
    if update.callback_query is not None:
        return True
    if update.edited_message is not None:
        request = read_request(update.edited_message, me)
        return request is not None and request.wish is Wish.ANSWER
    message = update.message
    if message is None:
        return False
    moves = message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None
    return moves or read_request(message, me) is not None
