"""The text of a question -> the same as documents would write it: one form of characters, 城镇居民 for 城里人."""

from __future__ import annotations

import re

from retrieval.language.normalizing import normalize

_YEAR_BEFORE_LETTERS = re.compile(r"(?<![\da-z])(?:19|20)\d{2}(?=[a-z])", re.IGNORECASE)
"""2019gdp is gdp in 2019."""
_PLAIN_SPEECH = (
    (re.compile(r"城里人的?(?=(?:人均|平均|可支配|收入))"), "城镇居民"),
    (re.compile(r"(?:农村|乡下)人的?(?=(?:人均|平均|可支配|收入))"), "农村居民"),
    (re.compile(r"老百姓的?(?=(?:人均|平均|可支配|收入))"), "居民"),
)
"""What people call those whose income is told."""


def tidied(text: str) -> str:
    """A question as typed, normalised; typing errors stay.

    >>> tidied("2019gdp多少"), tidied("城里人收入")
    ('2019 gdp多少', '城镇居民收入')
    """
    tidy = _YEAR_BEFORE_LETTERS.sub(r"\g<0> ", normalize(text))
    for spoken, written in _PLAIN_SPEECH:
        tidy = spoken.sub(written, tidy)
    return tidy
