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


def normalize(text: str) -> str:
    """NFKC, simplified characters, one space between words, nothing that cannot be searched.

    >>> normalize("２０１７年　盤錦😀 GDP")
    '2017年 盘锦 GDP'
    """
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.replace("○", "〇").replace("’", "'")))
    visible = "".join(map(_visible, folded))
    return " ".join(_to_simplified().convert(visible).split())


def is_traditional(text: str) -> bool:
    """Whether the text has characters that simplified Chinese writes otherwise."""
    encodable = text.encode("utf-8", "replace").decode()
    return bool(_to_simplified().convert(encodable) != encodable)


def is_simplified(text: str) -> bool:
    """Whether the text has characters that traditional Chinese writes otherwise."""
    encodable = text.encode("utf-8", "replace").decode()
    return bool(_to_traditional().convert(encodable) != encodable)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in _BLANKED else character


@functools.cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@functools.cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")
