"""A question becomes an answer, as a reply to it in the same topic."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from telegram import Message

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.conversation.asking import Choice, Said
from bot.conversation.quotas import Verdict
from bot.conversation.records import ChatSettings, ShownAnswer
from bot.conversation.replies import (
    AnswerGiven,
    FurtherPassages,
    LanguageUnread,
    MarkedPassage,
    Notice,
    Outline,
    Reply,
    Talk,
    is_found,
    is_sure,
)
from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.busy_notices import BusyNotice
from bot.faces.telegram_app.handlers.context import AcceptedQuestion, BotContext
from bot.faces.telegram_app.handling import is_taken_up, leave_undone
from bot.faces.telegram_app.recent_answers import RecentAnswer
from bot.faces.telegram_app.sending import Destination, SentMessage
from bot.faces.telegram_app.sending_retries import Quote
from bot.messages import texts_in
from bot.presentation import render_sentence
from bot.presentation.replies import render_reply
from bot.presentation.rich_text import RichText
from retrieval.types import Act, Language

_THUMB = "👍"
_QUIET_SECONDS = 1.0
"""How long a question waits for the documents before its author is told that they are loading."""


async def answer_question(context: BotContext, asked: AcceptedQuestion, quote: Quote | None = None) -> None:
    """Answer a question; a notice that the documents are loading turns into the answer.

    Args:
        context: the collaborators.
        asked: who asks what, in which message.
        quote: the words of that message to quote.
    """
    said = _said(asked)
    await answer_with(
        context,
        asked,
        lambda settings: context.conversation.asking.ask(said, settings),
        _is_worth_saying,
        quote,
    )


async def answer_with(
    context: BotContext,
    asked: AcceptedQuestion,
    answering: Callable[[ChatSettings], Awaitable[Reply]],
    is_worth_saying: Callable[[Reply], bool],
    quote: Quote | None = None,
) -> None:
    """Say the reply to a message of the chat, in its turn.

    Args:
        context: the collaborators.
        asked: who says what, in which message.
        answering: gives the reply, by what the chat has chosen.
        is_worth_saying: whether a quiet group wants to hear a reply.
        quote: the words of the message to quote.
    """
    began, chat = time.monotonic(), asked.speaker.chat
    if not await _may_ask(context, asked):
        return
    async with context.questions.turn((chat, asked.message)):
        settings = await context.conversation.memory.settings(chat)
        async with _while_waiting(context, asked, settings) as notice:
            reply = await answering(settings)
        if is_worth_saying(reply) or not settings.quiet:
            await _say_reply(context, reply, asked, notice.sent, quote)
        if reply is Notice.RESTARTING:
            leave_undone()
    if reply is Notice.TOO_MUCH:
        context.metrics.question_refused(_outcome(reply))
    else:
        context.metrics.question_ended(_outcome(reply), time.monotonic() - began)


def label_of(message: Message, data: str) -> str:
    """What the button with some data says that stands under a message; empty: there is none."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), "")


async def answer_again(context: BotContext, asked: AcceptedQuestion) -> None:
    """Edit the answer to a question that was edited; without a recent answer nothing is done."""
    key = (asked.speaker.chat, asked.message)
    if context.recent.find(*key) is not None and not await _may_ask(context, asked):
        return
    async with context.questions.turn(key):
        recent = context.recent.find(*key)
        if recent is None:
            return
        settings = await context.conversation.memory.settings(asked.speaker.chat)
        reply = await context.conversation.asking.ask_anew(_said(asked), recent.previous, settings)
        if reply is Notice.RESTARTING:
            leave_undone()
        elif recent.sent.message is None:
            # What one person alone saw, or what has no number, cannot be edited.
            await _say_reply(context, reply, asked, None, None)
        else:
            await context.gate.edit(recent.sent, await _shown(context, reply, asked))


async def answer_choice(
    context: BotContext, asked: AcceptedQuestion, shown: ShownAnswer, choice: Choice
) -> bool:
    """Answer what a button asks again, as a reply to the message that it stands under.

    Args:
        context: the collaborators.
        asked: who tapped, and under which message.
        shown: the answer in that message.
        choice: what was tapped.

    Returns:
        Whether the answer offers this choice.
    """
    destination = _under(asked)
    settings = await context.conversation.memory.settings(asked.speaker.chat)
    async with context.signs.if_slow(context.gate, destination):
        reply = await context.conversation.asking.ask_again(asked.speaker, shown, choice, settings)
    if reply is None:
        return False
    under = replace(destination, is_answer=reply is not Notice.RESTARTING)
    await context.gate.send(under, await _shown(context, reply, asked))
    if reply is Notice.RESTARTING:
        leave_undone()
    return True


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


