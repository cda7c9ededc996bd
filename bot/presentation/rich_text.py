"""Text with a little markup, as Telegram HTML and as plain text.

Whoever builds a message names styles; nobody writes tags. So nothing a user, a file name or a document
says can become markup, and the length that Telegram limits, UTF-16 units after its entities are parsed,
is the length of what `plain` gives.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum

MESSAGE_UNITS = 4096
"""What sendMessage takes, in UTF-16 units after entities are parsed."""

# Line ends are kept. The rest of C0 and C1 (NUL, the ESC that drives terminals) and the characters that
# reverse or hide text have no place in a quote; a lone surrogate cannot be sent as UTF-8 at all.
_UNSHOWABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ELLIPSIS = "…"


class Style(StrEnum):
    """The tag of a styled piece."""

    PLAIN = ""
    BOLD = "b"
    CODE = "code"
    PREFORMATTED = "pre"
    """In letters of one width, line by line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters in one style."""

    text: str
    style: Style = Style.PLAIN
    address: str = ""
    """Opened by a tap."""


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stand together; a quoted one gets a bar at its side, a folded one opens when tapped."""

    pieces: tuple[Piece, ...]
    quoted: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """What is tapped under a message. It does one thing; `address` beside `shared` is for servers that know no other way."""

    label: str
    data: str = ""
    """Told to the bot; at most 64 bytes."""
    address: str = ""
    """Opened."""
    copied: str = ""
    """Put into the clipboard; at most 256 UTF-16 units."""
    shared: str = ""
    """Typed after the bot's name in a chat that the person chooses; at most 256 characters."""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A message: blocks below one another, and the buttons under them."""

    blocks: tuple[Block, ...]
    keyboard: Keyboard = ()

    @property
    def html(self) -> str:
        """For `parse_mode` HTML."""
        return "\n".join(_block_html(block) for block in self.blocks)

    @property
    def plain(self) -> str:
        """The same characters without markup."""
        return "\n".join("".join(piece.text for piece in block.pieces) for block in self.blocks)


BLANK_LINE = Block(pieces=())


def plain_block(text: str) -> Block:
    """A block without markup."""
    return Block((Piece(shown(text)),))


def render_sentence(sentence: str) -> RichText:
    """A sentence of ours as a message."""
    return RichText((plain_block(sentence),))


def shown(text: str) -> str:
    """The text with what cannot be shown taken out; a tab becomes a space."""
    visible = _UNSHOWABLE.sub(lambda run: " " if "\t" in run[0] else "", text)
    return _LONE_SURROGATE.sub("\ufffd", visible)


def units(text: str) -> int:
    """The length in UTF-16 units: characters beyond the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, limit: int) -> str:
    """The text on one line, at most `limit` UTF-16 units long, with an ellipsis where it was cut."""
    line = " ".join(shown(text).split())
    if units(line) <= limit:
        return line
    while units(line) > limit - 1:
        line = line[: min(len(line) - 1, limit - 1)]
    return line.rstrip() + _ELLIPSIS


def _block_html(block: Block) -> str:
    inside = "".join(_piece_html(piece) for piece in block.pieces)
    if not block.quoted or not inside:
        return inside
    return f"<blockquote{' expandable' if block.folded else ''}>{inside}</blockquote>"


def _piece_html(piece: Piece) -> str:
    text = html.escape(piece.text, quote=False)
    if piece.style and text:
        text = f"<{piece.style}>{text}</{piece.style}>"
    return f'<a href="{html.escape(piece.address)}">{text}</a>' if piece.address and text else text
