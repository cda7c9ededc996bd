"""Claims that are checked and questions that ask to be compared, each answered as a reply to its message."""

from __future__ import annotations

from bot.conversation.asking import Said
from bot.conversation.records import Speaker
from bot.conversation.replies import ClaimsChecked, Reply, is_plain_verdict
from bot.faces.telegram_app.handlers.addressing import Intent
from bot.faces.telegram_app.handlers.context import (
    AcceptedQuestion,
    BotContext,
    destination_of,
    is_group,
)
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.questions import answer_with, label_of
from bot.messages import chat_texts_in
from bot.presentation.checked import CHECK


async def answer_as_asked(context: BotContext, asked: AcceptedQuestion, intent: Intent) -> None:
    """Compare or check what somebody says.

    In a quiet group only a verdict on a claim that names its place, year and indicator is worth saying.
    """
    said = Said(asked.speaker, asked.text)
    asking = context.conversation.asking
    do = asking.compare if intent is Intent.COMPARE else asking.check
    await answer_with(context, asked, lambda settings: do(said, settings), _is_worth_saying)


async def check_label(context: BotContext, press: ButtonPress) -> str:
    """A button with a claim: check what stands on it."""
    message = press.message
    text = label_of(message, f"{CHECK}:{press.argument}")
    if is_group(message) or not text:
        return chat_texts_in(press.language).button_gone
    speaker = Speaker(message.chat.id, destination_of(message).topic, press.person.id)
    asked = AcceptedQuestion(speaker, message.message_id, text, press.language)
    await answer_as_asked(context, asked, Intent.CHECK)
    return ""


def _is_worth_saying(reply: Reply) -> bool:
    return isinstance(reply, ClaimsChecked) and is_plain_verdict(reply)
