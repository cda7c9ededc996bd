"""A phone with Telegram open, as one SVG file: no scripts, nothing fetched, the reader's own fonts.

Drawn after Telegram for Android. How high it is follows from what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docs.chat import draw_chat
from docs.inline_list import Card, draw_cards
from docs.messages import Message
from docs.svg import Drawing, label, moved, strokes, tag
from docs.themes import Theme

FONTS = "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
"""What Apple's systems, Linux and Windows set Chinese in."""
_BETWEEN_ELEMENTS = re.compile(r"><(?!/?tspan|/text)")
"""Where a line end may stand, so that a change can be read; inside a text it would be a blank."""
_DAY, _HINT = "今天", "消息"
_CLOCK = "9:43"
_SCREEN = 390.0
_BEZEL, _CORNER = 9.0, 38.0
_STATUS, _HEADER, _FOOTER = 38.0, 56.0, 70.0
_DAY_HEIGHT, _GAP = 44.0, 12.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the phone shows."""

    name: str
    """Of the chat."""
    kind: str
    """Below the name: 机器人, or how many members a group has."""
    messages: tuple[Message, ...]
    typed: str = ""
    """In the input line."""
    cards: tuple[Card, ...] = ()
    """Above it, for what is typed."""


def draw(scene: Scene, theme: Theme) -> str:
    """The file's text."""
    chat, cards = _chat(scene.messages, theme), draw_cards(scene.cards, _SCREEN, theme)
    top = _STATUS + _HEADER
    height = top + chat.height + cards.height + _FOOTER
    screen = (
        tag("rect", width=_SCREEN, height=height, fill="url(#sky)")
        + moved(chat.markup, 0, top)
        + _status_bar(theme)
        + moved(_header(scene, theme), 0, _STATUS)
        + moved(cards.markup, 0, height - _FOOTER - cards.height)
        + moved(_input_line(scene.typed, theme), 0, height - _FOOTER)
    )
    return _file(scene, screen, height, theme)


def draw_chat_alone(messages: Sequence[Message], theme: Theme) -> str:
    """The messages as on a phone that wide, without the phone around them."""
    drawn = draw_chat(messages, _SCREEN, theme)
    height = drawn.height + 2 * _GAP
    definitions = tag("defs", _gradient("sky", theme.sky))
    ground = tag("rect", width=_SCREEN, height=height, fill="url(#sky)")
    return _svg(definitions + ground + moved(drawn.markup, 0, _GAP), _SCREEN, height)


def _file(scene: Scene, screen: str, height: float, theme: Theme) -> str:
    across, down = _SCREEN + 2 * _BEZEL, height + 2 * _BEZEL
    outer = _CORNER + _BEZEL
    corners = tag("clipPath", tag("rect", width=_SCREEN, height=height, rx=_CORNER), id="screen")
    definitions = tag("defs", corners + _gradient("sky", theme.sky) + _gradient("face", theme.face))
    phone = tag("rect", width=across, height=down, rx=outer, fill=theme.bezel)
    clipped = tag("g", screen, clip_path="url(#screen)", transform=f"translate({_BEZEL:g} {_BEZEL:g})")
    title = tag("title", f"{scene.name} · Telegram")
    return _svg(title + definitions + phone + clipped, across, down)


def _svg(content: str, across: float, down: float) -> str:
    drawing = tag(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        width=across,
        height=down,
        viewBox=f"0 0 {across:g} {down:g}",
        font_family=FONTS,
        lang="zh-Hans",
        role="img",
    )
    return _BETWEEN_ELEMENTS.sub(">\n<", drawing) + "\n"


def _gradient(name: str, colours: tuple[str, str]) -> str:
    stops = "".join(tag("stop", offset=at, stop_color=colour) for at, colour in enumerate(colours))
    return tag("linearGradient", stops, id=name, x1=0, y1=0, x2=0, y2=1)


def _chat(messages: Sequence[Message], theme: Theme) -> Drawing:
    pill = tag("rect", x=_SCREEN / 2 - 25, y=11, width=50, height=23, rx=11.5, fill=theme.pill)
    day = label(_DAY, _SCREEN / 2, 27, font_size=12.5, text_anchor="middle", fill="#ffffff")
    drawn = draw_chat(messages, _SCREEN, theme)
    return Drawing(
        pill + day + moved(drawn.markup, 0, _DAY_HEIGHT), _SCREEN, _DAY_HEIGHT + drawn.height + _GAP
    )


def _status_bar(theme: Theme) -> str:
    ground = tag("rect", width=_SCREEN, height=_STATUS, fill=theme.bar)
    clock = label(_CLOCK, 30, 27, font_size=15, font_weight="bold", fill=theme.text)
    bars = "".join(f"M{326 + 4.6 * step:g} 27v{-3 - 2.6 * step:g}" for step in range(4))
    battery = tag(
        "rect", x=350.5, y=16.5, width=21, height=10.5, rx=3, fill="none", stroke=theme.text, opacity=0.6
    )
    charge = tag("rect", x=352.5, y=18.5, width=15, height=6.5, rx=1.5, fill=theme.text)
    return ground + clock + strokes(bars, theme.text, 2.6) + battery + charge


def _header(scene: Scene, theme: Theme) -> str:
    ground = tag("rect", width=_SCREEN, height=_HEADER, fill=theme.bar)
    rule = tag("rect", y=_HEADER - 0.5, width=_SCREEN, height=0.5, fill=theme.rule)
    back = strokes("M34 28H17m7.5-7.5-7.5 7.5 7.5 7.5", theme.muted, 2)
    face = tag("circle", cx=70, cy=28, r=20, fill="url(#face)")
    initial = label(
        scene.name[0], 70, 34.5, font_size=18, font_weight="bold", text_anchor="middle", fill="#ffffff"
    )
    name = label(scene.name, 102, 25, font_size=16.5, font_weight="bold", fill=theme.text)
    kind = label(scene.kind, 102, 44, font_size=13, fill=theme.muted)
    dots = "".join(tag("circle", cx=374, cy=28 + y, r=1.9, fill=theme.muted) for y in (-6.5, 0, 6.5))
    return ground + rule + back + face + initial + name + kind + dots


def _input_line(typed: str, theme: Theme) -> str:
    ground = tag("rect", width=_SCREEN, height=_FOOTER, fill=theme.bar)
    rule = tag("rect", width=_SCREEN, height=0.5, fill=theme.rule)
    smile = "M19.5 22.5v.1m9-.1v.1m-10.5 5q6 6.5 12 0M36 25a12 12 0 1 1-24 0a12 12 0 1 1 24 0z"
    clip = "m337 26-7.5 7.5a5 5 0 0 1-7.1-7.1l9.5-9.5a3.3 3.3 0 0 1 4.8 4.8l-9 9"
    microphone = "M374 14a4 4 0 0 1 4 4v6a4 4 0 0 1-8 0v-6a4 4 0 0 1 4-4zm-8 10a8 8 0 0 0 16 0m-8 8v4"
    icons = "".join(strokes(path, theme.muted, 1.9) for path in (smile, clip, microphone))
    hint = label(typed or _HINT, 52, 31, font_size=16.5, fill=theme.text if typed else theme.muted)
    home = tag("rect", x=_SCREEN / 2 - 62, y=_FOOTER - 11, width=124, height=4.5, rx=2.25, fill=theme.home)
    return ground + rule + icons + hint + home
