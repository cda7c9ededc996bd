"""Reads each message once and hands it to the handler of its subject."""

from __future__ import annotations

from collections import deque

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.handlers.addressing import Request, Wish, read_request
from bot.handlers.library import list_documents, offer_choice
from bot.handlers.privacy import offer_forgetting, tell_privacy
from bot.handlers.questions import answer_question
from bot.handlers.quota_notices import quota_notice
from bot.handlers.quoting import words_to_quote
from bot.handlers.reading import open_link
from bot.handlers.room import Room, accepted, destination_of, is_group, language_in, speaker_of
from bot.handlers.settings import offer_languages, offer_settings
from bot.handlers.status import tell_status
from bot.handlers.welcome import welcome
from bot.quotas import Verdict
from bot.recent_answers import RecentAnswer
from bot.rendering import render_sentence
from bot.scopes import scope_of
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
        if message is None:
            return
        await self._follow(message)
        request = read_request(message, me)
        if request is not None and request.wish is Wish.SETTINGS:
            # Outside the quota: a flood is when an admin needs them.
            await offer_settings(self._room, message, by_name=request.by_name)
        elif request is not None and (not is_group(message) or await self._accepted(message)):
            await self._serve(request, message, me.username or "")

    async def _serve(self, request: Request, message: Message, bot: str) -> None:
        match request.wish:
            case Wish.WELCOME:
                await welcome(self._room, message, bot)
            case Wish.OPEN_LINK:
                await open_link(self._room, message, request.question, bot)
            case Wish.ANSWER:
                # In a group others have spoken meanwhile: the quote tells which words are answered.
                quote = words_to_quote(message, request.question, bot) if is_group(message) else None
                await answer_question(
                    self._room, await accepted(self._room, message, request.question), quote
                )
            case Wish.ASKED_NOTHING:
                await self._hint(message, ask=True)
            case Wish.SENT_NO_TEXT:
                if not self._of_seen_album(message):
                    await self._hint(message, ask=False)
            case _:
                await self._obey(request, message)

    async def _obey(self, request: Request, message: Message) -> None:
        match request.wish:
            case Wish.LANGUAGE:
                await offer_languages(self._room, message)
            case Wish.LIST_DOCUMENTS:
                await list_documents(self._room, message, request.question)
            case Wish.CHOOSE_DOCUMENTS:
                await offer_choice(self._room, message, request.question, by_name=request.by_name)
            case Wish.STATUS:
                await tell_status(self._room, message)
            case Wish.PRIVACY:
                await tell_privacy(self._room, message)
            case Wish.FORGET:
                await offer_forgetting(self._room, message)

    async def _follow(self, message: Message) -> None:
        """A group that becomes a supergroup says so in both: the old one names the new one, and the other way."""
        old, new = message.migrate_from_chat_id, message.migrate_to_chat_id
        if new is not None and message.chat.type == ChatType.GROUP:
            await self._room.move(message.chat.id, new)
        elif old is not None and message.chat.type == ChatType.SUPERGROUP:
            await self._room.move(old, message.chat.id)

    async def _accepted(self, message: Message) -> bool:
        """Whether the group and the person may ask more; the first who may not is told why."""
        quotas = self._room.quotas
        verdict = self._room.judge(message.chat.id, speaker_of(message).person)
        if verdict in {Verdict.PERSON_ASKS_TOO_MUCH, Verdict.GROUP_ASKS_TOO_MUCH}:
            notice = quota_notice(verdict, quotas, texts_in(await language_in(self._room, message)))
            await self._room.gate.send(destination_of(message), render_sentence(notice))
        return verdict is Verdict.ACCEPTED

    async def _hint(self, message: Message, *, ask: bool) -> None:
        language = await language_in(self._room, message)
        sentence = texts_in(language).ask_for_question if ask else texts_in(language).text_only
        examples = await self._room.desk.examples(language, scope=scope_of(message.chat.id))
        text = render_sentence(sentence.format(example=examples[0]))
        sent = await self._room.gate.send(destination_of(message), text)
        if sent is not None:
            # Whoever adds the question by editing gets the answer in the hint's place.
            previous = await self._room.conversations.previous(speaker_of(message))
            self._room.recent.remember(message.chat.id, message.message_id, RecentAnswer(sent, previous))

    def _of_seen_album(self, message: Message) -> bool:
        """An album arrives as one message for each picture; one hint is enough."""
        album = message.media_group_id
        if album is None or album in self._albums:
            return album is not None
        self._albums.append(album)
        return False
