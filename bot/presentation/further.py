"""The passages of an answer that its message did not quote."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.replies import MarkedPassage
from bot.messages import chat_texts_in, texts_in
from bot.presentation.answer_buttons import Setting, names_of, open_button
from bot.presentation.parts import link_to
from bot.presentation.quotes import Around, with_quotes
from bot.presentation.rich_text import RichText, plain_block
from retrieval.compose.citing import cite
from retrieval.types import Language

_QUOTE_UNITS = 240
"""Enough to see what a passage is about; it opens by its button."""


def render_further(passages: Sequence[MarkedPassage], language: Language, setting: Setting) -> RichText:
    """The passages, each with its marked words, with a button for each.

    Args:
        passages: with the words to mark in them.
        language: of whoever reads it.
        setting: where it is shown.
    """
    texts = chat_texts_in(language)
    if not passages:
        return RichText((plain_block(texts.nothing_further),))
    citations = [cite(each.place.passage, each.place.document, each.marked) for each in passages]
    head = Around([plain_block(texts.further_title)])
    message = with_quotes(head, citations, texts_in(language), setting.bot, most=_QUOTE_UNITS)
    row = tuple(
        open_button(label, link_to(citation), setting, is_own=citation.is_own)
        for label, citation in zip(names_of(citations, language), citations, strict=True)
    )
    return RichText(message.blocks, (row,))
