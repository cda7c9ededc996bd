"""One spelling for what people type many ways: full-width forms, traditional characters, emoji, zero-width marks.

Only what is compared is normalised; what is quoted stays as it stands in the source.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from opencc import OpenCC

_BLANKED = frozenset({"Cc", "Co", "Cn", "Cs", "So", "Sk"})
"""Controls, private characters, lone surrogates, emoji: they part words, and help to find nothing."""
_INVISIBLE = re.compile("[\ufe00-\ufe0f\u20e0-\u20e3]")
"""Marks that choose how the character before is drawn; zero-width characters (Cf) go with them."""


_WIDE = re.compile("[\uff01-\uff5e]")
"""Full-width forms, which Chinese punctuation is: NFKC makes them ASCII."""
_TO_ASCII = 0xFEE0
"""How far behind ASCII they stand."""


def narrowed(text: str) -> str:
    """A text with its full-width forms made ASCII, character by character: what `normalize` does to most sentences.

    >>> narrowed("新增2家，增长８%（全年）")
    '新增2家,增长8%(全年)'
    """
    # Few of them are in one text: a tenth of the time of a translation by table, which looks every character up.
    for wide in set(_WIDE.findall(text)):
        text = text.replace(wide, chr(ord(wide) - _TO_ASCII))
    return text


def normalize(text: str) -> str:
    """NFKC, simplified characters, one space between words, nothing that cannot be searched.

    >>> normalize("２０１７年　盤錦😀 GDP")
    '2017年 盘锦 GDP'
    """
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.replace("○", "〇").replace("’", "'")))
    visible = folded.translate(_VISIBLE)
    return " ".join(_to_simplified().convert(visible).split())


def is_traditional(text: str) -> bool:
    """Whether the text has characters that simplified Chinese writes otherwise."""
    encodable = text.encode("utf-8", "replace").decode()
    return bool(_to_simplified().convert(encodable) != encodable)


def is_simplified(text: str) -> bool:
    """Whether the text has characters that traditional Chinese writes otherwise."""
    encodable = text.encode("utf-8", "replace").decode()
    return bool(_to_traditional().convert(encodable) != encodable)


def to_traditional(text: str) -> str:
    """A text of ours, or a name in it, in traditional characters; what is quoted stays as it is.

    >>> to_traditional("盘锦市")
    '盤錦市'
    """
    return str(_to_traditional().convert(text))


class _Visible(dict[int, str]):
    """What is seen of a character, by its code; found out when it is first met."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        seen = "" if category == "Cf" else " " if category in _BLANKED else chr(code)
        self[code] = seen
        return seen


_VISIBLE = _Visible()


@functools.cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@functools.cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")
