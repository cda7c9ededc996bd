"""/language in private and /settings in groups: choices made with buttons, in groups by admins only."""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatType

from bot.conversation.quotas import Verdict
from bot.faces.telegram_app.handlers.context import BotContext, destination_of, language_in, speaker_of
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in, settings_texts_in, user_language
from bot.presentation import RichText, render_sentence
from bot.presentation.settings import (
    AUTOMATIC,
    CLOSE,
    QUIET,
    SPEAK,
    YES,
    render_kept_settings,
    render_language_choice,
    render_settings,
)
from bot.storage import ChatSettings
from retrieval.types import Language


async def offer_languages(context: BotContext, message: Message) -> None:
    """Ask which language to speak in a private chat."""
    chosen = (await context.conversations.settings(message.chat.id)).language
    await context.gate.send(
        destination_of(message), render_language_choice(await language_in(context, message), chosen)
    )


async def choose_language(context: BotContext, press: ButtonPress) -> str:
    """A button with a language in a private chat."""
    is_language, language = _language(press.argument)
    if not is_language or press.message.chat.type != ChatType.PRIVATE:
        return chat_texts_in(press.language).button_gone
    chat = press.message.chat.id
    await context.storage.chats.set_language(chat, language)
    await context.menus.set_for(chat, language)
    spoken = language or user_language(press.person.language_code)
    await _show(context, press, render_sentence(settings_texts_in(spoken).language_kept))
    return ""


async def offer_settings(context: BotContext, message: Message, *, by_name: bool) -> None:
    """Show a group's settings to an admin; anybody else is told that they are not for them.

    Args:
        context: the collaborators.
        message: the one with the command.
        by_name: whether it names the bot: without, it may have been for another one, so nothing is told.
    """
    language = await language_in(context, message)
    if await is_from_admin(context, message):
        shown = render_settings(await context.conversations.settings(message.chat.id), language)
    elif by_name and context.quotas.judge(message.chat.id, speaker_of(message).person) is Verdict.ACCEPTED:
        shown = render_sentence(settings_texts_in(language).only_admins)
    else:
        return
    await context.gate.send(destination_of(message), shown)


async def change_settings(context: BotContext, press: ButtonPress) -> str:
    """A button under a group's settings."""
    chat = press.message.chat.id
    if not await context.members.is_admin(chat, press.person.id):
        return settings_texts_in(press.language).only_admins
    what, _, value = press.argument.partition(":")
    settings = await _changed(context, chat, what, value)
    if settings is None:
        return chat_texts_in(press.language).button_gone
    language = settings.language or user_language(press.person.language_code)
    render = render_kept_settings if what == CLOSE else render_settings
    await _show(context, press, render(settings, language))
    return ""


async def _changed(context: BotContext, chat: int, what: str, value: str) -> ChatSettings | None:
    """The settings after a change; None: the button means nothing."""
    is_language, language = _language(value)
    if what == SPEAK and is_language:
        return await context.storage.chats.set_language(chat, language)
    if what == QUIET:
        return await context.storage.chats.set_quiet(chat, quiet=value == YES)
    return await context.storage.chats.of(chat) if what == CLOSE else None


def _language(value: str) -> tuple[bool, Language | None]:
    """Whether a button names a language, and which; none stands for the one of each person."""
    if value == AUTOMATIC:
        return True, None
    held = {str(language): language for language in Language}
    return value in held, held.get(value)


async def is_from_admin(context: BotContext, message: Message) -> bool:
    """An anonymous admin writes in the name of the group."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    author = message.from_user
    return author is not None and await context.members.is_admin(message.chat.id, author.id)


async def _show(context: BotContext, press: ButtonPress, text: RichText) -> None:
    await context.gate.edit(SentMessage(press.message.chat.id, press.message.message_id), text)
