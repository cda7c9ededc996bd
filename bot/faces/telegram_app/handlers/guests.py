"""Guest mode: the bot is mentioned in a chat it never joined, and posts one answer there.

Nothing is kept of such a chat and no follow-up is understood in it: the bot sees only what mentions it.
"""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.conversation.quotas import Verdict
from bot.conversation.replies import ClaimsChecked
from bot.faces.telegram_app.handlers.addressing import Intent, Request, read_request
from bot.faces.telegram_app.handlers.context import BotContext, language_of, speaker_of
from bot.faces.telegram_app.handlers.quota_notices import quota_notice
from bot.faces.telegram_app.inline_cards import (
    InlineCard,
    render_guest,
    render_guest_sentence,
    render_inline_checked,
)
from bot.messages import Texts, texts_in
from bot.operations.failure_log import log_failure
from retrieval.types import PUBLIC

_logger = logging.getLogger(__name__)


class GuestHandler:
    """The callback for messages that call the bot as a guest."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the question, or say how to ask one."""
        message = update.guest_message
        request = read_request(message, context.bot.bot) if message is not None else None
        if message is None or message.guest_query_id is None or request is None:
            return
        card = await self._card(request, message)
        if card is not None:
            await self._context.inline_gate.answer_guest(message.chat.id, message.guest_query_id, card)

    async def _card(self, request: Request, message: Message) -> InlineCard | None:
        quotas, texts = self._context.quotas, texts_in(language_of(message))
        verdict = quotas.judge(message.chat.id, speaker_of(message).person)
        if verdict is not Verdict.ACCEPTED:
            notice = quota_notice(verdict, quotas, texts)
            return render_guest_sentence(notice) if notice else None
        if request.intent in {Intent.ANSWER, Intent.COMPARE, Intent.CHECK}:
            return await self._answered(request, texts)
        (example, *_) = await self._context.answer_service.examples(language_of(message), scope=PUBLIC)
        return render_guest_sentence(texts.empty_question.format(example=example))

    async def _answered(self, request: Request, texts: Texts) -> InlineCard:
        service, bot = self._context.answer_service, self._context.gate.bot_name
        try:
            if request.intent is Intent.CHECK:
                checked = await service.check_each(request.question, scope=PUBLIC)
                return render_inline_checked(ClaimsChecked(checked, checked[0].language), bot)[0]
            return render_guest(await service.answer(request.question, scope=PUBLIC), bot)
        except (ServiceClosedError, OpeningError):
            return render_guest_sentence(texts.failed)
        except Exception as error:  # noqa: BLE001 - one question's failure is its own
            log_failure(_logger, "A guest's question could not be answered", error)
            return render_guest_sentence(texts.failed)
