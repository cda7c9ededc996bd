"""Reads each message once and hands it to the handler of its subject."""

from __future__ import annotations

from collections import deque

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.handlers.addressing import Wish, read_request
from bot.handlers.questions import answer_question
from bot.handlers.reading import open_link
from bot.handlers.room import Room, destination_of, language_of
from bot.handlers.welcome import welcome
from bot.rendering import render_sentence
from bot.texts import texts_in

_ALBUMS_REMEMBERED = 100


class MessageHandler:
    """The callback for messages of every kind."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._albums: deque[str] = deque(maxlen=_ALBUMS_REMEMBERED)

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what the message asks for; nothing when it is not meant for the bot."""
        message, me = update.message, context.bot.bot
        request = read_request(message, me) if message is not None else None
        if message is None or request is None:
            return
        match request.wish:
            case Wish.WELCOME:
                await welcome(self._room, message, me.username or "")
            case Wish.OPEN_LINK:
                await open_link(self._room, message, request.question, me.username or "")
            case Wish.ANSWER:
                await answer_question(self._room, message, request.question, me.username or "")
            case Wish.ASKED_NOTHING:
                await self._hint(message, ask=True)
            case Wish.SENT_NO_TEXT if not self._of_seen_album(message):
                await self._hint(message, ask=False)

    async def _hint(self, message: Message, *, ask: bool) -> None:
        texts = texts_in(language_of(message))
        sentence = texts.ask_for_question if ask else texts.text_only
        text = render_sentence(sentence.format(example=texts.examples[0]))
        await self._room.gate.send(destination_of(message), text)

    def _of_seen_album(self, message: Message) -> bool:
        """An album arrives as one message for each picture; one hint is enough."""
        album = message.media_group_id
        if album is None or album in self._albums:
            return album is not None
        self._albums.append(album)
        return False
