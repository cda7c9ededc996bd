"""What belongs to a message beside its text, in the library's classes: what it replies to, and its buttons."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from bot.faces.telegram_app.sending_retries import Attempt
from bot.presentation.rich_text import Keyboard


def reply_parameters(attempt: Attempt) -> ReplyParameters | None:
    """What a message replies to, and the words of it that it quotes; None: it is no reply."""
    if attempt.reply_to is None:
        return None
    quote = attempt.quote
    return ReplyParameters(
        attempt.reply_to,
        allow_sending_without_reply=True,
        quote=quote.text if quote else None,
        quote_position=quote.position if quote else None,
    )


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None: there are none."""
    rows = [
        [
            InlineKeyboardButton(button.label, callback_data=button.data or None, url=button.address or None)
            for button in row
        ]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None
