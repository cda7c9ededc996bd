"""/status: what is indexed, and how far its sentence vectors are."""

from __future__ import annotations

import time

from telegram import Message

from bot.handlers.room import Room, language_in
from bot.handlers.showing import show_when_open
from bot.rendering import RichText, render_sentence
from bot.rendering.status import render_status
from bot.scopes import scope_of
from bot.texts import texts_in


async def tell_status(room: Room, message: Message) -> None:
    """Say it, once the documents are open."""
    language = await language_in(room, message)

    async def render() -> RichText:
        status = await room.desk.status(scope=scope_of(message.chat.id))
        if status is None:
            return render_sentence(texts_in(language).still_loading)
        return render_status(status, time.time(), language)

    await show_when_open(room, message, language, render)
