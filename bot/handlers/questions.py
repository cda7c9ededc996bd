"""A question becomes an answer, as a reply to it in the same topic."""

from __future__ import annotations

import logging

from telegram import Message

from bot.answering_desk import DeskClosedError, OpeningError
from bot.handlers.answers import present
from bot.handlers.room import Room, destination_of, language_of, speaker_of
from bot.rendering import render_sentence
from bot.rendering.rich_text import RichText
from bot.sending import SentMessage
from bot.storage import Speaker
from bot.texts import texts_in
from retrieval.types import Language

_logger = logging.getLogger(__name__)

_QUIET_SECONDS = 1.0
"""How long a question waits for the documents before its author is told that they are loading."""


async def answer_question(room: Room, message: Message, question: str, bot: str) -> None:
    """Answer a question; a notice that the documents are loading turns into the answer.

    Args:
        room: the collaborators.
        message: the one that asks.
        question: its words.
        bot: the bot's user name.
    """
    language = language_of(message)
    notice = await notice_while_loading(room, message, language)
    text = await _answered(room, speaker_of(message), question, language, bot)
    if notice is None or not await room.gate.edit(notice, text):
        await room.gate.send(destination_of(message), text)


async def notice_while_loading(room: Room, message: Message, language: Language) -> SentMessage | None:
    """Tell that the documents are loading, if they have not opened in a moment; None: nothing was told."""
    try:
        if await room.desk.opened(within=_QUIET_SECONDS):
            return None
    except (OpeningError, DeskClosedError):
        return None
    return await room.gate.send(destination_of(message), render_sentence(texts_in(language).getting_ready))


async def _answered(room: Room, speaker: Speaker, question: str, language: Language, bot: str) -> RichText:
    """The answer as a message, or a sentence that says why there is none."""
    texts = texts_in(language)
    try:
        # In turn, as a question may refer to the one before it, which may still be on its way.
        async with room.turns.turn(speaker):
            previous = await room.conversations.previous(speaker)
            answer = await room.desk.answer(question, previous)
            await room.conversations.remember(speaker, answer, previous)
        return await present(room, speaker, answer, bot)
    except DeskClosedError:
        return render_sentence(texts.restarting)
    except OpeningError:
        return render_sentence(texts.failed)
    except Exception:
        _logger.exception("A question could not be answered")
        return render_sentence(texts.failed)
