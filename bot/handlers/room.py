"""What the handlers share, and where in Telegram a message was said."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram import Message

from bot.answering_desk import AnsweringDesk
from bot.conversations import Conversations
from bot.sending import Destination, SendGate
from bot.storage import Speaker, Storage
from bot.texts import user_language
from bot.turns import Turns
from retrieval.types import Language


@dataclass(frozen=True, slots=True)
class Room:
    """The collaborators of every handler."""

    desk: AnsweringDesk
    gate: SendGate
    storage: Storage
    conversations: Conversations
    turns: Turns[Speaker] = field(default_factory=Turns)
    """Whose question is being answered."""


def destination_of(message: Message, *, reply: bool = True) -> Destination:
    """The chat and the topic of a message; its thread is one only when the message says so."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Destination(message.chat.id, topic, message.message_id if reply else None)


def speaker_of(message: Message) -> Speaker:
    """Who said it: a person, or the channel or group in whose name it was said."""
    author = message.sender_chat or message.from_user
    person = author.id if author is not None else message.chat.id
    return Speaker(message.chat.id, destination_of(message).topic, person)


async def language_in(room: Room, message: Message) -> Language:
    """The language the chat has chosen, or else that of whoever said it."""
    return (await room.conversations.settings(message.chat.id)).language or language_of(message)


def language_of(message: Message) -> Language:
    """The language to speak with whoever said it, where the chat has not chosen one."""
    code = message.from_user.language_code if message.from_user is not None else None
    return user_language(code, message.text or message.caption or "")
