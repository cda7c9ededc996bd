"""Makes any Python string one that every tokenizer takes."""

from __future__ import annotations

import re

_SURROGATES = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    r"""The text without NULs and with lone surrogates replaced by U+FFFD.

    A NUL says nothing and would end the text in engines that read C strings; what follows it must still count. Lone
    surrogates come from damaged UTF-16 and cannot be encoded at all.

    >>> clean("盘\0锦\ud83d")
    '盘锦\ufffd'
    """
    text = text.replace("\0", "")
    return _SURROGATES.sub(_REPLACEMENT, text)
