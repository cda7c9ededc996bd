"""Shows what needs the documents: a notice while they load, a sentence when they cannot be opened."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import Message

from bot.answering_desk import DeskClosedError, OpeningError
from bot.errors import StorageError
from bot.handlers.questions import notice_while_loading
from bot.handlers.room import Room, destination_of
from bot.rendering import RichText, render_sentence
from bot.texts import texts_in
from retrieval.types import Language

_logger = logging.getLogger(__name__)


async def show_when_open(
    room: Room, message: Message, language: Language, render: Callable[[], Awaitable[RichText]]
) -> None:
    """Answer a message with what is rendered once the documents are open.

    Args:
        room: the collaborators.
        message: the one to answer.
        language: to speak with whoever sent it.
        render: may wait for the documents.
    """
    notice = await notice_while_loading(room, destination_of(message), language)
    texts = texts_in(language)
    try:
        shown = await render()
    except DeskClosedError:
        shown = render_sentence(texts.restarting)
    except (OpeningError, StorageError) as error:
        _logger.warning("A message could not be served: %s", error)
        shown = render_sentence(texts.failed)
    if notice is None or not await room.gate.edit(notice, shown):
        await room.gate.send(destination_of(message), shown)
