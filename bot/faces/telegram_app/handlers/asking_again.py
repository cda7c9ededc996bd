"""Buttons that ask again: a question is answered for the place, the year or all documents that somebody taps.

The answer is a message of its own, so that the other buttons stay; it belongs to whoever tapped, whose next question
may follow it.
"""

from __future__ import annotations

import re

from bot.conversation.asking import Choice
from bot.conversation.quotas import Verdict
from bot.conversation.records import AnswerId, Speaker
from bot.faces.telegram_app.handlers.context import AcceptedQuestion, BotContext, destination_of, is_group
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.questions import answer_choice
from bot.faces.telegram_app.handlers.quota_notices import quota_notice
from bot.messages import chat_texts_in, texts_in
from bot.presentation.asking_again import ALL, PLACE, YEAR

_CHOICE = re.compile(rf"(?:{PLACE}\d{{1,2}}|{YEAR}\d{{4}}|{ALL})", re.ASCII)


async def ask_again(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: answer its question for what the button says."""
    key, _, choice = press.argument.partition(":")
    message, texts = press.message, chat_texts_in(press.language)
    shown = await context.conversation.shown_in(message.chat.id, AnswerId(key))
    if shown is None:
        return texts.answer_gone
    read = _read(choice)
    if read is None:
        return texts.button_gone
    verdict = context.judge(message.chat.id, press.person.id)
    if verdict is not Verdict.ACCEPTED:
        too_much = texts_in(press.language).too_much.format(count=1)
        is_told = is_group(message)
        return quota_notice(verdict, context.quotas, texts_in(press.language)) if is_told else too_much
    speaker = Speaker(message.chat.id, destination_of(message).topic, press.person.id)
    asked = AcceptedQuestion(speaker, message.message_id, "", press.language)
    return "" if await answer_choice(context, asked, shown, read) else texts.button_gone


def _read(choice: str) -> Choice | None:
    """What a button says; None: nothing that a button of ours does."""
    if not _CHOICE.fullmatch(choice):
        return None
    number = int(choice[1:] or 0)
    return {PLACE: Choice(place=number), YEAR: Choice(year=number), ALL: Choice()}[choice[0]]
