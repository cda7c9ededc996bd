"""An answer that there is none: what was looked for and not found, what is nearest, and a way on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.evidence import quoted
from bot.messages import place_texts_in
from bot.presentation.parts import reason, texts_of, understood
from bot.presentation.quotes import Around, with_quotes
from bot.presentation.rich_text import Block, RichText, plain_block
from retrieval.types import Answer, Missing, Status

_WORDED = frozenset({Missing.INDICATOR, Missing.EVIDENCE})
"""Where another wording may find it."""


def render_missing(answer: Answer, bot: str, below: Sequence[Block], *, is_narrowed: bool) -> RichText:
    """The message; the arguments as for `render_answer`."""
    texts, nearest = texts_of(answer), quoted(answer)
    lines = [reason(answer, is_narrowed=is_narrowed), understood(answer)]
    if answer.status is not Status.OFF_TOPIC and answer.missing in _WORDED and answer.absence is None:
        of_reports = any(each.place for each in answer.citations)
        below = (plain_block(texts.reword_report if of_reports else texts.reword), *below)
    if answer.absence is not None and answer.absence.year is None and bot:
        below = (plain_block(place_texts_in(answer.question.language).which_there), *below)
    if nearest:
        lines.append(texts.nearest)
    head = [plain_block(line) for line in lines if line]
    return with_quotes(Around(head, below=below), nearest, texts, bot)
