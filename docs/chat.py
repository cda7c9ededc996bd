"""The messages of a chat below one another: mine at the right, those of others at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docs.messages import Message, draw_message
from docs.svg import Drawing, label, moved, tag
from docs.themes import Theme

_MARGIN = 12.0
"""Between a bubble and the edge of the screen; its tail stands there."""
_WIDEST = 0.87
"""Of the screen."""
_PADDING = 22.0
"""What a bubble adds to its content."""
_GAP = 7.0
_FACE = 34.0
"""Beside the messages of others in a group."""
_FACE_GAP = 9.0


def draw_chat(messages: Sequence[Message], screen: float, theme: Theme) -> Drawing:
    """The messages on a screen that wide."""
    markup, down = "", 0.0
    for message in messages:
        left = _FACE + _FACE_GAP - 4 if message.author else 0.0
        room = screen * _WIDEST - left - _PADDING
        drawn = draw_message(message, room, theme)
        across = screen - _MARGIN - drawn.width if message.is_mine else _MARGIN + left
        markup += moved(drawn.markup, across, down)
        if message.author:
            markup += moved(_face(message.author, theme), _MARGIN - 4, down + _first_height(drawn, message))
        down += drawn.height + _GAP
    return Drawing(markup, screen, down)


def _first_height(drawn: Drawing, message: Message) -> float:
    """Where the face stands: beside the foot of the bubble, above its buttons."""
    return drawn.height - 40.0 * len(message.keyboard) - _FACE


def _face(author: str, theme: Theme) -> str:
    fill = theme.names[ord(author[0]) % len(theme.names)]
    circle = tag("circle", cx=_FACE / 2, cy=_FACE / 2, r=_FACE / 2, fill=fill)
    at: dict[str, Any] = {"text_anchor": "middle", "font_size": 15, "font_weight": "bold", "fill": "#ffffff"}
    return circle + label(author[0], _FACE / 2, 22.5, **at)
