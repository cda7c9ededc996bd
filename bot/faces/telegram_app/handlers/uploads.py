"""Files that are sent to the bot: progress and outcome in one message, whose buttons keep or remove the file."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from telegram import Message

from bot.conversation.answer_service import ServiceClosedError
from bot.conversation.uploading import Uploading
from bot.faces.telegram_app.handlers.context import (
    BotContext,
    accepted,
    destination_of,
    is_group,
    language_in,
)
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.questions import answer_question
from bot.faces.telegram_app.handlers.scan_progress import ScanProgress
from bot.faces.telegram_app.handlers.settings import is_from_admin
from bot.faces.telegram_app.handling import leave_undone
from bot.faces.telegram_app.sending import SentMessage
from bot.messages import chat_texts_in, texts_in
from bot.messages.uploads import upload_texts_in
from bot.operations.failure_log import log_failure
from bot.presentation import RichText, render_sentence
from bot.presentation.uploads import (
    KEEP,
    REMOVE,
    render_fetching,
    render_kept,
    render_reading,
    render_refused,
    render_removed,
    render_taken,
    time_left,
)
from retrieval.types import DocumentId, Language
from retrieval.uploads.reading import SentFile
from retrieval.uploads.records import RefusedUploadError

_logger = logging.getLogger(__name__)

_DAYS = re.compile(r"\d{1,4}", re.ASCII)
_DAY = 24 * 60 * 60.0


async def receive_file(context: BotContext, message: Message, uploading: Uploading, caption: str) -> None:
    """Take a file, then answer the question that came with it, if any.

    Args:
        context: the collaborators.
        message: the one with the file.
        uploading: takes it.
        caption: the words under it.
    """
    if message.document is None and not message.photo:
        return
    # Before anything is waited for: a question sent after the file finds it under way.
    async with uploading.turn(message.chat.id):
        language = await language_in(context, message)
        if is_group(message) and not await is_from_admin(context, message):
            refusal = render_sentence(upload_texts_in(language).only_admins)
            await context.gate.send(destination_of(message), refusal)
            return
        is_taken = await _take(context, message, _sent_file(message, language), uploading, language)
    if caption and is_taken:
        await answer_question(context, await accepted(context, message, caption))


async def keep_files(context: BotContext, message: Message, uploading: Uploading, words: str) -> None:
    """/keep: keep all files of the chat for longer."""
    language, chat = await language_in(context, message), message.chat.id
    texts, most = upload_texts_in(language), uploading.keep_days
    if is_group(message) and not await is_from_admin(context, message):
        shown = texts.only_admins
    elif not uploading.of(chat):
        shown = texts.nothing_sent
    elif words and not (_DAYS.fullmatch(words) and 1 <= int(words) <= most):
        shown = texts.keep_how.format(days=f"{most:g}")
    else:
        days = float(words) if words else most
        kept = [await uploading.keep(chat, each.document.id, days) for each in uploading.of(chat)]
        shown = texts.all_kept.format(
            count=sum(each is not None for each in kept), left=time_left(days * _DAY, language)
        )
    await context.gate.send(destination_of(message), render_sentence(shown))


async def press_under_file(context: BotContext, press: ButtonPress, uploading: Uploading) -> str:
    """A button under the message about a file."""
    what, _, key = press.argument.partition(":")
    chat, document = press.message.chat.id, DocumentId(key)
    if what == KEEP:
        kept = await uploading.keep(chat, document, uploading.keep_days)
        shown = render_kept(kept, uploading.now, press.language) if kept is not None else None
    elif what == REMOVE:
        removed = await uploading.remove(chat, document)
        shown = render_removed(removed, press.language) if removed is not None else None
    else:
        return chat_texts_in(press.language).button_gone
    shown = shown or render_sentence(upload_texts_in(press.language).gone)
    await context.gate.edit(SentMessage(chat, press.message.message_id), shown)
    return ""


@dataclass(frozen=True, slots=True)
class _File:
    """What a message brings."""

    id: str
    name: str
    size: int
    media_type: str


def _sent_file(message: Message, language: Language) -> _File:
    """The file of a message; of a photo, which comes in several sizes, the largest."""
    if message.document is not None:
        file = message.document
        return _File(file.file_id, file.file_name or "", file.file_size or 0, file.mime_type or "")
    photo = max(message.photo, key=lambda each: each.width * each.height)
    return _File(photo.file_id, upload_texts_in(language).photo, photo.file_size or 0, "image/jpeg")


async def _take(
    context: BotContext, message: Message, file: _File, uploading: Uploading, language: Language
) -> bool:
    """Fetch and read a file; whether it can be asked now."""
    name = SentFile(file.name, b"").shown_name
    progress: SentMessage | None = None
    pages: ScanProgress | None = None
    try:
        uploading.check(message.chat.id, file.size)
        progress = await context.gate.send(destination_of(message), render_fetching(name, language))
        async with uploading.room:
            content = await context.downloads.fetch(file.id)
            if progress is not None:
                await context.gate.edit(progress, render_reading(name, language))
            pages = ScanProgress(context, progress, name, language)
            sent = SentFile(file.name, content, file.media_type)
            upload = await uploading.take(message.chat.id, sent, pages.told)
    except RefusedUploadError as error:
        shown, is_taken = render_refused(error.why, name, uploading.limits, language), False
    except ServiceClosedError:
        leave_undone()
        shown, is_taken = render_sentence(texts_in(language).restarting), False
    except Exception as error:  # noqa: BLE001 - whatever a file does, its sender gets a sentence
        log_failure(_logger, "A file could not be taken", error)
        shown, is_taken = render_sentence(texts_in(language).failed), False
    else:
        shown, is_taken = render_taken(upload, uploading.now, uploading.keep_days, language), True
    if pages is not None:
        await pages.settled()
    await _show(context, message, progress, shown)
    return is_taken


async def _show(context: BotContext, message: Message, progress: SentMessage | None, shown: RichText) -> None:
    if progress is None or not await context.gate.edit(progress, shown):
        await context.gate.send(destination_of(message), shown)
