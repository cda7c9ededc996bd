"""Citations that open: a paragraph with its neighbours, and the further passages of an answer."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message
from telegram.constants import ChatType

from bot.conversation.records import AnswerId
from bot.faces.telegram_app.ephemeral import number_of
from bot.faces.telegram_app.handlers.context import BotContext, destination_of, language_in
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.showing import show_when_open
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in
from bot.presentation import RichText, render_sentence
from bot.presentation.answer_buttons import Setting
from bot.presentation.links import (
    PassageLink,
    ReaderPage,
    further_payload,
    linked_answer,
    linked_passage,
    passage_payload,
    read_link,
    read_page,
    start_address,
)
from bot.presentation.reader import first_page, render_page
from bot.presentation.replies import render_reply
from retrieval.types import EVERYBODY, Language, PassageId


async def open_link(context: BotContext, message: Message, payload: str, bot: str) -> None:
    """Show what a link leads to, as an answer to the /start it came with."""
    language = await language_in(context, message)
    await show_when_open(
        context, message, language, lambda: _linked(context, message.chat.id, payload, language, bot)
    )


async def open_passage(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: show the paragraph as a message of its own."""
    link = read_link(press.argument)
    if link is None:
        return chat_texts_in(press.language).button_gone
    opened = await _opened(context, press.message.chat.id, link, press.language, press.bot)
    if not await _is_of_group(context, press, link.passage):
        return await _show_alone(context, press, opened, passage_payload(link))
    await context.gate.send(destination_of(press.message, is_answer=True), opened)
    return ""


async def turn_page(context: BotContext, press: ButtonPress) -> str:
    """A button under a paragraph: show another one in its place."""
    page, texts = read_page(press.argument), chat_texts_in(press.language)
    number = number_of(press.message)
    if page is None or (number is None and not await _is_of_group(context, press, page.shown)):
        return texts.button_gone
    shown = await _page(context, press.message.chat.id, page, press.language, press.bot)
    if shown is None:
        return texts.passage_gone
    chat = press.message.chat.id
    if number is None:
        await context.gate.edit(SentMessage(chat, press.message.message_id), shown)
    else:
        await context.gate.ephemeral.edit(chat, press.person.id, number, shown)
    return ""


async def show_further(context: BotContext, press: ButtonPress) -> str:
    """A button under an answer: list its further passages."""
    chat = press.message.chat.id
    answer = await context.conversation.shown_in(chat, AnswerId(press.argument))
    if answer is None:
        return chat_texts_in(press.language).answer_gone
    further = await context.conversation.reading.further(chat, answer)
    shown = render_reply(further, press.language, context.setting_in(chat))
    if not _in_private(press):
        return await _show_alone(context, press, shown, further_payload(answer.id))
    await context.gate.send(destination_of(press.message, is_answer=True), shown)
    return ""


async def _show_alone(context: BotContext, press: ButtonPress, text: RichText, payload: str) -> str:
    """Show it to whoever tapped, and to nobody else in the group; where that cannot be, the address that shows it in private."""
    under = destination_of(press.message, reply=False, is_answer=True)
    alone = replace(under, only_for=press.person.id, press=press.query)
    return "" if await context.gate.send_alone(alone, text) else start_address(press.bot, payload)


async def _is_of_group(context: BotContext, press: ButtonPress, passage: PassageId) -> bool:
    """Whether everybody in the chat may see a paragraph opened: in a group what it has sent, as that opens nowhere else."""
    if _in_private(press):
        return True
    place = await context.conversation.reading.passage(press.message.chat.id, passage)
    return place is not None and place.document.owner != EVERYBODY


def _in_private(press: ButtonPress) -> bool:
    return press.message.chat.type == ChatType.PRIVATE


async def _linked(context: BotContext, chat: int, payload: str, language: Language, bot: str) -> RichText:
    link = linked_passage(payload)
    if link is not None:
        return await _opened(context, chat, link, language, bot)
    key = AnswerId(linked_answer(payload) or "")
    reply = await context.conversation.reading.further_by_link(chat, key)
    return render_reply(reply, language, Setting(bot, is_private=True))


async def _opened(
    context: BotContext, chat: int, link: PassageLink, language: Language, bot: str
) -> RichText:
    place = await context.conversation.reading.passage(chat, link.passage)
    if place is None:
        return render_sentence(chat_texts_in(language).passage_gone)
    return render_page(first_page(link, place.passage.text), place, language, bot)


async def _page(
    context: BotContext, chat: int, page: ReaderPage, language: Language, bot: str
) -> RichText | None:
    place = await context.conversation.reading.passage(chat, page.shown)
    return None if place is None else render_page(page, place, language, bot)
