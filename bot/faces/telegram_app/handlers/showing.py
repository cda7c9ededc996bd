"""Shows what needs the documents: a notice while they load, a sentence when they cannot be opened."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import Message

from bot.conversation.answer_service import OpeningError, ServiceClosedError
from bot.errors import StorageError
from bot.faces.telegram_app.handlers.context import BotContext, destination_of
from bot.faces.telegram_app.handlers.questions import notice_while_loading
from bot.messages import texts_in
from bot.presentation import RichText, render_sentence
from retrieval.types import Language

_logger = logging.getLogger(__name__)


async def show_when_open(
    context: BotContext, message: Message, language: Language, render: Callable[[], Awaitable[RichText]]
) -> None:
    """Answer a message with what is rendered once the documents are open.

    Args:
        context: the collaborators.
        message: the one to answer.
        language: to speak with whoever sent it.
        render: may wait for the documents.
    """
    notice = await notice_while_loading(context, destination_of(message), language)
    texts = texts_in(language)
    try:
        shown = await render()
    except ServiceClosedError:
        shown = render_sentence(texts.restarting)
    except (OpeningError, StorageError) as error:
        _logger.warning("A message could not be served: %s", error)
        shown = render_sentence(texts.failed)
    if notice is None or not await context.gate.edit(notice, shown, is_answer=True):
        await context.gate.send(destination_of(message, is_answer=True), shown)
