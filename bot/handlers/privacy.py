"""/privacy says what is kept, /forget deletes it: a person's, in every chat, or a whole group's by an admin."""

from __future__ import annotations

from telegram import Message

from bot.chat_texts import chat_texts_in
from bot.handlers.presses import Press
from bot.handlers.room import Room, destination_of, is_group, language_in
from bot.privacy_texts import privacy_texts_in
from bot.rendering import render_sentence
from bot.rendering.privacy import GROUP, KEEP, PERSON, render_forgetting, render_privacy
from bot.sending import SentMessage
from bot.settings_texts import settings_texts_in
from bot.texts import user_language


async def tell_privacy(room: Room, message: Message) -> None:
    """/privacy."""
    shown = render_privacy(room.storage.kept_for, await language_in(room, message))
    await room.gate.send(destination_of(message), shown)


async def offer_forgetting(room: Room, message: Message) -> None:
    """/forget: ask first, as nothing brings it back."""
    shown = render_forgetting(await language_in(room, message), group=is_group(message))
    await room.gate.send(destination_of(message), shown)


async def forget(room: Room, press: Press) -> str:
    """A button under that question."""
    if press.argument == PERSON:
        return await _forget_person(room, press)
    if press.argument == GROUP and is_group(press.message):
        return await _forget_group(room, press)
    if press.argument == KEEP:
        await _close(room, press, privacy_texts_in(press.language).kept)
        return ""
    return chat_texts_in(press.language).button_gone


async def _forget_person(room: Room, press: Press) -> str:
    """Whoever presses is forgotten. In a group the question stays, for others to press."""
    await room.storage.forget_person(press.person.id)
    room.recent.forget(press.person.id)
    await room.menus.set_for(press.person.id, None)
    # The language that the chat had chosen is forgotten, too.
    texts = privacy_texts_in(user_language(press.person.language_code))
    if is_group(press.message):
        return texts.forgotten
    await _close(room, press, texts.forgotten)
    return ""


async def _forget_group(room: Room, press: Press) -> str:
    chat = press.message.chat.id
    if not await room.members.is_admin(chat, press.person.id):
        return settings_texts_in(press.language).only_admins
    await room.storage.forget_chat(chat)
    room.recent.forget(chat)
    await _close(room, press, privacy_texts_in(user_language(press.person.language_code)).group_forgotten)
    return ""


async def _close(room: Room, press: Press, sentence: str) -> None:
    message = SentMessage(press.message.chat.id, press.message.message_id)
    await room.gate.edit(message, render_sentence(sentence))
