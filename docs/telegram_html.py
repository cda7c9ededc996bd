"""Telegram's HTML as blocks of styled text, for the tags the bot may send.

Follows https://core.telegram.org/bots/api#html-style and leaves out what the bot never sends: quotes inside
other tags, and the styles that are not named below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_QUOTE = re.compile(r"<blockquote( expandable)?>(.*?)</blockquote>\n?", re.DOTALL)
"""With the line end after it, which only parts the quote from the next line."""
_INLINE = frozenset({"b", "i", "a", "code", "pre"})


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style, without a line end."""

    text: str
    tags: frozenset[str] = frozenset()


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a message, or all the lines of a quote."""

    lines: tuple[Line, ...]
    quoted: bool = False
    folded: bool = False


def read_message(html: str) -> list[Block]:
    """The blocks of a message, in order; a blank line is a block whose only line is empty.

    Raises:
        ValueError: for a tag the picture cannot show.
    """
    blocks: list[Block] = []
    at = 0
    for quote in _QUOTE.finditer(html):
        blocks += _unquoted(html[at : quote.start()])
        blocks.append(Block(_lines(quote[2]), quoted=True, folded=bool(quote[1])))
        at = quote.end()
    return [*blocks, *_unquoted(html[at:])]


def _unquoted(html: str) -> list[Block]:
    return [Block((line,)) for line in _lines(html.removesuffix("\n"))] if html else []


def _lines(html: str) -> tuple[Line, ...]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(tuple(line) for line in reader.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Run]] = [[]]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _INLINE:
            raise ValueError(f"the picture cannot show <{tag}>")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        for number, text in enumerate(data.split("\n")):
            if number:
                self.lines.append([])
            if text:
                # Blanks part the columns of a grid; a picture would make one of several.
                kept = text.replace(" ", "\xa0") if "pre" in self._open else text
                self.lines[-1].append(Run(kept, frozenset(self._open)))
