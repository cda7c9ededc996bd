"""Right, wrong or not found: what somebody thinks of an answer, one judgement for each person, changeable."""

from __future__ import annotations

from bot.chat_texts import ChatTexts, chat_texts_in
from bot.handlers.presses import Press
from bot.handlers.room import Room
from bot.storage import AnswerId, Judgement


async def judge(room: Room, press: Press) -> str:
    """A button under an answer: keep the judgement, and say so."""
    texts = chat_texts_in(press.language)
    key, _, word = press.argument.partition(":")
    if word not in set(Judgement):
        return texts.button_gone
    answer = await room.storage.answers.of(AnswerId(key))
    if answer is None or answer.speaker.chat != press.message.chat.id:
        return texts.answer_gone
    judgement = Judgement(word)
    if not await room.storage.judgements.keep(answer.id, press.person.id, judgement):
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
