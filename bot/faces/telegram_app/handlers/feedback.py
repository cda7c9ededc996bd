"""Right, wrong or not found: what somebody thinks of an answer, one judgement for each person, changeable."""

from __future__ import annotations

from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.messages import ChatTexts, chat_texts_in
from bot.storage import AnswerId, Judgement


async def judge(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: keep the judgement, and say so."""
    texts = chat_texts_in(press.language)
    key, _, word = press.argument.partition(":")
    if word not in set(Judgement):
        return texts.button_gone
    answer = await context.storage.answers.of(AnswerId(key))
    if answer is None or answer.speaker.chat != press.message.chat.id:
        return texts.answer_gone
    judgement = Judgement(word)
    if not await context.storage.judgements.keep(answer.id, press.person.id, judgement):
        return texts.answer_gone
    return texts.judged.format(judgement=_label(judgement, texts))


def _label(judgement: Judgement, texts: ChatTexts) -> str:
    match judgement:
        case Judgement.RIGHT:
            return texts.right
        case Judgement.WRONG:
            return texts.wrong
        case Judgement.NOT_FOUND:
            return texts.not_found
