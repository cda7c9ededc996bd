"""/sources lists the documents, /use chooses those that a chat's questions are asked of.

In a group anybody may look, and only admins choose. What was searched for by name is not kept: a page of the results
finds it in the command that the list answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from telegram import Message

from bot.conversation.library import MOST_CHOSEN, title_of
from bot.faces.telegram_app.handlers.context import BotContext, destination_of, is_group, language_in
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.settings import is_from_admin
from bot.faces.telegram_app.handlers.showing import show_when_open
from bot.faces.telegram_app.handlers.uploads import press_under_file
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in, settings_texts_in
from bot.messages.uploads import upload_texts_in
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
    shelf_of,
)
from bot.presentation.uploads import UNLIST, own_notes
from retrieval.types import DocumentId, Language

_COMMAND = re.compile(r"/(?:sources|use)(?:@\w+)?\s+(.*)", re.ASCII | re.DOTALL | re.IGNORECASE)


async def list_documents(context: BotContext, message: Message, words: str) -> None:
    """/sources: the documents whose name holds the words, or all."""
    language = await language_in(context, message)

    async def render() -> RichText:
        library = await context.conversation.narrowing.library(message.chat.id)
        shelf = shelf_of(library, words, own=_own(context, message.chat.id, language))
        assert shelf is not None
        return render_list(
            shelf, await context.conversation.narrowing.searched(message.chat.id, library), language
        )

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
    library = await context.conversation.narrowing.library(press.message.chat.id)
    own = _own(context, press.message.chat.id, press.language)
    shelf = shelf_of(library, _words_searched(press.message), press.argument, own)
    if shelf is None:
        return chat_texts_in(press.language).button_gone
    await _edit(
        context,
        press,
        render_list(
            shelf,
            await context.conversation.narrowing.searched(press.message.chat.id, library),
            press.language,
        ),
    )
    return ""


async def choose(context: BotContext, press: ButtonPress) -> str:
    """A button under the choice."""
    chat, texts = press.message.chat.id, chat_texts_in(press.language)
    if is_group(press.message) and not await context.members.is_admin(chat, press.person.id):
        return settings_texts_in(press.language).only_admins
    what, _, argument = press.argument.partition(":")
    key, _, place = argument.rpartition(":")
    library = await context.conversation.narrowing.library(chat)
    words = _words_searched(press.message)
    if what == TOGGLE and not await context.conversation.narrowing.toggle(chat, DocumentId(key), library):
        return texts.use_too_many.format(count=MOST_CHOSEN)
    if what == ALL:
        await context.conversation.narrowing.choose_all(chat)
    if what == THESE:
        await context.conversation.narrowing.choose_matching(chat, words, library)
    searched = await context.conversation.narrowing.searched(chat, library)
    if what in {TOGGLE, PAGE}:
        shelf = shelf_of(library, words, place) or Shelf(library.matching(words), words)
        await _edit(context, press, render_choice(shelf, searched, press.language))
    elif what in {ALL, THESE, DONE}:
        await _edit(context, press, render_kept_choice(searched, press.language))
    else:
        return texts.button_gone
    return ""


async def press_file(context: BotContext, press: ButtonPress) -> str:
    """A button that keeps or removes a file of the chat, under its message or in the list."""
    uploading, texts = context.conversation.uploading, chat_texts_in(press.language)
    if uploading is None:
        return texts.button_gone
    chat = press.message.chat.id
    if is_group(press.message) and not await context.members.is_admin(chat, press.person.id):
        return upload_texts_in(press.language).only_admins
    what, _, key = press.argument.partition(":")
    if what != UNLIST:
        return await press_under_file(context, press, uploading)
    removed = await uploading.remove(chat, DocumentId(key))
    await turn_list(context, replace(press, argument="0"))
    sentences = upload_texts_in(press.language)
    return sentences.gone if removed is None else sentences.removed.format(title=title_of(removed.document))


def _own(context: BotContext, chat: int, language: Language) -> Mapping[DocumentId, str]:
    uploading = context.conversation.uploading
    return {} if uploading is None else own_notes(uploading.of(chat), uploading.now, language)


async def _chosen_by_name(context: BotContext, chat: int, words: str, language: Language) -> RichText:
    """A name that only one document has chooses it; otherwise the person does."""
    narrowing = context.conversation.narrowing
    if (chosen := await narrowing.choose_by_name(chat, words)) is not None:
        return render_kept_choice(chosen, language)
    library = await narrowing.library(chat)
    shelf = shelf_of(library, words)
    assert shelf is not None
    return render_choice(shelf, await narrowing.searched(chat, library), language)


def _words_searched(message: Message) -> str:
    """What was looked for when the message was asked for."""
    asked = message.reply_to_message
    match = _COMMAND.fullmatch((asked.text or "").strip()) if asked is not None else None
    return match[1].strip() if match else ""


async def _edit(context: BotContext, press: ButtonPress, shown: RichText) -> None:
    await context.gate.edit(SentMessage(press.message.chat.id, press.message.message_id), shown)
