"""Inline mode: `@bot question` typed in any chat gets cards to choose an answer from."""

from __future__ import annotations

import logging

from telegram import InlineQuery, Update
from telegram.ext import ContextTypes

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.conversation.keyed_lock import KeyedLock
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.inline_cards import render_inline, render_inline_examples, render_inline_loading
from bot.messages import user_language
from bot.operations.failure_log import log_failure
from retrieval.types import PUBLIC, Language

_logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 2.0
"""Telegram drops an inline query after a few seconds, so it is told in time that documents are loading."""
_CACHE_SECONDS = 300
"""Telegram's own default; the cards are the same for everybody."""
_NOTHING_CACHE_SECONDS = 30
"""Most queries without a result are the beginnings of longer ones, and documents may be added."""


class InlineHandler:
    """The callback for inline queries."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._turns = KeyedLock[int]()
        self._newest: dict[int, str] = {}

    async def __call__(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer with cards: examples, the answer and further passages, or one that says why not.

        A query comes with every pause of a person who types: what was typed on meanwhile is not searched.
        """
        query = update.inline_query
        if query is None:
            return
        person = query.from_user.id
        self._newest[person] = query.id
        async with self._turns.turn(person):
            if self._newest.get(person) == query.id:
                del self._newest[person]
                await self._answer(query)

    async def _answer(self, query: InlineQuery) -> None:
        gate = self._context.inline_gate
        if not query.query.strip():
            examples = {
                language: await self._context.answer_service.examples(language, scope=PUBLIC)
                for language in Language
            }
            # What is shown while the documents open need not fit them.
            cache_seconds = _CACHE_SECONDS if self._context.answer_service.is_open else 0
            await gate.answer_inline(query.id, render_inline_examples(examples), cache_seconds)
        elif await self._ready():
            await self._search(query)
        else:
            language = user_language(query.from_user.language_code, query.query)
            await gate.answer_inline(query.id, render_inline_loading(language), 0)

    async def _ready(self) -> bool:
        try:
            return await self._context.answer_service.opened(within=_PATIENCE_SECONDS)
        except (OpeningError, ServiceClosedError):
            return False

    async def _search(self, query: InlineQuery) -> None:
        gate = self._context.inline_gate
        try:
            answer = await self._context.answer_service.answer(query.query, scope=PUBLIC)
        except Exception as error:  # noqa: BLE001 - one question's failure is its own
            log_failure(_logger, "An inline query could not be answered", error)
            await gate.answer_inline(query.id, (), 0)
            return
        cache_seconds = _CACHE_SECONDS if answer.parts else _NOTHING_CACHE_SECONDS
        await gate.answer_inline(query.id, render_inline(answer, self._context.gate.bot_name), cache_seconds)
