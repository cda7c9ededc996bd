"""What belongs to a message beside its text, in the library's classes: what it replies to, and its buttons."""

from __future__ import annotations

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
)

from bot.faces.telegram_app.sending_retries import Attempt
from bot.presentation.rich_text import Button, Keyboard


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


def markup(
    keyboard: Keyboard, *, takes_newer: bool = True, is_inline: bool = True
) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None: there are none.

    Args:
        keyboard: the rows.
        takes_newer: whether the server knows buttons that copy words (Bot API 7.11) or share a card (6.7); without them
            nothing is copied, and an address is shared.
        is_inline: whether the bot can be asked in other chats, without which no card can be shared.
    """
    rows = []
    for row in keyboard:
        made = [
            _made(button, shares_card=takes_newer and is_inline)
            for button in row
            if takes_newer or not button.copied
        ]
        rows += [made] if made else []
    return InlineKeyboardMarkup(rows) if rows else None


def _made(button: Button, *, shares_card: bool) -> InlineKeyboardButton:
    if button.copied:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copied))
    if button.shared and shares_card:
        chats = SwitchInlineQueryChosenChat(
            button.shared, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
        )
        return InlineKeyboardButton(button.label, switch_inline_query_chosen_chat=chats)
    return InlineKeyboardButton(button.label, callback_data=button.data or None, url=button.address or None)
