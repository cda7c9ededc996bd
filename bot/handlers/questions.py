"""A question becomes an answer, as a reply to it in the same topic."""

from __future__ import annotations

import logging

from telegram import Message

from bot.answering_desk import DeskClosedError, OpeningError
from bot.handlers.quoting import words_to_quote
from bot.handlers.room import Room, destination_of, is_group, language_of, speaker_of
from bot.handlers.typing import typing_if_slow
from bot.recent_answers import RecentAnswer
from bot.rendering import render_answer, render_sentence
from bot.rendering.rich_text import RichText
from bot.sending import SentMessage
from bot.storage import Speaker
from bot.texts import texts_in
from retrieval.types import Language, Question

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
    language, speaker = language_of(message), speaker_of(message)
    async with room.questions.turn((message.chat.id, message.message_id)):
        notice = await _notice_while_loading(room, message, language)
        async with typing_if_slow(room.gate, destination_of(message)), room.turns.turn(speaker):
            # In turn, as a question may refer to the one before it, which may still be on its way.
            previous = await room.conversations.previous(speaker)
            text = await _answered(room, speaker, question, previous, language)
        sent = notice
        if notice is None or not await room.gate.edit(notice, text):
            # In a group others have spoken meanwhile: the quote tells which words are answered.
            quote = words_to_quote(message, question, bot) if is_group(message) else None
            sent = await room.gate.send(destination_of(message, quote=quote), text)
        if sent is not None:
            room.recent.remember(message.chat.id, message.message_id, RecentAnswer(sent, previous))


async def answer_again(room: Room, message: Message, question: str) -> None:
    """Edit the answer to a question that was edited; without a recent answer nothing is done."""
    language, speaker = language_of(message), speaker_of(message)
    async with room.questions.turn((message.chat.id, message.message_id)):
        recent = room.recent.find(message.chat.id, message.message_id)
        if recent is None:
            return
        async with room.turns.turn(speaker):
            text = await _answered(room, speaker, question, recent.previous, language)
        await room.gate.edit(recent.sent, text)


async def _notice_while_loading(room: Room, message: Message, language: Language) -> SentMessage | None:
    try:
        if await room.desk.opened(within=_QUIET_SECONDS):
            return None
    except (OpeningError, DeskClosedError):
        return None
    return await room.gate.send(destination_of(message), render_sentence(texts_in(language).getting_ready))


async def _answered(
    room: Room, speaker: Speaker, question: str, previous: Question | None, language: Language
) -> RichText:
    """The answer as a message, or a sentence that says why there is none."""
    texts = texts_in(language)
    try:
        answer = await room.desk.answer(question, previous)
        await room.conversations.remember(speaker, answer, previous)
        return render_answer(answer)
    except DeskClosedError:
        return render_sentence(texts.restarting)
    except OpeningError:
        return render_sentence(texts.failed)
    except Exception:
        _logger.exception("A question could not be answered")
        return render_sentence(texts.failed)
