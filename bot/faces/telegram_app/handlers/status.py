"""/status: what is indexed, and how far its sentence vectors are."""

from __future__ import annotations

import time

from telegram import Message

from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.context import BotContext, language_in
from bot.faces.telegram_app.handlers.showing import show_when_open
from bot.messages import texts_in
from bot.presentation import RichText, render_sentence
from bot.presentation.status import render_status


async def tell_status(context: BotContext, message: Message) -> None:
    """Say it, once the documents are open."""
    language = await language_in(context, message)

    async def render() -> RichText:
        status = await context.answer_service.status(scope=scope_of(message.chat.id))
        if status is None:
            return render_sentence(texts_in(language).still_loading)
        return render_status(status, time.time(), language)

    await show_when_open(context, message, language, render)
