"""A question and its answer as two bubbles of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docs.paragraphs import Paragraph, set_block, tinted_box
from docs.svg import Drawing, label, moved, strokes, tag
from docs.telegram_html import Block, Run, read_message
from docs.themes import Theme
from docs.typesetting import shortened, width

_ASKER = "小林"
"""Whose message the bot replies to: every answer is a reply."""
_MARGIN = 12.0
"""Between a bubble and the edge of the screen; its tail stands there."""
_WIDEST = 0.87
"""Of the screen."""
_SIDE, _ABOVE, _BELOW = 11.0, 6.0, 7.0
"""Between a bubble's edge and what it holds."""
_GAP = 7.0
_CORNER = 15.0
_TIME_SIZE, _TIME_GAP, _TIME_HEIGHT = 11.5, 8.0, 14.0
_TICKS = 19.0
_REPLY_SIZE, _REPLY_HEIGHT, _REPLY_GAP = 14.0, 43.0, 5.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the message that answers it."""

    question: str
    answer: str
    """Telegram's HTML."""
    time: str


def draw_exchange(exchange: Exchange, screen: float, theme: Theme) -> Drawing:
    """The question at the right and, below it, the answer at the left of a screen that wide."""
    room = screen * _WIDEST - 2 * _SIDE
    asked = _question(exchange, room, theme)
    answered = _answer(exchange, room, theme)
    question = moved(asked.markup, screen - _MARGIN - asked.width, 0)
    answer = moved(answered.markup, _MARGIN, asked.height + _GAP)
    return Drawing(question + answer, screen, asked.height + _GAP + answered.height)


def _question(exchange: Exchange, room: float, theme: Theme) -> Drawing:
    paragraph = set_block(Block(((Run(exchange.question),),)), room)
    stamp = _time(exchange.time, theme.mine_time)
    ticks = strokes(f"M{stamp.width + 4:g} 10l3 3.2 5.6-7m-1.2 6.4.9.6 5.6-7", theme.mine_time, 1.3)
    seen = Drawing(stamp.markup + ticks, stamp.width + _TICKS, stamp.height)
    return _bubble(_column([paragraph], seen, room, theme), theme.mine, is_mine=True)


def _answer(exchange: Exchange, room: float, theme: Theme) -> Drawing:
    paragraphs = [set_block(block, room) for block in read_message(exchange.answer)]
    column = _column(paragraphs, _time(exchange.time, theme.theirs_time), room, theme)
    reply = _replied(exchange.question, column.width, theme)
    below = moved(column.markup, 0, reply.height + _REPLY_GAP)
    whole = Drawing(reply.markup + below, column.width, reply.height + _REPLY_GAP + column.height)
    return _bubble(whole, theme.theirs, is_mine=False)


def _column(paragraphs: Sequence[Paragraph], stamp: Drawing, room: float, theme: Theme) -> Drawing:
    """The paragraphs below one another, the time after the last line or, where it has no room, below it."""
    last = paragraphs[-1].last_line + _TIME_GAP + stamp.width
    has_room = last <= room
    across = max(*(paragraph.width for paragraph in paragraphs), last if has_room else stamp.width)
    markup, down = "", 0.0
    for paragraph in paragraphs:
        drawn = paragraph.draw(across, theme)
        markup += moved(drawn.markup, 0, down)
        down += drawn.height
    down += 0 if has_room else _TIME_HEIGHT
    time = moved(stamp.markup, across - stamp.width, down - stamp.height)
    return Drawing(markup + time, across, down)


def _replied(question: str, across: float, theme: Theme) -> Drawing:
    """What the answer replies to: who asked, and the question on one line."""
    words = shortened(question, (across - 2 * _SIDE) / _REPLY_SIZE)
    name = label(_ASKER, _SIDE, 17, font_size=_REPLY_SIZE, font_weight="bold", fill=theme.accent)
    said = label(words, _SIDE, 35, font_size=_REPLY_SIZE, fill=theme.text)
    box = tinted_box(across, _REPLY_HEIGHT, 0, theme)
    return Drawing(box + name + said, across, _REPLY_HEIGHT)


def _time(time: str, colour: str) -> Drawing:
    stamp = label(time, 0, _TIME_HEIGHT - 1, font_size=_TIME_SIZE, fill=colour)
    return Drawing(stamp, width(time) * _TIME_SIZE, _TIME_HEIGHT)


def _bubble(content: Drawing, fill: str, *, is_mine: bool) -> Drawing:
    across, down = content.width + 2 * _SIDE, content.height + _ABOVE + _BELOW
    round_corner = f"a{_CORNER:g} {_CORNER:g} 0 0 1"
    outline = (
        f"M{_CORNER:g} 0H{across - _CORNER:.2f}{round_corner} {_CORNER:g} {_CORNER:g}V{down - _CORNER:.2f}"
        f"{round_corner}-{_CORNER:g} {_CORNER:g}H-6q6-4 6-12V{_CORNER:g}{round_corner} {_CORNER:g}-{_CORNER:g}z"
    )
    placed = {"transform": f"matrix(-1 0 0 1 {across:.2f} 0)"} if is_mine else {}
    ground = tag("path", d=outline, fill=fill, **placed)
    return Drawing(ground + moved(content.markup, _SIDE, _ABOVE), across, down)
