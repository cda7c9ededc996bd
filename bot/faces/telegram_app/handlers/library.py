"""/sources lists the documents, /use chooses those that a chat's questions are asked of.

In a group anybody may look, and only admins choose. What was searched for by name is not kept: a page of the results
finds it in the command that the list answers.
"""

from __future__ import annotations

import re

from telegram import Message

from bot.conversation.library import ALL_WORDS, MOST_CHOSEN, ChosenDocuments, Library
from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.context import BotContext, destination_of, is_group, language_in
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.settings import is_from_admin
from bot.faces.telegram_app.handlers.showing import show_when_open
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in, settings_texts_in
from bot.presentation import RichText, render_sentence
from bot.presentation.library import (
    ALL,
    DONE,
    PAGE,
    THESE,
    TOGGLE,
    Shelf,
    render_choice,
    render_kept_choice,
    render_list,
)
from retrieval.types import DocumentId, Language

_COMMAND = re.compile(r"/(?:sources|use)(?:@\w+)?\s+(.*)", re.ASCII | re.DOTALL | re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\d{1,5}", re.ASCII)


async def list_documents(context: BotContext, message: Message, words: str) -> None:
    """/sources: the documents whose name holds the words, or all."""
    language = await language_in(context, message)

    async def render() -> RichText:
        library = await context.answer_service.library(scope=scope_of(message.chat.id))
        shelf = Shelf(library.matching(words), words)
        return render_list(shelf, await _searched(context, message.chat.id, library), language)

    await show_when_open(context, message, language, render)


async def offer_choice(context: BotContext, message: Message, words: str, *, by_name: bool) -> None:
    """/use: choose by name, or show what there is to choose from.

    Args:
        context: the collaborators.
        message: the one with the command.
        words: of a name; those for all; none.
        by_name: whether the command names the bot: without, it may have been for another one of the group.
    """
    language = await language_in(context, message)
    if is_group(message) and not await is_from_admin(context, message):
        if by_name:
            refusal = render_sentence(settings_texts_in(language).only_admins)
            await context.gate.send(destination_of(message), refusal)
        return
    await show_when_open(
        context, message, language, lambda: _chosen_by_name(context, message.chat.id, words, language)
    )


async def turn_list(context: BotContext, press: ButtonPress) -> str:
    """A button under the list: another page."""
    if not _PAGE_NUMBER.fullmatch(press.argument):
        return chat_texts_in(press.language).button_gone
    library = await context.answer_service.library(scope=scope_of(press.message.chat.id))
    words = _words_searched(press.message)
    shelf = Shelf(library.matching(words), words, int(press.argument))
    await _edit(
        context,
        press,
        render_list(shelf, await _searched(context, press.message.chat.id, library), press.language),
    )
    return ""


async def choose(context: BotContext, press: ButtonPress) -> str:
    """A button under the choice."""
    chat, texts = press.message.chat.id, chat_texts_in(press.language)
    if is_group(press.message) and not await context.members.is_admin(chat, press.person.id):
        return settings_texts_in(press.language).only_admins
    what, _, argument = press.argument.partition(":")
    key, _, number = argument.rpartition(":")
    library = await context.answer_service.library(scope=scope_of(chat))
    words = _words_searched(press.message)
    offered = library.matching(words)
    if what == TOGGLE and not await _toggled(context, chat, DocumentId(key), library):
        return texts.use_too_many.format(count=MOST_CHOSEN)
    if what == ALL:
        await context.storage.chats.set_documents(chat, ())
    if what == THESE:
        await context.storage.chats.set_documents(chat, tuple(each.id for each in offered[:MOST_CHOSEN]))
    searched = await _searched(context, chat, library)
    if what in {TOGGLE, PAGE}:
        page = int(number) if _PAGE_NUMBER.fullmatch(number) else 0
        await _edit(context, press, render_choice(Shelf(offered, words, page), searched, press.language))
    elif what in {ALL, THESE, DONE}:
        await _edit(context, press, render_kept_choice(searched, press.language))
    else:
        return texts.button_gone
    return ""


async def _chosen_by_name(context: BotContext, chat: int, words: str, language: Language) -> RichText:
    """A name that only one document has chooses it; otherwise the person does."""
    if words.lower() in ALL_WORDS:
        await context.storage.chats.set_documents(chat, ())
        return render_kept_choice(ChosenDocuments(), language)
    library = await context.answer_service.library(scope=scope_of(chat))
    found = library.matching(words)
    if words and len(found) == 1:
        await context.storage.chats.set_documents(chat, (found[0].id,))
        return render_kept_choice(ChosenDocuments((found[0],)), language)
    return render_choice(Shelf(found, words), await _searched(context, chat, library), language)


async def _toggled(context: BotContext, chat: int, key: DocumentId, library: Library) -> bool:
    """Choose a document or let it go; False: there are too many. Those that are gone drop out on the way."""

    def change(chosen: tuple[DocumentId, ...]) -> tuple[DocumentId, ...]:
        there = tuple(each.id for each in library.chosen(chosen).documents)
        if key in there:
            return tuple(each for each in there if each != key)
        return (*there, key) if key in library and len(there) < MOST_CHOSEN else there

    before = (await context.storage.chats.of(chat)).documents
    settings = await context.storage.chats.change_documents(chat, change)
    return key in settings.documents or key in before or key not in library


async def _searched(context: BotContext, chat: int, library: Library) -> ChosenDocuments:
    return library.chosen((await context.conversations.settings(chat)).documents)


def _words_searched(message: Message) -> str:
    """What was looked for when the message was asked for."""
    asked = message.reply_to_message
    match = _COMMAND.fullmatch((asked.text or "").strip()) if asked is not None else None
    return match[1].strip() if match else ""


async def _edit(context: BotContext, press: ButtonPress, shown: RichText) -> None:
    await context.gate.edit(SentMessage(press.message.chat.id, press.message.message_id), shown)
