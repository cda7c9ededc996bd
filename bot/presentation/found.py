"""An answer that was found: its words, each part on its line, then the paragraphs that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.evidence import evidence
from bot.conversation.replies import is_possibility
from bot.presentation.gloss import gloss
from bot.presentation.parts import label, texts_of, understood
from bot.presentation.phone_lines import (
    FOLDED_LINES,
    LINE_EMS,
    VISIBLE_LINES,
    ems,
    fitted,
    line_count,
    shortened,
)
from bot.presentation.quotes import Around, with_quotes
from bot.presentation.rich_text import Block, Piece, RichText, Style, plain_block, shown
from retrieval.types import Answer, AnswerPart, Status

_SOURCE_LINES = 1
_PARTS_LISTED = 30
"""Below one another, most of them folded."""


def render_found(answer: Answer, bot: str, below: Sequence[Block]) -> RichText:
    """The message; `bot` and `below` as for `render_answer`."""
    texts, is_sure = texts_of(answer), not is_possibility(answer)
    several = texts.several if _are_alike(answer) else ""
    lines = [line for line in (several, gloss(answer), understood(answer)) if line]
    taken = sum(line_count(line) for line in (*lines, *map(_words, below))) + (not is_sure)
    room = max(1, VISIBLE_LINES - FOLDED_LINES - _SOURCE_LINES - taken)
    head, rest = _parts(answer, room, is_sure=is_sure)
    around = [*map(plain_block, lines)]
    if rest:
        # Nothing stands between the parts that are read at once and those that are unfolded.
        below, around = (*around, *below), []
    if not is_sure:
        head.insert(0, plain_block(texts.hard_to_read if answer.is_doubtful else texts.possibly))
    return with_quotes(Around([*head, *around], rest, below), evidence(answer), texts, bot)


def _parts(answer: Answer, room: int, *, is_sure: bool) -> tuple[list[Block], list[Block]]:
    """The parts that fit into some lines, and those that are folded with the quotes."""
    parts = answer.parts[:_PARTS_LISTED]
    head: list[Block] = []
    rest: list[Block] = []
    left = room
    for number, part in enumerate(parts):
        whole = _part(answer, part, room, is_sure=is_sure)
        if left == 0:
            rest.append(whole)
            continue
        after = len(parts) - number - 1
        lines = min(line_count(_words(whole)), max(1, left - after))
        head.append(_part(answer, part, lines, is_sure=is_sure))
        left -= lines
    if len(parts) < len(answer.parts):
        rest.append(plain_block("…"))
    return head, rest


def _part(answer: Answer, part: AnswerPart, lines: int, *, is_sure: bool) -> Block:
    known = label(answer, part)
    cut = fitted if len(answer.parts) == 1 else shortened
    words = cut(shown(part.text).strip(), lines * LINE_EMS - ems(known))
    said = Piece(words, Style.BOLD if is_sure else Style.PLAIN)
    return Block((Piece(known), said) if known else (said,))


def _are_alike(answer: Answer) -> bool:
    """Whether there are several answers and nothing tells one from another."""
    is_open = answer.status is Status.AMBIGUOUS
    return is_open and not all(label(answer, part) for part in answer.parts)


def _words(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)
