"""Inline mode: `@bot question` typed in any chat gets cards to choose an answer from."""

from __future__ import annotations

import logging

from telegram import InlineQuery, Update
from telegram.ext import ContextTypes

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.conversation.claims import claim_to_check
from bot.conversation.fragments import is_fragment
from bot.conversation.keyed_lock import KeyedLock
from bot.conversation.replies import ClaimsChecked, is_sure
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.inline_cards import (
    InlineCard,
    InlineCards,
    render_inline,
    render_inline_checked,
    render_inline_examples,
    render_inline_loading,
    render_shared,
)
from bot.messages import texts_in, user_language
from bot.operations.failure_log import log_failure
from bot.presentation.links import PassageLink, SharedQuery
from retrieval.compose.citing import cite
from retrieval.fact_types import Verdict
from retrieval.types import PUBLIC, Language

_logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 2.0
"""Telegram drops an inline query after a few seconds, so it is told in time that documents are loading."""
_CACHE_SECONDS = 300
"""Telegram's own default; the cards are the same for everybody."""
_UNSURE_CACHE_SECONDS = 30
"""Most queries without a sure result are the beginnings of longer ones, and documents may be added."""


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
            seconds = _CACHE_SECONDS if self._context.answer_service.is_open else 0
            await gate.answer_inline(query.id, InlineCards(render_inline_examples(examples), seconds))
        elif await self._ready():
            await self._search(query)
        else:
            language = user_language(query.from_user.language_code, query.query)
            await gate.answer_inline(query.id, InlineCards(render_inline_loading(language)))

    async def _ready(self) -> bool:
        try:
            return await self._context.answer_service.opened(within=_PATIENCE_SECONDS)
        except (OpeningError, ServiceClosedError):
            return False

    async def _search(self, query: InlineQuery) -> None:
        language = user_language(query.from_user.language_code, query.query)
        try:
            cards = await self._cards(query.query, language)
        except Exception as error:  # noqa: BLE001 - one question's failure is its own
            log_failure(_logger, "An inline query could not be answered", error)
            cards = InlineCards()
        await self._context.inline_gate.answer_inline(query.id, cards)

    async def _cards(self, typed: str, language: Language) -> InlineCards:
        """The cards for what was typed; `language` is that of who typed it."""
        in_private = texts_in(language).inline_private
        asked = SharedQuery.read(typed)
        if asked.link is not None:
            return await self._shared(asked, asked.link)
        if is_fragment(typed):
            return InlineCards((), _CACHE_SECONDS, in_private)
        if claim := claim_to_check(typed):
            return await self._checked(claim, in_private)
        answer = await self._context.answer_service.answer(typed, scope=PUBLIC)
        if answer.question.is_bare:
            return InlineCards((), _UNSURE_CACHE_SECONDS, in_private)
        cards = render_inline(answer, self._context.gate.bot_name)
        return _cached(cards, in_private, is_sure=is_sure(answer) or bool(answer.places))

    async def _checked(self, claim: str, in_private: str) -> InlineCards:
        checked = await self._context.answer_service.check_each(claim, scope=PUBLIC)
        reply = ClaimsChecked(checked, checked[0].language)
        is_found = any(each.verdict is not Verdict.NOT_FOUND for each in checked)
        cards = render_inline_checked(reply, self._context.gate.bot_name)
        return _cached(cards, in_private, is_sure=is_found)

    async def _shared(self, asked: SharedQuery, link: PassageLink) -> InlineCards:
        """The card for an answer that somebody shares, and where its paragraph is gone, whatever answers its question."""
        service, bot = self._context.answer_service, self._context.gate.bot_name
        answer = await service.answer(asked.words, scope=PUBLIC)
        place = await service.passage(link.passage, scope=PUBLIC)
        if place is None:
            return InlineCards(render_inline(answer, bot))
        cited = cite(place.passage, place.document, link.spans_in(place.passage.text))
        return InlineCards((render_shared(answer, cited, bot),), _CACHE_SECONDS)


def _cached(cards: tuple[InlineCard, ...], in_private: str, *, is_sure: bool) -> InlineCards:
    """What is not sure is not kept for long, and goes with a way to ask in private."""
    if is_sure:
        return InlineCards(cards, _CACHE_SECONDS)
    return InlineCards(cards, _UNSURE_CACHE_SECONDS, in_private)
