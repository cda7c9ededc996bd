"""Buttons that pass an answer on: as a card of the bot's in another chat, and as words for another app."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.evidence import evidence
from bot.messages import ChatTexts, chat_texts_in
from bot.presentation.links import SharedQuery, passage_payload, share_address, start_address
from bot.presentation.parts import asked_in_full, attribution, label, link_to, texts_of
from bot.presentation.rich_text import Button, clipped, units
from retrieval.types import Answer, Citation

COPIED_UNITS = 256
"""What a button puts into the clipboard (https://core.telegram.org/bots/api#copytextbutton), in UTF-16 units."""
_SOURCE_UNITS = 110
"""Of a title, a heading and a paragraph's number; the words that answer get the rest."""
_SHARED_UNITS = 120
"""Of the words in an address."""
_LIST_MARK = "；"
_SOURCE_MARK = "\n— "


def passing_on(answer: Answer, bot: str) -> tuple[Button, ...]:
    """The buttons that share and copy an answer that was found; a file that the chat alone can open cannot be shared.

    Args:
        answer: has evidence that everybody may see.
        bot: the bot's user name.
    """
    cited, texts = evidence(answer), chat_texts_in(answer.question.language)
    # The table of a comparison is made anew; of any other answer the paragraph is named, that the card may be of no other.
    link = None if answer.table is not None else link_to(cited[0])
    query = SharedQuery(asked_in_full(answer), link)
    said = _LIST_MARK.join(label(answer, part) + part.text for part in answer.parts)
    return (
        share_button(query, answer.text, cited[0], texts, bot),
        copy_button(said, [attribution(each, texts_of(answer)) for each in cited], texts),
    )


def share_button(query: SharedQuery, words: str, citation: Citation, texts: ChatTexts, bot: str) -> Button:
    """Asks in which chat the bot is to be asked.

    Args:
        query: what it is asked there.
        words: said beside the paragraph's address, on a server that knows no such button.
        citation: the paragraph.
        texts: in the language of who taps.
        bot: the bot's user name.
    """
    address = start_address(bot, passage_payload(link_to(citation)))
    spoken = clipped(f"{words} · {citation.document or citation.file}", _SHARED_UNITS)
    return Button(texts.share, address=share_address(address, spoken), shared=str(query))


def copy_button(words: str, sources: Sequence[str], texts: ChatTexts) -> Button:
    """Copies some words and where they stand."""
    source = _SOURCE_MARK + clipped(_LIST_MARK.join(sources), _SOURCE_UNITS)
    return Button(texts.copy, copied=clipped(words, COPIED_UNITS - units(source)) + source)
