"""Chinese characters -> how they sound. The only user of pypinyin."""

from __future__ import annotations

import os


def sound(word: str) -> str:
    """The syllables of a word without tones, a space between them.

    >>> sound("空间")
    'kong jian'
    """
    # Loaded with the first word, which few questions have, and without its table of phrases: 20 MB instead of 55.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return " ".join(lazy_pinyin(word))
