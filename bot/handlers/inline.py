"""Inline mode: `@bot question` typed in any chat gets cards to choose an answer from."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import ContextTypes

from bot.answering_desk import DeskClosedError, OpeningError
from bot.handlers.room import Room
from bot.rendering.inline import (
    InlineCard,
    render_inline,
    render_inline_examples,
    render_inline_loading,
)
from bot.texts import user_language

_logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 2.0
"""Telegram drops an inline query after a few seconds, so it is told in time that documents are loading."""
_CACHE_SECONDS = 300
"""Telegram's own default; the cards are the same for everybody."""
_NOTHING_CACHE_SECONDS = 30
"""Most queries without a result are the beginnings of longer ones, and documents may be added."""


class InlineHandler:
    """The callback for inline queries."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer with cards: examples, the answer and further passages, or one that says why not."""
        query = update.inline_query
        if query is None:
            return
        if not query.query.strip():
            await self._show(query, render_inline_examples(), _CACHE_SECONDS)
        elif await self._ready():
            await self._search(query, context.bot.username)
        else:
            language = user_language(query.from_user.language_code, query.query)
            await self._show(query, render_inline_loading(language), 0)

    async def _ready(self) -> bool:
        try:
            return await self._room.desk.opened(within=_PATIENCE_SECONDS)
        except (OpeningError, DeskClosedError):
            return False

    async def _search(self, query: InlineQuery, bot: str) -> None:
        try:
            answer = await self._room.desk.answer(query.query)
        except Exception:
            _logger.exception("An inline query could not be answered")
            await self._show(query, (), 0)
            return
        found = bool(answer.parts)
        await self._show(
            query, render_inline(answer, bot), _CACHE_SECONDS if found else _NOTHING_CACHE_SECONDS
        )

    async def _show(self, query: InlineQuery, cards: Sequence[InlineCard], cache_seconds: int) -> None:
        await self._room.gate.answer_inline(query.id, [_result(card) for card in cards], cache_seconds)


def _result(card: InlineCard) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        card.message.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(
        card.id,
        card.title,
        content,
        description=card.description or None,
        reply_markup=_try_button(card) if card.query else None,
    )


def _try_button(card: InlineCard) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(card.query_label, switch_inline_query_current_chat=card.query)
    return InlineKeyboardMarkup([[button]])
