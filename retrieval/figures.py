"""The values of the figures a text gives, so that 725.3 billion finds 7253亿. Compared, never shown.

Years and dates are no figures here: they are understood elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.numerals import DATE

_NUMBER = r"(?<![\d.])\d+(?:[,，]\d{3})*(?:\.\d+)?"
_CHINESE = re.compile(rf"({_NUMBER})\s*([十百千万亿]*)")
_ENGLISH = re.compile(rf"({_NUMBER})[\s-]*(trillion|billion|million|thousand|hundred)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\d.])(?:19|20)\d{2}(?![\d.%％]|\s*[亿万千百]|,\d)(?=\s*年|\s*[-—至到]|[^\d一-鿿]|$)"
)
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ENGLISH_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def figures(text: str) -> frozenset[Decimal]:
    """The values of the figures in a normalised text, Chinese or English.

    >>> figures("7253亿元，增长21.8%") == figures("725.3 billion yuan, an increase of 21.8%")
    True
    >>> figures("2017年1月10日")
    frozenset()
    """
    rest = _YEAR.sub(" ", DATE.sub(" ", text))
    found: set[Decimal] = set()
    for match in _ENGLISH.finditer(rest):
        found.add(_value(match[1], _ENGLISH_POWERS[match[2].lower()]))
    for match in _CHINESE.finditer(_ENGLISH.sub(" ", rest)):
        found.add(_value(match[1], sum(_POWERS[power] for power in match[2])))
    return frozenset(found)


def _value(digits: str, power: int) -> Decimal:
    return Decimal(re.sub("[,，]", "", digits)).scaleb(power).normalize()
