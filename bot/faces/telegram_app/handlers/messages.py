"""Reads each message once and hands it to the handler of its subject."""

from __future__ import annotations

from collections import deque
from contextlib import nullcontext

from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.conversation.late_in_groups import ANSWERED_AT_MOST, LateVerdict
from bot.conversation.quotas import Verdict
from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.addressing import Intent, Request, read_request
from bot.faces.telegram_app.handlers.checking import answer_as_asked
from bot.faces.telegram_app.handlers.context import (
    BotContext,
    accepted,
    destination_of,
    is_group,
    is_late,
    language_in,
    speaker_of,
)
from bot.faces.telegram_app.handlers.library import list_documents, offer_choice
from bot.faces.telegram_app.handlers.privacy import offer_forgetting, tell_privacy
from bot.faces.telegram_app.handlers.questions import answer_question
from bot.faces.telegram_app.handlers.quota_notices import quota_notice
from bot.faces.telegram_app.handlers.quoting import words_to_quote
from bot.faces.telegram_app.handlers.reading import open_link
from bot.faces.telegram_app.handlers.settings import offer_languages, offer_settings
from bot.faces.telegram_app.handlers.status import tell_status
from bot.faces.telegram_app.handlers.uploads import keep_files, receive_file
from bot.faces.telegram_app.handlers.welcome import greet_group, tell_how, tell_unknown, welcome
from bot.faces.telegram_app.recent_answers import RecentAnswer
from bot.messages import texts_in
from bot.messages.uploads import upload_texts_in
from bot.presentation import render_sentence
from bot.storage.one_thread import urgent

_ALBUMS_REMEMBERED = 100
_AT_ONCE = frozenset(
    {Intent.WELCOME, Intent.HELP, Intent.UNKNOWN_COMMAND, Intent.LANGUAGE, Intent.STATUS, Intent.PRIVACY}
)
"""What takes a look at the chat's settings and no more does not wait behind the questions of a crowd."""


