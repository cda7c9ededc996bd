"""Citations that open: a paragraph with its neighbours, and the further passages of an answer."""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatType

from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.context import BotContext, destination_of, language_in
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.showing import show_when_open
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in
from bot.presentation import RichText, render_sentence
from bot.presentation.answer_buttons import Setting
from bot.presentation.further import render_further
from bot.presentation.links import (
    PassageLink,
    ReaderPage,
    linked_answer,
    linked_passage,
    read_link,
    read_page,
)
from bot.presentation.reader import first_page, render_page
from bot.storage import AnswerId, ShownAnswer
from retrieval.types import Language


async def open_link(context: BotContext, message: Message, payload: str, bot: str) -> None:
    """Show what a link leads to, as an answer to the /start it came with."""
    language = await language_in(context, message)
    await show_when_open(
        context, message, language, lambda: _linked(context, message.chat.id, payload, language, bot)
    )


async def open_passage(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: show the paragraph as a message of its own."""
    link = read_link(press.argument)
    if link is None or not _in_private(press):
        return chat_texts_in(press.language).button_gone
    await context.gate.send(
        destination_of(press.message),
        await _opened(context, press.message.chat.id, link, press.language, press.bot),
    )
    return ""


async def turn_page(context: BotContext, press: ButtonPress) -> str:
    """A button under a paragraph: show another one in its place."""
    page, texts = read_page(press.argument), chat_texts_in(press.language)
    if page is None or not _in_private(press):
        return texts.button_gone
    shown = await _page(context, press.message.chat.id, page, press.language, press.bot)
    if shown is None:
        return texts.passage_gone
    await context.gate.edit(SentMessage(press.message.chat.id, press.message.message_id), shown)
    return ""


async def show_further(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: list its further passages."""
    answer, texts = await context.storage.answers.of(AnswerId(press.argument)), chat_texts_in(press.language)
    if answer is None or answer.speaker.chat != press.message.chat.id:
        return texts.answer_gone
    setting = Setting(press.bot, is_private=_in_private(press))
    await context.gate.send(
        destination_of(press.message),
        await _further(context, press.message.chat.id, answer, press.language, setting),
    )
    return ""


def _in_private(press: ButtonPress) -> bool:
    return press.message.chat.type == ChatType.PRIVATE


async def _linked(context: BotContext, chat: int, payload: str, language: Language, bot: str) -> RichText:
    link = linked_passage(payload)
    if link is not None:
        return await _opened(context, chat, link, language, bot)
    answer = await context.conversations.shown(AnswerId(linked_answer(payload) or ""))
    # What was asked in private opens nowhere else; a group's answer opens for whoever has its link.
    if answer is None or (answer.speaker.chat > 0 and answer.speaker.chat != chat):
        return render_sentence(chat_texts_in(language).answer_gone)
    return await _further(context, chat, answer, language, Setting(bot, is_private=True))


async def _opened(
    context: BotContext, chat: int, link: PassageLink, language: Language, bot: str
) -> RichText:
    place = await context.answer_service.passage(link.passage, scope=scope_of(chat))
    if place is None:
        return render_sentence(chat_texts_in(language).passage_gone)
    return render_page(first_page(link, place.passage.text), place, language, bot)


async def _page(
    context: BotContext, chat: int, page: ReaderPage, language: Language, bot: str
) -> RichText | None:
    place = await context.answer_service.passage(page.shown, scope=scope_of(chat))
    return None if place is None else render_page(page, place, language, bot)


async def _further(
    context: BotContext, chat: int, answer: ShownAnswer, language: Language, setting: Setting
) -> RichText:
    """The passages of an answer that the chat in which they are shown may see."""
    places, scope = [], scope_of(chat)
    for cited in answer.citations:
        place = None if cited.is_quoted else await context.answer_service.passage(cited.passage, scope=scope)
        if place is not None:
            places.append((place, cited.marked))
    return render_further(places, language, setting)
