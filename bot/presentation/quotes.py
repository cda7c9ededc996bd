"""Paragraphs as quotes that begin at the words that answer, most of them folded, and where they stand in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Texts
from bot.presentation.document_row import row_pieces
from bot.presentation.excerpt import excerpt_from
from bot.presentation.links import passage_payload, start_address
from bot.presentation.parts import link_to, name_of, page_of
from bot.presentation.phone_lines import FOLDED_LINES, LINE_EMS, QUOTE_EMS, ems, line_count, shortened
from bot.presentation.rich_text import MESSAGE_UNITS, Block, Piece, RichText, units
from retrieval.types import Citation

_SHORTEST_QUOTE = 40
_MARK = " · "
_SOURCE_MARK = "— "
_OWN = "📎"
"""Before the name of a document of the chat alone, among others."""
_NAME_EMS = 8.5
"""Two names fit into a line."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is said around quoted paragraphs."""

    head: Sequence[Block] = ()
    """First."""
    folded: Sequence[Block] = ()
    """In the quote, before the paragraphs."""
    below: Sequence[Block] = ()
    """Last."""


def with_quotes(
    around: Around, citations: Sequence[Citation], texts: Texts, bot: str, *, most: int = MESSAGE_UNITS
) -> RichText:
    """The paragraphs in one quote, where they stand in one line, and what is said around them.

    Args:
        around: these words; they are never cut.
        citations: quoted, as far as they are no headings, which the answer has in full; they share the room that is left.
        texts: the sentences around them.
        bot: the bot's user name, for the links to the paragraphs; empty: without links.
        most: UTF-16 units of one quote.
    """
    where = [source(citations, texts, bot)] if citations else []
    quoted = [each for each in citations if not each.is_heading]
    inside = [_source_inside(each, texts, bot) for each in quoted] if len(citations) > 1 else []
    said = RichText((*around.head, *around.folded, *where, *around.below)).plain
    frame = units(said) + sum(units(piece.text) + 2 for piece in inside)
    room = MESSAGE_UNITS - frame - 4 * (len(quoted) + 1)
    limit = min(most, max(_SHORTEST_QUOTE, room // max(1, len(quoted))))
    quotes = [_quote(around.folded, quoted, inside, limit)] if quoted or around.folded else []
    return RichText((*around.head, *quotes, *where, *around.below))


def source(citations: Sequence[Citation], texts: Texts, bot: str) -> Block:
    """Where paragraphs stand, in one line; a tap opens one in the chat with the bot, where its user name is known."""
    first, *others = citations
    if len({name_of(each, texts) for each in citations}) == 1:
        at = texts.list_mark.join(_position(each, texts) for each in others[:1])
        pieces = [_linked(first, _attribution(first, texts, LINE_EMS - ems(at)), bot)]
        names = [_position(each, texts) for each in others]
    else:
        label = texts.own_file if all(each.is_own for each in citations) else texts.sources
        pieces = [Piece(label), _linked(first, _short_name(first, texts), bot)]
        # Of two paragraphs of one report the first opens it.
        others = list({name_of(each, texts): each for each in reversed(citations)}.values())[::-1][1:]
        names = [_short_name(each, texts) for each in others]
    for citation, name in zip(others, names, strict=True):
        said = "".join(piece.text for piece in pieces) + texts.list_mark + name
        if ems(said) > LINE_EMS:
            return Block((*pieces, Piece("…")))
        pieces += [Piece(texts.list_mark), _linked(citation, name, bot)]
    return Block(tuple(pieces))


def _quote(
    before: Sequence[Block], citations: Sequence[Citation], sources: Sequence[Piece], limit: int
) -> Block:
    pieces: list[Piece] = []
    for block in before:
        pieces += [Piece("\n")] if pieces else []
        pieces += block.pieces
    for number, citation in enumerate(citations):
        pieces += [Piece("\n")] if pieces else []
        row = row_pieces(citation, limit)
        pieces += row or excerpt_from(citation.text, citation.highlights, limit).pieces
        pieces += [Piece("\n" + _SOURCE_MARK), sources[number]] if sources else []
    shown = "".join(piece.text for piece in pieces)
    return Block(tuple(pieces), quoted=True, folded=line_count(shown, QUOTE_EMS) > FOLDED_LINES)


def _source_inside(citation: Citation, texts: Texts, bot: str) -> Piece:
    return _linked(citation, _attribution(citation, texts, 2 * QUOTE_EMS), bot)


def _linked(citation: Citation, words: str, bot: str) -> Piece:
    # A link opens in private, where nothing of a group's own files can be seen.
    has_link = bool(bot) and not citation.is_own
    return Piece(words, address=start_address(bot, passage_payload(link_to(citation))) if has_link else "")


def _short_name(citation: Citation, texts: Texts) -> str:
    return shortened((_OWN if citation.is_own else "") + name_of(citation, texts), _NAME_EMS)


def _attribution(citation: Citation, texts: Texts, width: float) -> str:
    """Document · page, if it has one, or else paragraph; place and year say which document, too, where its title is too long."""
    at = _position(citation, texts)
    own = texts.own_file if citation.is_own else ""
    title, room = citation.document or citation.file, width - ems(own + _MARK + at)
    name = name_of(citation, texts) if ems(title) > room else title
    return own + shortened(name, max(room, _NAME_EMS)) + _MARK + at


def _position(citation: Citation, texts: Texts) -> str:
    """The page, which a reader can turn to, or else the paragraph."""
    if citation.page is not None:
        return page_of(citation, texts)
    return texts.paragraph.format(number=citation.paragraph)