def _under(asked: AcceptedQuestion) -> Destination:
    return Destination(asked.speaker.chat, asked.speaker.topic, asked.message)


def _said(asked: AcceptedQuestion) -> Said:
    return Said(asked.speaker, asked.text, asked.replied_to, asked.late)


async def _may_ask(context: BotContext, asked: AcceptedQuestion) -> bool:
    """Whether a private chat may ask more; if not, it is told. Groups are judged when a message arrives."""
    chat, person = asked.speaker.chat, asked.speaker.person
    if chat < 0 or context.judge(chat, person) is Verdict.ACCEPTED:
        return True
    await context.refusals.tell(context.gate, _under(asked), asked.language)
    return False


@asynccontextmanager
async def _while_waiting(
    context: BotContext, asked: AcceptedQuestion, settings: ChatSettings
) -> AsyncIterator[BusyNotice]:
    """Say what an answer waits for, if it does, for the `async with` block; gives the message to edit into the answer."""
    gate, destination = context.gate, _under(asked)
    # Who asked before the start has been told, and who asked long ago waits for no answer any more.
    is_told = not settings.quiet and not is_taken_up() and asked.late is None
    notice = await notice_while_loading(context, destination, asked.language) if is_told else None
    async with context.signs.if_slow(gate, destination):
        if notice is not None or not is_told:
            yield BusyNotice(notice)
        else:
            async with context.busy.if_long(gate, destination, asked.language) as busy:
                yield busy


def _outcome(reply: Reply) -> str:
    """What became of a question, in a word that says nothing of it."""
    match reply:
        case AnswerGiven():
            return reply.answer.status.value
        case Notice():
            return reply.name.lower()
        case _:
            return "other"


async def _say_reply(
    context: BotContext,
    reply: Reply,
    asked: AcceptedQuestion,
    notice: SentMessage | None,
    quote: Quote | None,
) -> None:
    """Say it in the place of the notice, or else under the question."""
    # A message that only says to wait for the next start is not yet the answer.
    destination = replace(_under(asked), quote=quote, is_answer=reply is not Notice.RESTARTING)
    if _concerns_one(reply):
        destination = replace(destination, only_for=asked.member)
    if reply is Notice.TOO_MUCH and notice is None:
        await context.refusals.tell(context.gate, destination, asked.language)
        return
    if await _nodded(context, reply, asked, notice):
        return
    sent = await _say(context, await _shown(context, reply, asked), notice, destination)
    if sent is not None:
        previous = reply.previous if isinstance(reply, AnswerGiven) else None
        context.recent.remember(asked.speaker.chat, asked.message, RecentAnswer(sent, previous))


def _concerns_one(reply: Reply) -> bool:
    """Whether a group need not hear it: a refusal, passages to read, words about the bot itself."""
    if isinstance(reply, AnswerGiven):
        return not is_found(reply.answer)
    return isinstance(reply, FurtherPassages | LanguageUnread | MarkedPassage | Notice | Outline | Talk)


async def _nodded(
    context: BotContext, reply: Reply, asked: AcceptedQuestion, notice: SentMessage | None
) -> bool:
    """Whether thanks and praise got a reaction instead of words."""
    if not isinstance(reply, Talk) or reply.act is not Act.THANKS or notice is not None:
        return False
    return await context.gate.react(SentMessage(asked.speaker.chat, asked.message), _THUMB)


async def _shown(context: BotContext, reply: Reply, asked: AcceptedQuestion) -> RichText:
    """The reply as a message."""
    chat = asked.speaker.chat
    setting = context.setting_in(chat)
    if isinstance(reply, LanguageUnread | Talk | Notice):
        language = reply.language if isinstance(reply, Talk) else asked.language
        example, *_ = await context.answer_service.examples(language, scope=scope_of(chat))
        setting = replace(setting, example=example, number=asked.message)
    return render_reply(reply, asked.language, setting)


def _is_worth_saying(reply: Reply) -> bool:
    """Whether a quiet group wants to hear it."""
    return isinstance(reply, AnswerGiven) and is_sure(reply.answer)


async def _say(
    context: BotContext, text: RichText, notice: SentMessage | None, destination: Destination
) -> SentMessage | None:
    if notice is not None and await context.gate.edit(notice, text, is_answer=destination.is_answer):
        return notice
    return await context.gate.send(destination, text)
