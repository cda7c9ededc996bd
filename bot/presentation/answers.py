"""An answer as one message, read at a glance: the words first, a few quoted lines, where they stand in one line.

Pure functions from records to `RichText`. A message never exceeds what Telegram takes; paragraphs give way, the answer's
words do not. Each kind of answer has its file.
"""

from __future__ import annotations

from bot.conversation.replies import is_found
from bot.presentation.choice import render_choice_of_place
from bot.presentation.found import render_found
from bot.presentation.missing import render_missing
from bot.presentation.parts import texts_of
from bot.presentation.quotes import Around, with_quotes
from bot.presentation.rich_text import Block, RichText
from bot.presentation.table_message import render_table
from retrieval.types import Answer, Citation


def render_answer(
    answer: Answer, bot: str = "", note: Block | None = None, *, is_narrowed: bool = False
) -> RichText:
    """The message that says an answer, or why there is none.

    Args:
        answer: to a question.
        bot: the bot's user name, for the links to the paragraphs; empty: without links.
        note: said below it.
        is_narrowed: whether it was looked for only in documents that the chat has chosen.
    """
    below = (note,) if note is not None else ()
    if not is_found(answer):
        return render_missing(answer, bot, below, is_narrowed=is_narrowed)
    if answer.table is not None:
        return render_table(answer, bot, below)
    return render_choice_of_place(answer, bot, below) if answer.places else render_found(answer, bot, below)


def render_passage(answer: Answer, citation: Citation, bot: str = "") -> RichText:
    """One citation of an answer as a message of its own; `bot` as for `render_answer`."""
    return with_quotes(Around(), [citation], texts_of(answer), bot)
