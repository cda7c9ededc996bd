"""A question becomes an answer, as a reply to it in the same topic."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from bot.answering_desk import DeskClosedError, OpeningError
from bot.failure_log import log_failure
from bot.handlers.answers import present
from bot.handlers.room import AcceptedQuestion, Room
from bot.handling import is_taken_up, leave_undone
from bot.library import ChosenDocuments
from bot.recent_answers import RecentAnswer
from bot.rendering import render_sentence
from bot.rendering.parts import is_confident
from bot.rendering.rich_text import RichText
from bot.scopes import scope_of
from bot.sending import Destination, SentMessage
from bot.sending_retries import Quote
from bot.storage import ChatSettings
from bot.texts import texts_in
from retrieval.routes.asking_again import AskedAgain
from retrieval.types import Answer, Language, QueryPlan

_logger = logging.getLogger(__name__)

_QUIET_SECONDS = 1.0
"""How long a question waits for the documents before its author is told that they are loading."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is said to a question."""

    text: RichText
    is_worth_saying: bool = True
    """In a quiet group too."""
    is_final: bool = True
    """A bot that stops has not had its last word."""


async def answer_question(room: Room, asked: AcceptedQuestion, quote: Quote | None = None) -> None:
    """Answer a question; a notice that the documents are loading turns into the answer.

    Args:
        room: the collaborators.
        asked: who asks what, in which message.
        quote: the words of that message to quote.
    """
    chat = asked.speaker.chat
    destination = Destination(chat, asked.speaker.topic, asked.message)
    async with room.questions.turn((chat, asked.message)):
        settings = await room.conversations.settings(chat)
        notice = None
        if not settings.quiet and not is_taken_up():  # who asked before the start has been told
            notice = await notice_while_loading(room, destination, asked.language)
        async with room.signs.if_slow(room.gate, destination), room.turns.turn(asked.speaker):
            # In turn, as a question may refer to the one before it, which may still be on its way.
            previous = await room.conversations.previous(asked.speaker)
            outcome = await _answered(room, asked, previous, settings)
        if outcome.is_worth_saying or not settings.quiet:
            sent = await _say(room, outcome.text, notice, replace(destination, quote=quote))
            if sent is not None:
                room.recent.remember(chat, asked.message, RecentAnswer(sent, previous))
        if not outcome.is_final:
            leave_undone()


async def answer_again(room: Room, asked: AcceptedQuestion) -> None:
    """Edit the answer to a question that was edited; without a recent answer nothing is done."""
    key = (asked.speaker.chat, asked.message)
    async with room.questions.turn(key):
        recent = room.recent.find(*key)
        if recent is None:
            return
        settings = await room.conversations.settings(asked.speaker.chat)
        async with room.turns.turn(asked.speaker):
            outcome = await _answered(room, asked, recent.previous, settings)
        if outcome.is_final:
            await room.gate.edit(recent.sent, outcome.text)
        else:
            leave_undone()


async def answer_choice(room: Room, asked: AcceptedQuestion, again: AskedAgain, *, everywhere: bool) -> None:
    """Answer what a button asks again, as a reply to the message that it stands under.

    Args:
        room: the collaborators.
        asked: who tapped, and under which message.
        again: what is asked, and in the light of what.
        everywhere: whether all documents are searched, whatever the chat has chosen.
    """
    destination = Destination(asked.speaker.chat, asked.speaker.topic, asked.message)
    settings = await room.conversations.settings(asked.speaker.chat)
    if everywhere:
        settings = replace(settings, documents=())
    async with room.signs.if_slow(room.gate, destination), room.turns.turn(asked.speaker):
        outcome = await _answered(room, asked, again.previous, settings, again.shown)
    await room.gate.send(destination, outcome.text)
    if not outcome.is_final:
        leave_undone()


async def _say(
    room: Room, text: RichText, notice: SentMessage | None, destination: Destination
) -> SentMessage | None:
    if notice is not None and await room.gate.edit(notice, text):
        return notice
    return await room.gate.send(destination, text)


async def notice_while_loading(
    room: Room, destination: Destination, language: Language
) -> SentMessage | None:
    """Tell that the documents are loading, if they have not opened in a moment; None: nothing was told."""
    try:
        if await room.desk.opened(within=_QUIET_SECONDS):
            return None
    except (OpeningError, DeskClosedError):
        return None
    notice = render_sentence(texts_in(language).getting_ready)
    return await room.gate.send(replace(destination, is_provisional=True), notice)


async def _answered(
    room: Room, asked: AcceptedQuestion, previous: QueryPlan | None, settings: ChatSettings, shown: str = ""
) -> _Outcome:
    """The answer as a message, or a sentence that says why there is none.

    Args:
        room: the collaborators.
        asked: who asks what.
        previous: what the question may follow.
        settings: of the chat.
        shown: the question in full, where it is not what the asker typed.
    """
    texts = texts_in(asked.language)
    try:
        searched = await _searched(room, asked.speaker.chat, settings)
        scope = scope_of(asked.speaker.chat, (each.id for each in searched.documents))
        answer = await room.desk.answer(asked.text, previous, scope=scope)
        await room.conversations.remember(asked.speaker, answer, previous)
        message = await present(room, asked.speaker, _as_chosen(answer, settings), searched, shown)
        return _Outcome(message, is_confident(answer))
    except DeskClosedError:
        return _Outcome(render_sentence(texts.restarting), is_worth_saying=False, is_final=False)
    except OpeningError:
        return _Outcome(render_sentence(texts.failed), is_worth_saying=False)
    except Exception as error:  # noqa: BLE001 - one question's failure is its own
        log_failure(_logger, "A question could not be answered", error)
        return _Outcome(render_sentence(texts.failed), is_worth_saying=False)


async def _searched(room: Room, chat: int, settings: ChatSettings) -> ChosenDocuments:
    """Who has chosen nothing does not wait until all names are sorted."""
    if not settings.documents:
        return ChosenDocuments()
    return (await room.desk.library(scope=scope_of(chat))).chosen(settings.documents)


def _as_chosen(answer: Answer, settings: ChatSettings) -> Answer:
    """With the words around it in the language that the chat has chosen."""
    if settings.language is None:
        return answer
    return replace(answer, question=replace(answer.question, language=settings.language))
