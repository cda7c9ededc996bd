"""Which handler gets which update, and which button leads where."""

from __future__ import annotations

from typing import Any

from telegram import Update, User
from telegram.ext import Application, CallbackQueryHandler, InlineQueryHandler, filters
from telegram.ext import MessageHandler as MessageRoute

from bot.faces.telegram_app.handlers.addressing import Intent, read_request
from bot.faces.telegram_app.handlers.asking_again import ask_again
from bot.faces.telegram_app.handlers.checking import check_label, draw_table
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.handlers.edits import EditHandler
from bot.faces.telegram_app.handlers.failures import FailureHandler
from bot.faces.telegram_app.handlers.feedback import judge
from bot.faces.telegram_app.handlers.guests import GuestHandler
from bot.faces.telegram_app.handlers.inline import InlineHandler
from bot.faces.telegram_app.handlers.library import choose, press_file, turn_list
from bot.faces.telegram_app.handlers.messages import MessageHandler
from bot.faces.telegram_app.handlers.presses import PressHandler
from bot.faces.telegram_app.handlers.privacy import forget
from bot.faces.telegram_app.handlers.reading import open_passage, show_further, turn_page
from bot.faces.telegram_app.handlers.settings import change_settings, choose_language
from bot.faces.telegram_app.handlers.welcome import ask_example
from bot.presentation import answer_buttons, asking_again, checked, library, privacy, reader, uploads, welcome
from bot.presentation import settings as settings_buttons

_SUBJECTS = {
    reader.OPEN: open_passage,
    reader.TURN: turn_page,
    answer_buttons.FURTHER: show_further,
    answer_buttons.JUDGE: judge,
    answer_buttons.PICTURE: draw_table,
    asking_again.AGAIN: ask_again,
    privacy.FORGET: forget,
    library.LIST: turn_list,
    library.CHOOSE: choose,
    welcome.EXAMPLE: ask_example,
    checked.CHECK: check_label,
    settings_buttons.LANGUAGE: choose_language,
    settings_buttons.SETTINGS: change_settings,
    uploads.UPLOAD: press_file,
}
"""What buttons are about, by what stands before the colon in their data."""


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any], context: BotContext) -> None:
    """Hand each kind of update to its handler."""
    application.add_handler(MessageRoute(filters.UpdateType.MESSAGE, MessageHandler(context)))
    application.add_handler(MessageRoute(filters.UpdateType.EDITED_MESSAGE, EditHandler(context)))
    application.add_handler(MessageRoute(filters.UpdateType.GUEST_MESSAGE, GuestHandler(context)))
    application.add_handler(InlineQueryHandler(InlineHandler(context)))
    application.add_handler(CallbackQueryHandler(PressHandler(context, _SUBJECTS)))
    application.add_error_handler(FailureHandler(context))


def is_worth_keeping(update: Update, me: User, *, takes_files: bool = False) -> bool:
    """Whether an update's handling must survive a stop.

    What others say to each other is none of the bot's business; inline queries and mentions where the bot is a guest
    are too old after a start, and nothing is kept of them.
    """
    if update.callback_query is not None:
        return True
    if update.edited_message is not None:
        request = read_request(update.edited_message, me)
        return request is not None and request.intent is Intent.ANSWER
    message = update.message
    if message is None:
        return False
    moves = message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None
    return moves or read_request(message, me, takes_files=takes_files) is not None
