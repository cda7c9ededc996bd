"""An answer becomes a message with buttons, and is kept for them."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.conversation.library import ChosenDocuments
from bot.conversation.records import new_answer_id
from bot.errors import StorageError
from bot.faces.telegram_app.handlers.context import BotContext
from bot.presentation import RichText, render_answer
from bot.presentation.answer_buttons import Setting, answer_keyboard
from bot.presentation.asking_again import may_be_asked_again
from bot.presentation.library import searched_line
from bot.presentation.parts import quoted
from bot.storage import AnswerId, CitedPassage, ShownAnswer, Speaker
from retrieval.types import Answer, Status

_logger = logging.getLogger(__name__)


async def present(
    context: BotContext, speaker: Speaker, answer: Answer, searched: ChosenDocuments, shown: str = ""
) -> RichText:
    """The message that shows an answer.

    Args:
        context: the collaborators.
        speaker: who asked.
        answer: what was found.
        searched: which documents were searched.
        shown: the question in full, where it is not what the asker typed.
    """
    # A private chat has the number of its person; those of groups are negative.
    bot = context.gate.bot_name
    setting = Setting(bot, is_private=speaker.chat > 0)
    is_narrowed = bool(searched.documents)
    key = (
        None
        if answer.status is Status.OFF_TOPIC
        else await _kept(context, speaker, answer, shown, is_narrowed)
    )
    line = (
        searched_line(searched, answer.question.language) if answer.status is not Status.OFF_TOPIC else None
    )
    said = render_answer(_in_full(answer, shown), bot, line, is_narrowed=is_narrowed)
    return replace(said, keyboard=answer_keyboard(answer, key, setting, is_narrowed=is_narrowed))


def _in_full(answer: Answer, shown: str) -> Answer:
    """With the question that is said to be answered."""
    return replace(answer, question=replace(answer.question, in_full=shown)) if shown else answer


async def _kept(
    context: BotContext, speaker: Speaker, answer: Answer, full: str, is_narrowed: bool
) -> AnswerId | None:
    question, shown = answer.question, {citation.passage for citation in quoted(answer)}
    record = ShownAnswer(
        id=new_answer_id(),
        speaker=speaker,
        question=full or question.whole,
        language=question.language,
        status=answer.status,
        parts=tuple(part.text for part in answer.parts),
        citations=tuple(
            CitedPassage(citation.passage, citation.highlights, citation.passage in shown)
            for citation in answer.citations
        ),
        asked=question if may_be_asked_again(answer, is_narrowed=is_narrowed) else None,
        places=answer.places,
    )
    try:
        await context.storage.answers.keep(record)
    except StorageError as error:
        _logger.warning("An answer goes out without some of its buttons: %s", error)
        return None
    return record.id