class MessageHandler:
    """The callback for messages of every kind."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._albums: deque[str] = deque(maxlen=_ALBUMS_REMEMBERED)

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what the message asks for; nothing when it is not meant for the bot."""
        message, me = update.message, context.bot.bot
        if message is None:
            return
        await self._follow(message)
        if _has_joined(message, me):
            await greet_group(self._context, message)
            return
        uploading = self._context.conversation.uploading
        takes_photos = uploading is not None and uploading.reads_pictures
        request = read_request(message, me, takes_files=uploading is not None, takes_photos=takes_photos)
        if request is not None and request.intent is Intent.SETTINGS:
            # Outside the quota: a flood is when an admin needs them.
            with urgent():
                await offer_settings(self._context, message, by_name=request.by_name)
        elif request is not None and (not is_group(message) or await self._accepted(message)):
            with urgent() if request.intent in _AT_ONCE else nullcontext():
                await self._serve(request, message, me.username or "")

    async def _serve(self, request: Request, message: Message, bot: str) -> None:
        match request.intent:
            case Intent.WELCOME:
                await welcome(self._context, message)
            case Intent.OPEN_LINK:
                await open_link(self._context, message, request.question, bot)
            case Intent.ANSWER:
                # In a group others have spoken meanwhile: the quote tells which words are answered.
                quote = words_to_quote(message, request.question, bot) if is_group(message) else None
                await answer_question(
                    self._context, await accepted(self._context, message, request.question), quote
                )
            case Intent.COMPARE | Intent.CHECK:
                asked = await accepted(self._context, message, request.question)
                await answer_as_asked(self._context, asked, request.intent)
            case Intent.ASKED_NOTHING:
                await self._hint(message, ask=True)
            case Intent.SENT_NO_TEXT:
                if not self._of_seen_album(message):
                    await self._hint(message, ask=False)
            case _:
                await self._obey(request, message)

    async def _obey(self, request: Request, message: Message) -> None:
        match request.intent:
            case Intent.HELP:
                await tell_how(self._context, message)
            case Intent.UNKNOWN_COMMAND:
                await tell_unknown(self._context, message, request.question)
            case Intent.LANGUAGE:
                await offer_languages(self._context, message)
            case Intent.LIST_DOCUMENTS:
                await list_documents(self._context, message, request.question)
            case Intent.CHOOSE_DOCUMENTS:
                await offer_choice(self._context, message, request.question, by_name=request.by_name)
            case Intent.STATUS:
                await tell_status(self._context, message)
            case Intent.SENT_FILE | Intent.KEEP_FILES:
                await self._serve_file(request, message)
            case Intent.PRIVACY:
                await tell_privacy(self._context, message)
            case Intent.FORGET:
                await offer_forgetting(self._context, message)

    async def _serve_file(self, request: Request, message: Message) -> None:
        uploading = self._context.conversation.uploading
        if uploading is None:
            return
        if request.intent is Intent.KEEP_FILES:
            await keep_files(self._context, message, uploading, request.question)
        else:
            await receive_file(self._context, message, uploading, request.question)

    async def _follow(self, message: Message) -> None:
        """A group that becomes a supergroup says so in both: the old one names the new one, and the other way."""
        old, new = message.migrate_from_chat_id, message.migrate_to_chat_id
        if new is not None and message.chat.type == ChatType.GROUP:
            await self._context.move(message.chat.id, new)
        elif old is not None and message.chat.type == ChatType.SUPERGROUP:
            await self._context.move(old, message.chat.id)

    async def _accepted(self, message: Message) -> bool:
        """Whether the group and the person may ask more; the first who may not is told why.

        What a group asked while the bot was away has a limit of its own.
        """
        if is_late(message):
            return await self._accepted_late(message)
        quotas = self._context.quotas
        verdict = self._context.judge(message.chat.id, speaker_of(message).person)
        if verdict in {Verdict.PERSON_ASKS_TOO_MUCH, Verdict.GROUP_ASKS_TOO_MUCH}:
            notice = quota_notice(verdict, quotas, texts_in(await language_in(self._context, message)))
            await self._context.gate.send(destination_of(message, alone=True), render_sentence(notice))
        return verdict is Verdict.ACCEPTED

    async def _accepted_late(self, message: Message) -> bool:
        verdict = await self._context.late.judge(message.chat.id, message.message_id)
        settings = await self._context.conversation.memory.settings(message.chat.id)
        if verdict is LateVerdict.PASSED_OVER_AND_TOLD and not settings.quiet:
            texts = texts_in(await language_in(self._context, message))
            sentence = render_sentence(texts.late_in_group.format(count=ANSWERED_AT_MOST))
            await self._context.gate.send(destination_of(message, reply=False), sentence)
        return verdict is LateVerdict.ANSWERED

    async def _hint(self, message: Message, *, ask: bool) -> None:
        language = await language_in(self._context, message)
        sentence = texts_in(language).ask_for_question if ask else texts_in(language).text_only
        uploading = self._context.conversation.uploading
        if not ask and uploading is not None:
            texts = upload_texts_in(language)
            sentence = texts.kinds_and_photos if uploading.reads_pictures else texts.kinds
        examples = await self._context.answer_service.examples(language, scope=scope_of(message.chat.id))
        text = render_sentence(sentence.format(example=examples[0]))
        sent = await self._context.gate.send(destination_of(message, alone=True), text)
        if sent is not None:
            # Whoever adds the question by editing gets the answer in the hint's place.
            previous = await self._context.conversation.memory.previous(speaker_of(message))
            self._context.recent.remember(message.chat.id, message.message_id, RecentAnswer(sent, previous))

    def _of_seen_album(self, message: Message) -> bool:
        """An album arrives as one message for each picture; one hint is enough."""
        album = message.media_group_id
        if album is None or album in self._albums:
            return album is not None
        self._albums.append(album)
        return False


def _has_joined(message: Message, me: User) -> bool:
    """Whether the message says that the bot was added to a group, or is in it from its beginning."""
    added = {member.id for member in message.new_chat_members}
    return is_group(message) and (me.id in added or bool(message.group_chat_created))
