"""Right, wrong or not found: what somebody thinks of an answer, one judgement for each person, changeable."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatType

from bot.conversation.records import AnswerId, Judgement
from bot.faces.telegram_app.handlers.context import BotContext
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import ChatTexts, chat_texts_in
from bot.presentation.answer_buttons import judged_label, judgement_of

_Rows = tuple[tuple[InlineKeyboardButton, ...], ...]


async def judge(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: keep the judgement, and say so; in private the button shows it from then on."""
    texts = chat_texts_in(press.language)
    key, _, word = press.argument.partition(":")
    if word not in set(Judgement):
        return texts.button_gone
    judgement = Judgement(word)
    chat = press.message.chat.id
    if not await context.conversation.judge(chat, AnswerId(key), press.person.id, judgement):
        return texts.answer_gone
    # In a group the buttons are everybody's.
    if press.message.chat.type == ChatType.PRIVATE and press.message.reply_markup is not None:
        rows = press.message.reply_markup.inline_keyboard
        changed = _marked(rows, judgement)
        if changed != rows:
            await context.gate.change_buttons(
                SentMessage(chat, press.message.message_id), InlineKeyboardMarkup(changed)
            )
    return texts.judged.format(judgement=_label(judgement, texts))


def _marked(rows: _Rows, chosen: Judgement) -> _Rows:
    """The buttons, the one of the judgement with a mark."""
    return tuple(tuple(_button(button, chosen) for button in row) for row in rows)


def _button(button: InlineKeyboardButton, chosen: Judgement) -> InlineKeyboardButton:
    data = str(button.callback_data or "")
    judgement = judgement_of(data)
    if judgement is None:
        return button
    return InlineKeyboardButton(judged_label(button.text, is_chosen=judgement is chosen), callback_data=data)


def _label(judgement: Judgement, texts: ChatTexts) -> str:
    match judgement:
        case Judgement.RIGHT:
            return texts.right
        case Judgement.WRONG:
            return texts.wrong
        case Judgement.NOT_FOUND:
            return texts.not_found
