"""A question becomes an answer, as a reply to it in the same topic."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.conversation.library import ChosenDocuments
from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.answers import present
from bot.faces.telegram_app.handlers.context import AcceptedQuestion, BotContext
from bot.faces.telegram_app.handling import is_taken_up, leave_undone
from bot.faces.telegram_app.recent_answers import RecentAnswer
from bot.faces.telegram_app.sending import Destination, SentMessage
from bot.faces.telegram_app.sending_retries import Quote
from bot.messages import texts_in
from bot.operations.failure_log import log_failure
from bot.presentation import render_sentence
from bot.presentation.parts import is_confident
from bot.presentation.rich_text import RichText
from bot.storage import ChatSettings
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


async def answer_question(context: BotContext, asked: AcceptedQuestion, quote: Quote | None = None) -> None:
    """Answer a question; a notice that the documents are loading turns into the answer.

    Args:
        context: the collaborators.
        asked: who asks what, in which message.
        quote: the words of that message to quote.
    """
    chat = asked.speaker.chat
    destination = Destination(chat, asked.speaker.topic, asked.message)
    async with context.questions.turn((chat, asked.message)):
        settings = await context.conversations.settings(chat)
        notice = None
        if not settings.quiet and not is_taken_up():  # who asked before the start has been told
            notice = await notice_while_loading(context, destination, asked.language)
        async with context.signs.if_slow(context.gate, destination), context.turns.turn(asked.speaker):
            # In turn, as a question may refer to the one before it, which may still be on its way.
            previous = await context.conversations.previous(asked.speaker)
            outcome = await _answered(context, asked, previous, settings)
        if outcome.is_worth_saying or not settings.quiet:
            sent = await _say(context, outcome.text, notice, replace(destination, quote=quote))
            if sent is not None:
                context.recent.remember(chat, asked.message, RecentAnswer(sent, previous))
        if not outcome.is_final:
            leave_undone()


async def answer_again(context: BotContext, asked: AcceptedQuestion) -> None:
    """Edit the answer to a question that was edited; without a recent answer nothing is done."""
    key = (asked.speaker.chat, asked.message)
    async with context.questions.turn(key):
        recent = context.recent.find(*key)
        if recent is None:
            return
        settings = await context.conversations.settings(asked.speaker.chat)
        async with context.turns.turn(asked.speaker):
            outcome = await _answered(context, asked, recent.previous, settings)
        if outcome.is_final:
            await context.gate.edit(recent.sent, outcome.text)
        else:
            leave_undone()


async def answer_choice(
    context: BotContext, asked: AcceptedQuestion, again: AskedAgain, *, everywhere: bool
) -> None:
    """Answer what a button asks again, as a reply to the message that it stands under.

    Args:
        context: the collaborators.
        asked: who tapped, and under which message.
        again: what is asked, and in the light of what.
        everywhere: whether all documents are searched, whatever the chat has chosen.
    """
    destination = Destination(asked.speaker.chat, asked.speaker.topic, asked.message)
    settings = await context.conversations.settings(asked.speaker.chat)
    if everywhere:
        settings = replace(settings, documents=())
    async with context.signs.if_slow(context.gate, destination), context.turns.turn(asked.speaker):
        outcome = await _answered(context, asked, again.previous, settings, again.shown)
    await context.gate.send(destination, outcome.text)
    if not outcome.is_final:
        leave_undone()


async def _say(
    context: BotContext, text: RichText, notice: SentMessage | None, destination: Destination
) -> SentMessage | None:
    if notice is not None and await context.gate.edit(notice, text):
        return notice
    return await context.gate.send(destination, text)


async def notice_while_loading(
    context: BotContext, destination: Destination, language: Language
) -> SentMessage | None:
    """Tell that the documents are loading, if they have not opened in a moment; None: nothing was told."""
    try:
        if await context.answer_service.opened(within=_QUIET_SECONDS):
            return None
    except (OpeningError, ServiceClosedError):
        return None
    notice = render_sentence(texts_in(language).getting_ready)
    return await context.gate.send(replace(destination, is_provisional=True), notice)


async def _answered(
    context: BotContext,
    asked: AcceptedQuestion,
    previous: QueryPlan | None,
    settings: ChatSettings,
    shown: str = "",
) -> _Outcome:
    """The answer as a message, or a sentence that says why there is none.

    Args:
        context: the collaborators.
        asked: who asks what.
        previous: what the question may follow.
        settings: of the chat.
        shown: the question in full, where it is not what the asker typed.
    """
    texts = texts_in(asked.language)
    try:
        searched = await _searched(context, asked.speaker.chat, settings)
        scope = scope_of(asked.speaker.chat, (each.id for each in searched.documents))
        answer = await context.answer_service.answer(asked.text, previous, scope=scope)
        await context.conversations.remember(asked.speaker, answer, previous)
        message = await present(context, asked.speaker, _as_chosen(answer, settings), searched, shown)
        return _Outcome(message, is_confident(answer))
    except ServiceClosedError:
        return _Outcome(render_sentence(texts.restarting), is_worth_saying=False, is_final=False)
    except OpeningError:
        return _Outcome(render_sentence(texts.failed), is_worth_saying=False)
    except Exception as error:  # noqa: BLE001 - one question's failure is its own
        log_failure(_logger, "A question could not be answered", error)
        return _Outcome(render_sentence(texts.failed), is_worth_saying=False)


async def _searched(context: BotContext, chat: int, settings: ChatSettings) -> ChosenDocuments:
    """Who has chosen nothing does not wait until all names are sorted."""
    if not settings.documents:
        return ChosenDocuments()
    return (await context.answer_service.library(scope=scope_of(chat))).chosen(settings.documents)


def _as_chosen(answer: Answer, settings: ChatSettings) -> Answer:
    """With the words around it in the language that the chat has chosen."""
    if settings.language is None:
        return answer
    return replace(answer, question=replace(answer.question, language=settings.language))
