"""One message of a chat: its bubble, what it replies to, the buttons under it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docs.paragraphs import Paragraph, set_block, tinted_box
from docs.svg import Drawing, label, moved, strokes, tag
from docs.telegram_html import Line, read_message
from docs.themes import Theme
from docs.typesetting import shortened, width

_SIDE, _ABOVE, _BELOW = 11.0, 6.0, 7.0
"""Between a bubble's edge and what it holds."""
_CORNER = 15.0
_ROOM = 317.0
"""Inside a bubble of a private chat on a phone of 390 points."""
_TIME_SIZE, _TIME_GAP, _TIME_HEIGHT = 11.5, 8.0, 14.0
_TICKS = 19.0
_REPLY_SIZE, _REPLY_HEIGHT, _REPLY_GAP = 14.0, 43.0, 5.0
_NAME_SIZE, _NAME_HEIGHT = 14.0, 19.0
_BUTTON_HEIGHT, _BUTTON_GAP, _BUTTON_SIZE = 36.0, 4.0, 14.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The message replied to, on one line."""

    name: str
    words: str
    is_quote: bool = False
    """Whether the words are those that are answered, rather than the whole message."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file and its measures in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is shown."""

    html: str
    """Telegram's HTML."""
    time: str
    is_mine: bool = False
    author: str = ""
    """Shown above the words in a group."""
    reply: Reply | None = None
    keyboard: tuple[tuple[str, ...], ...] = ()
    """The labels of the buttons, in rows."""
    picture: Picture | None = None
    """Above the words, as wide as the bubble."""


def draw_message(message: Message, room: float, theme: Theme) -> Drawing:
    """The bubble with its buttons, for a bubble at most `room` wide inside."""
    stamp = _stamp(message, theme)
    paragraphs = [set_block(block, room) for block in read_message(message.html)]
    # Telegram makes a bubble with buttons or a picture as wide as it can.
    least = room if message.keyboard or message.picture else _head_width(message, room)
    column = _column(paragraphs, stamp, room, theme, least)
    head = _head(message, column.width, theme)
    whole = Drawing(
        head.markup + moved(column.markup, 0, head.height), column.width, head.height + column.height
    )
    fill = theme.mine if message.is_mine else theme.theirs
    bubble = _bubble(whole, fill, is_mine=message.is_mine)
    buttons = _buttons(message.keyboard, bubble.width, theme)
    return Drawing(
        bubble.markup + moved(buttons.markup, 0, bubble.height), bubble.width, bubble.height + buttons.height
    )


def visible_lines(message: Message, room: float = _ROOM) -> list[Line]:
    """The lines of its words that are read before anything is unfolded."""
    return [line for block in read_message(message.html) for line in set_block(block, room).lines]


def _stamp(message: Message, theme: Theme) -> Drawing:
    if not message.is_mine:
        return _time(message.time, theme.theirs_time)
    time = _time(message.time, theme.mine_time)
    ticks = strokes(f"M{time.width + 4:g} 10l3 3.2 5.6-7m-1.2 6.4.9.6 5.6-7", theme.mine_time, 1.3)
    return Drawing(time.markup + ticks, time.width + _TICKS, time.height)


def _head_width(message: Message, room: float) -> float:
    """What the name and the reply above the words ask for."""
    reply = message.reply
    wanted = [width(message.author) * _NAME_SIZE] if message.author else [0.0]
    if reply is not None:
        wanted += [(width(words) * _REPLY_SIZE + 3 * _SIDE) for words in (reply.name, reply.words)]
    return min(room, max(wanted))


def _head(message: Message, across: float, theme: Theme) -> Drawing:
    markup, down = "", 0.0
    if message.author:
        fill = theme.names[ord(message.author[0]) % len(theme.names)]
        markup += label(message.author, 0, 14, font_size=_NAME_SIZE, font_weight="bold", fill=fill)
        down += _NAME_HEIGHT
    if message.reply is not None:
        replied = _replied(message.reply, across, theme)
        markup += moved(replied.markup, 0, down)
        down += replied.height + _REPLY_GAP
    if message.picture is not None:
        height = across * message.picture.height / message.picture.width
        address = f"data:image/png;base64,{base64.b64encode(message.picture.content).decode()}"
        markup += tag("image", y=down, width=across, height=height, href=address)
        down += height + _REPLY_GAP
    return Drawing(markup, across, down)


def _column(
    paragraphs: Sequence[Paragraph], stamp: Drawing, room: float, theme: Theme, least: float
) -> Drawing:
    """The paragraphs below one another, the time after the last line or, where it has no room, below it."""
    last = paragraphs[-1].last_line + _TIME_GAP + stamp.width
    has_room = last <= room
    widths = [paragraph.width for paragraph in paragraphs]
    across = max(least, *widths, last if has_room else stamp.width)
    markup, down = "", 0.0
    for paragraph in paragraphs:
        drawn = paragraph.draw(across, theme)
        markup += moved(drawn.markup, 0, down)
        down += drawn.height
    down += 0 if has_room else _TIME_HEIGHT
    time = moved(stamp.markup, across - stamp.width, down - stamp.height)
    return Drawing(markup + time, across, down)


def _replied(reply: Reply, across: float, theme: Theme) -> Drawing:
    words = shortened(reply.words, (across - 3 * _SIDE) / _REPLY_SIZE)
    name = label(reply.name, _SIDE, 17, font_size=_REPLY_SIZE, font_weight="bold", fill=theme.accent)
    said = label(words, _SIDE, 35, font_size=_REPLY_SIZE, fill=theme.text)
    box = tinted_box(across, _REPLY_HEIGHT, 0, theme)
    mark = label("”", across - 16, 20, font_size=18, fill=theme.accent) if reply.is_quote else ""
    return Drawing(box + name + said + mark, across, _REPLY_HEIGHT)


def _time(time: str, colour: str) -> Drawing:
    stamp = label(time, 0, _TIME_HEIGHT - 1, font_size=_TIME_SIZE, fill=colour)
    return Drawing(stamp, width(time) * _TIME_SIZE, _TIME_HEIGHT)


def _buttons(keyboard: Sequence[Sequence[str]], across: float, theme: Theme) -> Drawing:
    markup, down = "", 0.0
    for row in keyboard:
        each = (across - (len(row) - 1) * _BUTTON_GAP) / len(row)
        for number, text in enumerate(row):
            x, y = number * (each + _BUTTON_GAP), down + _BUTTON_GAP
            box = {"x": x, "y": y, "width": each, "height": _BUTTON_HEIGHT, "rx": 8}
            markup += tag("rect", fill=theme.button, fill_opacity=0.85, **box)
            at: dict[str, Any] = {"text_anchor": "middle", "font_size": _BUTTON_SIZE, "class_": "button"}
            markup += label(text, x + each / 2, y + 23, fill="#ffffff", **at)
        down += _BUTTON_HEIGHT + _BUTTON_GAP
    return Drawing(markup, across, down)


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
