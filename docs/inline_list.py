"""What shows above the input line while somebody types `@bot question`: cards to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docs.svg import Drawing, label, moved, tag
from docs.telegram_html import Run
from docs.themes import Theme
from docs.typesetting import shortened, wrap

_ROW, _LEFT, _RIGHT = 82.0, 74.0, 14.0
_TITLE_SIZE, _TEXT_SIZE = 15.5, 13.5
_TILE = 50.0
_LINES = 2
"""Of a description, as Telegram shows them."""


@dataclass(frozen=True, slots=True)
class Card:
    """One result: what it says in two lines."""

    title: str
    description: str


def draw_cards(cards: Sequence[Card], screen: float, theme: Theme) -> Drawing:
    """The list, as wide as the screen."""
    height = _ROW * len(cards)
    markup = tag("rect", width=screen, height=height, fill=theme.bar)
    for number, card in enumerate(cards):
        markup += moved(_card(card, screen, theme), 0, number * _ROW)
    return Drawing(markup, screen, height)


def _card(card: Card, screen: float, theme: Theme) -> str:
    room = screen - _LEFT - _RIGHT
    rule = tag("rect", x=_LEFT, width=screen - _LEFT, height=0.5, fill=theme.rule)
    tile = tag("rect", x=12, y=14, width=_TILE, height=_TILE, rx=6, fill=theme.accent, fill_opacity=0.85)
    initial = label(card.title[0], 37, 47, font_size=22, text_anchor="middle", fill="#ffffff")
    title = shortened(card.title, room / _TITLE_SIZE)
    words = label(title, _LEFT, 27, font_size=_TITLE_SIZE, font_weight="bold", fill=theme.text, class_="card")
    lines = ["".join(run.text for run in line) for line in wrap((Run(card.description),), room / _TEXT_SIZE)]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], shortened("".join(lines[_LINES - 1 :]), room / _TEXT_SIZE)]
    for number, line in enumerate(lines):
        words += label(line, _LEFT, 47 + 18 * number, font_size=_TEXT_SIZE, fill=theme.muted, class_="card")
    return rule + tile + initial + words
