"""Buttons that ask again: a question is answered for the place, the year or all documents that somebody taps.

The answer is a message of its own, so that the other buttons stay; it belongs to whoever tapped, whose next question
may follow it.
"""

from __future__ import annotations

import re

from bot.conversation.quotas import Verdict
from bot.faces.telegram_app.handlers.context import AcceptedQuestion, BotContext, destination_of, is_group
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.questions import answer_choice
from bot.faces.telegram_app.handlers.quota_notices import quota_notice
from bot.messages import chat_texts_in, texts_in
from bot.presentation.asking_again import ALL, PLACE, YEAR
from bot.storage import AnswerId, ShownAnswer, Speaker
from retrieval.routes.asking_again import AskedAgain, as_asked, of_place, of_year

_CHOICE = re.compile(rf"(?:{PLACE}\d{{1,2}}|{YEAR}\d{{4}}|{ALL})", re.ASCII)


async def ask_again(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: answer its question for what the button says."""
    key, _, choice = press.argument.partition(":")
    message, texts = press.message, chat_texts_in(press.language)
    shown = await context.storage.answers.of(AnswerId(key))
    if shown is None or shown.speaker.chat != message.chat.id:
        return texts.answer_gone
    again = _read(choice, shown)
    if again is None:
        return texts.button_gone
    if is_group(message):
        verdict = context.judge(message.chat.id, press.person.id)
        if verdict is not Verdict.ACCEPTED:
            return quota_notice(verdict, context.quotas, texts_in(press.language))
    speaker = Speaker(message.chat.id, destination_of(message).topic, press.person.id)
    asked = AcceptedQuestion(speaker, message.message_id, again.text, press.language)
    await answer_choice(context, asked, again, everywhere=choice == ALL)
    return ""


def _read(choice: str, shown: ShownAnswer) -> AskedAgain | None:
    """What a button asks; None: nothing that its answer offers."""
    if shown.asked is None or not _CHOICE.fullmatch(choice):
        return None
    number = int(choice[1:] or 0)
    if choice[0] == PLACE:
        return of_place(shown.asked, shown.places[number]) if number < len(shown.places) else None
    return of_year(shown.asked, number) if choice[0] == YEAR else as_asked(shown.asked)
