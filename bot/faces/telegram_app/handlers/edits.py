"""A question edited within a minute: its answer is edited, nothing is said twice."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.conversation.quotas import Verdict
from bot.faces.telegram_app.handlers.addressing import Intent, read_request
from bot.faces.telegram_app.handlers.context import BotContext, accepted, is_group, speaker_of
from bot.faces.telegram_app.handlers.questions import answer_again


class EditHandler:
    """The callback for edited messages."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what the question says now; anything else that is edited is let be, without a word."""
        message = update.edited_message
        request = read_request(message, context.bot.bot) if message is not None else None
        if message is None or request is None or request.intent is not Intent.ANSWER:
            return
        if is_group(message) and not self._within_quota(message.chat.id, speaker_of(message).person):
            return
        await answer_again(self._context, await accepted(self._context, message, request.question))

    def _within_quota(self, group: int, person: int) -> bool:
        return self._context.judge(group, person) is Verdict.ACCEPTED
