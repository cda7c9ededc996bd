"""The passages of an answer that its message did not quote."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import chat_texts_in, texts_in
from bot.presentation.answer_buttons import Setting, open_button
from bot.presentation.messages import with_quotes
from bot.presentation.parts import link_to
from bot.presentation.rich_text import RichText, plain_block
from retrieval.compose.citing import cite
from retrieval.types import Language, PlacedPassage, Span

_QUOTE_UNITS = 240
"""Enough to see what a passage is about; it opens by its button."""


def render_further(
    places: Sequence[tuple[PlacedPassage, tuple[Span, ...]]], language: Language, setting: Setting
) -> RichText:
    """The passages, each with its marked words, with a button for each.

    Args:
        places: paragraphs with the words to mark in them.
        language: of whoever reads it.
        setting: where it is shown.
    """
    texts = chat_texts_in(language)
    if not places:
        return RichText((plain_block(texts.nothing_further),))
    citations = [cite(place.passage, place.document, marked) for place, marked in places]
    head = [plain_block(texts.further_title)]
    message = with_quotes(head, citations, texts_in(language), setting.bot, most=_QUOTE_UNITS)
    row = tuple(
        open_button(texts.open_number.format(number=number), link_to(citation), setting)
        for number, citation in enumerate(citations, 1)
    )
    return RichText(message.blocks, (row,))
