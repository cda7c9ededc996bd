"""An answer that leaves open which place is meant: the question which one, and a short answer of each, folded."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import place_texts_in
from bot.presentation.parts import label, texts_of, understood
from bot.presentation.phone_lines import FOLDED_LINES, QUOTE_EMS, line_count
from bot.presentation.places import of_each_place, which_place
from bot.presentation.quotes import source
from bot.presentation.rich_text import Block, Piece, RichText, Style, clipped, plain_block, shown
from retrieval.types import Answer

_WORDS_UNITS = 120
_PARTS_OF_PLACE = 4


def render_choice_of_place(answer: Answer, bot: str, below: Sequence[Block]) -> RichText:
    """The message; `bot` and `below` as for `render_answer`. Its buttons hold the answers, too."""
    texts, places = texts_of(answer), place_texts_in(answer.question.language)
    which = which_place(answer)
    # Of two places of one name one is meant, and no third.
    lines = [which] if which != places.which_place else [which, places.any_place]
    if known := understood(answer):
        lines.append(known)
    pieces: list[Piece] = []
    for each in of_each_place(answer):
        for part in each.parts[:_PARTS_OF_PLACE]:
            pieces += [Piece("\n")] if pieces else []
            pieces += [
                Piece(label(answer, part)),
                Piece(clipped(shown(part.text), _WORDS_UNITS), Style.BOLD),
            ]
        if each.citations:
            pieces += [Piece("\n"), *source(each.citations[:1], texts, bot).pieces]
    words = "".join(piece.text for piece in pieces)
    quote = Block(tuple(pieces), quoted=True, folded=line_count(words, QUOTE_EMS) > FOLDED_LINES)
    return RichText((*map(plain_block, lines), *([quote] if pieces else []), *below))
