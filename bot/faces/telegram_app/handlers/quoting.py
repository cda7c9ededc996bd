"""Which words of a message an answer quotes when it replies: those of the question, without the mention.

Telegram takes a quote only if it stands exactly so in the message, formatting included
(https://core.telegram.org/bots/api#replyparameters).
"""

from __future__ import annotations

import re

from telegram import Message, MessageEntity

from bot.faces.telegram_app.sending_retries import Quote
from bot.presentation.rich_text import units

_LONGEST = 1024
"""UTF-16 units that Telegram takes."""
_PART_OF_A_QUOTE = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CUSTOM_EMOJI,
    }
)


def words_to_quote(message: Message, question: str, bot: str) -> Quote | None:
    """The question's words as they stand in the message; None where it does not hold them.

    Args:
        message: with the question as its text or caption.
        question: what was read from it, a mention inside it taken out.
        bot: the bot's user name, without the at sign.
    """
    text = message.text or message.caption or ""
    styled = {entity.type for entity in (*message.entities, *message.caption_entities)}
    if styled & _PART_OF_A_QUOTE:
        return None
    words = question if question in text else _longest_part(text, question, bot)
    if not words or units(words) > _LONGEST:
        return None
    return Quote(words, units(text[: text.index(words)]))


def _longest_part(text: str, question: str, bot: str) -> str:
    """The longest of the pieces between the mentions."""
    pieces = re.split(rf"@{re.escape(bot)}\b", text, flags=re.IGNORECASE) if bot else []
    held = [piece.strip() for piece in pieces if piece.strip() in question]
    return max(held, key=len, default="")
