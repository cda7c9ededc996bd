"""How the index is, as a message."""

from __future__ import annotations

import math

from bot.messages import StatusTexts, status_texts_in
from bot.presentation.rich_text import RichText, plain_block
from retrieval.building.index_status import IndexStatus
from retrieval.types import Language

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_TWO = 2
"""A unit is used from two of it on: 90 minutes say more than 1 hour."""


def render_status(status: IndexStatus, now: float, language: Language) -> RichText:
    """What /status says.

    Args:
        status: of the index that answers.
        now: seconds since 1970.
        language: of whoever reads it.
    """
    texts = status_texts_in(language)
    counts = texts.counts.format(
        documents=f"{status.documents:,}",
        passages=f"{status.passages:,}",
        sentences=f"{status.sentences:,}",
    )
    changed = texts.changed.format(ago=span(now - status.changed_at, texts))
    return RichText(tuple(map(plain_block, (texts.title, counts, *_vectors(status, texts), changed))))


def span(seconds: float, texts: StatusTexts) -> str:
    """A time in words, in one unit: 45 seconds, 90 minutes, 3 days."""
    for unit, words in ((_DAY, texts.days), (_HOUR, texts.hours), (_MINUTE, texts.minutes)):
        if seconds >= _TWO * unit:
            return words.format(number=int(seconds // unit))
    return texts.seconds.format(number=max(0, int(seconds)))


def _vectors(status: IndexStatus, texts: StatusTexts) -> tuple[str, ...]:
    if status.is_whole:
        return (texts.vectors_whole,)
    shares = texts.vectors.format(
        fast=_share(status.fast, status.sentences), accurate=_share(status.accurate, status.sentences)
    )
    state = status.filling
    if state is None or not math.isfinite(state.seconds_left):
        return shares, texts.not_filling
    doing = texts.filling_fast if state.is_fast else texts.filling
    return shares, doing.format(rate=f"{state.rate:,.0f}", left=span(state.seconds_left, texts))


def _share(done: int, total: int) -> str:
    """100% only when all are done."""
    return f"{math.floor(1000 * done / total) / 10:g}%" if total else "100%"
