"""Guest mode: the bot is mentioned in a chat it never joined, and posts one answer there.

Nothing is kept of such a chat and no follow-up is understood in it: the bot sees only what mentions it.
"""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.answering_desk import DeskClosedError, OpeningError
from bot.failure_log import log_failure
from bot.handlers.addressing import Request, Wish, read_request
from bot.handlers.quota_notices import quota_notice
from bot.handlers.room import Room, language_of, speaker_of
from bot.quotas import Verdict
from bot.rendering.inline import InlineCard, render_guest, render_guest_sentence
from bot.texts import Texts, texts_in
from retrieval.types import PUBLIC

_logger = logging.getLogger(__name__)


class GuestHandler:
    """The callback for messages that call the bot as a guest."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the question, or say how to ask one."""
        message = update.guest_message
        request = read_request(message, context.bot.bot) if message is not None else None
        if message is None or message.guest_query_id is None or request is None:
            return
        card = await self._card(request, message)
        if card is not None:
            await self._room.inline_gate.answer_guest(message.chat.id, message.guest_query_id, card)

    async def _card(self, request: Request, message: Message) -> InlineCard | None:
        quotas, texts = self._room.quotas, texts_in(language_of(message))
        verdict = quotas.judge(message.chat.id, speaker_of(message).person)
        if verdict is not Verdict.ACCEPTED:
            notice = quota_notice(verdict, quotas, texts)
            return render_guest_sentence(notice) if notice else None
        if request.wish is Wish.ANSWER:
            return await self._answered(request.question, texts)
        (example, *_) = await self._room.desk.examples(language_of(message), scope=PUBLIC)
        return render_guest_sentence(texts.empty_question.format(example=example))

    async def _answered(self, question: str, texts: Texts) -> InlineCard:
        try:
            answer = await self._room.desk.answer(question, scope=PUBLIC)
            return render_guest(answer, self._room.gate.bot_name)
        except (DeskClosedError, OpeningError):
            return render_guest_sentence(texts.failed)
        except Exception as error:  # noqa: BLE001 - one question's failure is its own
            log_failure(_logger, "A guest's question could not be answered", error)
            return render_guest_sentence(texts.failed)
