"""How many lines some text takes in a message on a phone of 390 pixels.

Widths are in ems of a CJK font, in which an East Asian wide character is one em. They are estimates: a client's font and
the size that its user has chosen are not known.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from bot.presentation.rich_text import shown

VISIBLE_LINES = 8
"""What a message may take before anything is unfolded: it is read at one glance."""
FOLDED_LINES = 3
"""What Telegram shows of a quote that opens when tapped."""
LINE_EMS = 19.0
"""Of a line of a message."""
QUOTE_EMS = 18.0
"""Of a line of a quote."""
_PER_EM = 20
_WIDE, _NARROW = 20, 11
"""Twentieths of an em: whole numbers add up exactly, in whatever order."""
_FIGURE = re.compile(r"[0-9０-９.．,%％A-Za-z]")
_ELLIPSIS = "…"


def ems(text: str) -> float:
    """The width of a text in one line."""
    return sum(map(_width, text)) / _PER_EM


def letters(text: str) -> int:
    """The width of a text in letters of one width, of which a Chinese character takes two."""
    return sum(2 if _width(character) == _WIDE else 1 for character in text)


def line_count(text: str, width: float = LINE_EMS) -> int:
    """The lines that a text takes, at least one for each of its own."""
    return sum(max(1, math.ceil(ems(line) / width)) for line in text.split("\n"))


def fitted(text: str, width: float) -> str:
    """The beginning of a text on one line, at most `width` ems wide, with an ellipsis where it was cut."""
    line = " ".join(shown(text).split())
    if ems(line) <= width:
        return line
    end = bisect_right(list(accumulate(map(_width, line))), (width - 1) * _PER_EM)
    while end > 0 and _is_in_figure(line, end):
        end -= 1
    return line[:end].rstrip() + _ELLIPSIS


def shortened(text: str, width: float) -> str:
    """A name at most `width` ems wide: cut in the middle, as what names of one kind differ in stands at both ends."""
    line = " ".join(shown(text).split())
    if ems(line) <= width:
        return line
    head, tail = len(line) * 2 // 3, len(line) * 2 // 3
    taken, room = sum(map(_width, line)), (width - 1) * _PER_EM
    while head > 0 and taken > room:
        if head >= 2 * (len(line) - tail):
            head -= 1
            taken -= _width(line[head])
        else:
            taken -= _width(line[tail])
            tail += 1
    figure = _last_figure(line)
    if figure < tail and sum(map(_width, line[figure:])) <= room:
        # What has a figure near its end is mostly there to say it: 人均可支配收…34738元.
        tail = figure
        head = bisect_right(list(accumulate(map(_width, line))), room - sum(map(_width, line[tail:])))
    while _is_in_figure(line, head):
        head -= 1
    while _is_in_figure(line, tail):
        tail += 1
    return line[:head].rstrip() + _ELLIPSIS + line[tail:].lstrip()


def _last_figure(text: str) -> int:
    """Where the last figure begins; the length of a text without any."""
    at = next((at for at in reversed(range(len(text))) if text[at].isdecimal()), len(text))
    while _is_in_figure(text, at):
        at -= 1
    return at


def _is_in_figure(text: str, at: int) -> bool:
    """Whether a cut before this character would make another figure of one: 110 of 1100亿元."""
    return 0 < at < len(text) and all(_FIGURE.match(each) for each in text[at - 1 : at + 1])


def _width(character: str) -> int:
    return _WIDE if unicodedata.east_asian_width(character) in "WFA" else _NARROW
