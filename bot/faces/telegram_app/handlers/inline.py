"""Inline mode: `@bot question` typed in any chat gets cards to choose an answer from."""

from __future__ import annotations

import logging

from telegram import InlineQuery, Update
from telegram.ext import ContextTypes

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.conversation.claims import claim_to_check
from bot.conversation.keyed_lock import KeyedLock
from bot.conversation.replies import ClaimsChecked
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.inline_cards import (
    InlineCard,
    render_inline,
    render_inline_checked,
    render_inline_examples,
    render_inline_loading,
)
from bot.messages import user_language
from bot.operations.failure_log import log_failure
from retrieval.fact_types import Verdict
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
            cards, cache_seconds = await self._cards(query.query)
        except Exception as error:  # noqa: BLE001 - one question's failure is its own
            log_failure(_logger, "An inline query could not be answered", error)
            await gate.answer_inline(query.id, (), 0)
            return
        await gate.answer_inline(query.id, cards, cache_seconds)

    async def _cards(self, typed: str) -> tuple[tuple[InlineCard, ...], int]:
        """The cards for what was typed, and for how many seconds they may be shown to others."""
        service, bot = self._context.answer_service, self._context.gate.bot_name
        if claim := claim_to_check(typed):
            checked = await service.check_each(claim, scope=PUBLIC)
            is_found = any(each.verdict is not Verdict.NOT_FOUND for each in checked)
            reply = ClaimsChecked(checked, checked[0].language)
            return render_inline_checked(reply, bot), _CACHE_SECONDS if is_found else _NOTHING_CACHE_SECONDS
        answer = await service.answer(typed, scope=PUBLIC)
        return render_inline(answer, bot), _CACHE_SECONDS if answer.parts else _NOTHING_CACHE_SECONDS
