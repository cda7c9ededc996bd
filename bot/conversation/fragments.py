"""Beginnings of questions: what somebody types inline comes with every pause, and a number or a year alone asks nothing."""

from __future__ import annotations

import re

from retrieval.language.normalizing import normalize

_FEWEST_LETTERS = 2
"""A Chinese word has two; what has one is the beginning of one."""
_NUMBERS = re.compile(r"[零〇一二三四五六七八九十百千万亿两]|[年月日号时点分秒度]|\d|[^\w]|_")
"""Numerals, what counts time, and signs."""


def is_fragment(text: str) -> bool:
    """Whether there is nothing to look up yet: a number, a year, a single character.

    >>> [is_fragment(each) for each in ("20", "2017年", "二〇一七年12月", "7.5%", "粮", "100亿")]
    [True, True, True, True, True, True]
    >>> [is_fragment(each) for each in ("GDP", "2017年GDP", "就业", "2017 jobs")]
    [False, False, False, False]
    """
    return len(_NUMBERS.sub("", normalize(text))) < _FEWEST_LETTERS
