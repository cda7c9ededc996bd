"""Claims that are checked and questions that ask to be compared, each answered as a reply to its message."""

from __future__ import annotations

import asyncio
import logging

from bot.conversation.asking import Said
from bot.conversation.records import AnswerId, Speaker
from bot.conversation.replies import ClaimsChecked, Reply, is_plain_verdict
from bot.errors import PictureError
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
from bot.presentation import render_sentence
from bot.presentation.checked import CHECK
from bot.presentation.table_picture import picture_of
from bot.presentation.table_rows import title_of

_logger = logging.getLogger(__name__)


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


async def draw_table(context: BotContext, press: ButtonPress) -> str:
    """A button under a comparison: its table or chart as a picture."""
    message, texts = press.message, chat_texts_in(press.language)
    shown = await context.conversation.shown_in(message.chat.id, AnswerId(press.argument))
    if shown is None:
        return texts.answer_gone
    settings = await context.conversation.memory.settings(message.chat.id)
    table = await context.conversation.asking.table_of(shown, settings)
    if table is None:
        return texts.answer_gone
    try:
        picture = await asyncio.to_thread(picture_of, table)
    except PictureError as error:
        _logger.warning("%s", error)
        return texts.button_gone
    caption = render_sentence(title_of(table))
    await context.gate.send_picture(destination_of(message, is_answer=True), picture, caption)
    return ""


def _is_worth_saying(reply: Reply) -> bool:
    return isinstance(reply, ClaimsChecked) and is_plain_verdict(reply)
