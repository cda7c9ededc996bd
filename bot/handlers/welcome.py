"""/start and /help: what the bot is for and how to ask, answered while the documents still load."""

from __future__ import annotations

from telegram import Message

from bot.handlers.room import Room, destination_of, is_group, language_in
from bot.rendering import render_welcome


async def welcome(room: Room, message: Message, bot: str) -> None:
    """Say how to ask.

    Args:
        room: the collaborators.
        message: the one with the command.
        bot: the bot's user name.
    """
    group = is_group(message)
    language = await language_in(room, message)
    examples = await room.desk.examples(language)
    text = render_welcome(language, bot, room.desk.titles, examples, group=group)
    await room.gate.send(destination_of(message, reply=group), text)
