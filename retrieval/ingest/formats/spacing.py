"""White space of formats in which it means little -> that of a text a person would type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_SPACES = re.compile(r"[^\S\u3000]+")
"""The ideographic space stays where it stands: 市长　郝春荣."""
_WIDE = frozenset("WF")
_QUOTES_AND_DASHES = frozenset("“”‘’—…·")
"""Chinese ones and others are the same characters to Unicode."""


def is_wide(character: str) -> bool:
    """Whether it is a Chinese character or their punctuation, which are written without spaces around."""
    return unicodedata.east_asian_width(character) in _WIDE


def touch(before: str, after: str, *, in_chinese: bool) -> bool:
    """Whether no space belongs between two characters that stand apart only because of the typesetting.

    Args:
        before: the character before.
        after: the character after.
        in_chinese: whether there are Chinese characters near, which make quotes and dashes Chinese ones.
    """
    return any(is_wide(one) or (in_chinese and one in _QUOTES_AND_DASHES) for one in (before, after))


def tidied(text: str) -> str:
    r"""Without what cannot be seen, and one space where there were several.

    >>> tidied(" 增长\u200b7%\u00a0 以上\u3000")
    '增长7% 以上'
    """
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def joined(lines: Iterable[str]) -> str:
    """The lines of one paragraph as one; only words of an alphabet get a space between them.

    A number that was broken between two lines of Chinese is one number.

    >>> joined(["全市新开工1", "33项，Foreign", "trade"])
    '全市新开工133项，Foreign trade'
    """
    pieces: list[str] = []
    # All that the next line needs to know of those before it: a paragraph may have a hundred thousand lines.
    end, is_wide_before = "", False
    for line in filter(None, lines):
        is_wide_here = any(map(is_wide, line))
        between = _between(end, line, in_chinese=is_wide_before or is_wide_here)
        pieces += [between, line]
        end, is_wide_before = (end + between + line[-2:])[-2:], is_wide_before or is_wide_here
    return "".join(pieces)


def unwrapped(text: str) -> str:
    r"""One line of a text whose line ends mean nothing.

    >>> unwrapped("各位\n  代表 and\nguests")
    '各位代表 and guests'
    """
    first, *others = text.split("\n")
    inner = [first.rstrip(), *map(str.strip, others[:-1]), others[-1].lstrip()] if others else [first]
    lines = [line for line in inner if line]
    pieces = lines[:1]
    for before, after in pairwise(lines):
        in_chinese = any(map(is_wide, before)) or any(map(is_wide, after))
        pieces += [_between(before, after, in_chinese=in_chinese), after]
    return "".join(pieces)


def _between(before: str, after: str, *, in_chinese: bool) -> str:
    if not before or touch(before[-1], after[0], in_chinese=in_chinese):
        return ""
    broken_number = before[-1].isdigit() and after[0].isdigit() and in_chinese
    broken_word = before[-1] == "-" and before[-2:-1].isalpha()
    return "" if broken_number or broken_word else " "
