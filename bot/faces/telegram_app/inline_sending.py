"""Cards leave through here: answers to inline queries, and to mentions in chats the bot never joined.

Both are answered by the number of a query that is soon too old, so nothing waits for long. Refused markup goes out
as plain text. Callers get False instead of an error: it is logged here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.faces.telegram_app.inline_cards import PRIVATE_START, InlineCard, InlineCards
from bot.faces.telegram_app.sending_parts import markup
from bot.faces.telegram_app.sending_retries import Attempt, next_attempt, seconds_to_wait
from bot.faces.telegram_app.server_replies import UnreadableReplyError

_logger = logging.getLogger(__name__)

_LONGEST_GUEST_WAIT = 10.0
"""Seconds; whoever called a guest has gone on by then."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class InlineGate:
    """Answers queries with cards."""

    def __init__(self, bot: Bot, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep

    async def answer_inline(self, query: str, cards: InlineCards) -> bool:
        """Answer an inline query, once: a moment later its user has typed on."""
        try:
            try:
                await self._show(query, cards, as_plain=False)
            except BadRequest as error:
                if "parse" not in error.message.lower():
                    raise
                await self._show(query, cards, as_plain=True)
        except (BadRequest, Forbidden) as error:
            _logger.info("An inline query came to nothing: %s", error)
        except UnreadableReplyError:
            return False  # the connection has said so
        except TelegramError as error:
            _logger.warning("An inline query was not answered: %s", error)
        else:
            return True
        return False

    async def answer_guest(self, chat: int, query: str, card: InlineCard) -> bool:
        """Post a card's message into a chat where the bot was called as a guest."""
        attempt: Attempt | None = Attempt(chat)
        waited = 0.0
        while attempt is not None:
            try:
                await self._bot.answer_guest_query(query, _article(card, as_plain=attempt.as_plain))
            except UnreadableReplyError:
                return False  # it may have been answered; the connection has said so
            except TelegramError as error:
                wait = seconds_to_wait(error, attempt)
                waited += wait
                attempt = next_attempt(error, attempt) if waited <= _LONGEST_GUEST_WAIT else None
                if attempt is None:
                    _logger.warning("A guest query was not answered: %s", error)
                else:
                    await self._sleep(wait)
            else:
                return True
        return False

    async def _show(self, query: str, shown: InlineCards, *, as_plain: bool) -> None:
        results = [_article(card, as_plain=as_plain) for card in shown.cards]
        label = shown.private_label
        await self._bot.answer_inline_query(
            query,
            results,
            cache_time=shown.cache_seconds,
            is_personal=False,
            button=InlineQueryResultsButton(label, start_parameter=PRIVATE_START) if label else None,
        )


def _article(card: InlineCard, *, as_plain: bool) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        card.message.plain if as_plain else card.message.html,
        parse_mode=None if as_plain else ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
    )
    return InlineQueryResultArticle(
        card.id,
        card.title,
        content,
        description=card.description or None,
        reply_markup=_try_button(card) if card.query else markup(card.message.keyboard),
    )


def _try_button(card: InlineCard) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(card.query_label, switch_inline_query_current_chat=card.query)
    return InlineKeyboardMarkup([[button]])
