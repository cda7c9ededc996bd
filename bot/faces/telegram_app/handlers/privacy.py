"""/privacy says what is kept, /forget deletes it: a person's, in every chat, or a whole group's by an admin."""

from __future__ import annotations

from telegram import Message

from bot.faces.telegram_app.handlers.context import BotContext, destination_of, is_group, language_in
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in, privacy_texts_in, settings_texts_in, user_language
from bot.presentation import render_sentence
from bot.presentation.privacy import GROUP, KEEP, PERSON, render_forgetting, render_privacy


async def tell_privacy(context: BotContext, message: Message) -> None:
    """/privacy."""
    uploading = context.conversation.uploading
    files_seconds = None if uploading is None else uploading.limits.kept_seconds
    shown = render_privacy(context.kept_for, await language_in(context, message), files_seconds)
    await context.gate.send(destination_of(message), shown)


async def offer_forgetting(context: BotContext, message: Message) -> None:
    """/forget: ask first, as nothing brings it back."""
    shown = render_forgetting(await language_in(context, message), group=is_group(message))
    await context.gate.send(destination_of(message), shown)


async def forget(context: BotContext, press: ButtonPress) -> str:
    """A button under that question."""
    if press.argument == PERSON:
        return await _forget_person(context, press)
    if press.argument == GROUP and is_group(press.message):
        return await _forget_group(context, press)
    if press.argument == KEEP:
        await _close(context, press, privacy_texts_in(press.language).kept)
        return ""
    return chat_texts_in(press.language).button_gone


async def _forget_person(context: BotContext, press: ButtonPress) -> str:
    """Whoever presses is forgotten. In a group the question stays, for others to press."""
    await context.conversation.forget_person(press.person.id)
    context.recent.forget(press.person.id)
    await context.menus.set_for(press.person.id, None)
    # The language that the chat had chosen is forgotten, too.
    texts = privacy_texts_in(user_language(press.person.language_code))
    if is_group(press.message):
        return texts.forgotten
    await _close(context, press, texts.forgotten)
    return ""


async def _forget_group(context: BotContext, press: ButtonPress) -> str:
    chat = press.message.chat.id
    if not await context.members.is_admin(chat, press.person.id):
        return settings_texts_in(press.language).only_admins
    await context.conversation.forget_chat(chat)
    context.recent.forget(chat)
    await _close(context, press, privacy_texts_in(user_language(press.person.language_code)).group_forgotten)
    return ""


async def _close(context: BotContext, press: ButtonPress, sentence: str) -> None:
    message = SentMessage(press.message.chat.id, press.message.message_id)
    await context.gate.edit(message, render_sentence(sentence))
