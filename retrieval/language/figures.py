"""The values of the figures a text gives, so that 725.3 billion finds 7253亿. Compared, never shown.

Years and dates are no figures here: they are understood elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.language.numerals import DATE, DIGIT_CLASS, to_number

_NUMBER = r"(?<![\d.])\d+(?:[,，]\d{3})*(?:\.\d+)?"
_CHINESE = re.compile(rf"({_NUMBER})\s*([十百千万亿]*)")
_ENGLISH = re.compile(rf"({_NUMBER})[\s-]*(trillion|billion|million|thousand|hundred)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\d.])(?:19|20)\d{2}(?![\d.%％]|\s*[亿万千百]|,\d)(?=\s*年|\s*[-—至到]|[^\d一-鿿]|$)"
)
_DIGIT = re.compile(r"\d")
_TENS = "一二三四五六七八九"
_ORDINAL = re.compile(rf"第(\d{{1,3}}|[{_TENS}]?十[{_TENS}]?|[{DIGIT_CLASS}]{{1,3}})([次届轮批])")
_IN_ORDER = re.compile(rf"第[\d{_TENS}十百]+|[“\"][{_TENS}十]+[”\"]|[{_TENS}]连[冠胜]")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ENGLISH_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def figures(text: str) -> frozenset[Decimal]:
    """The values of the figures in a normalised text, Chinese or English.

    >>> figures("7253亿元，增长21.8%") == figures("725.3 billion yuan, an increase of 21.8%")
    True
    >>> figures("2017年1月10日")
    frozenset()
    """
    if not _DIGIT.search(text):
        return frozenset()
    rest = _YEAR.sub(" ", DATE.sub(" ", text))
    found: set[Decimal] = set()
    for match in _ENGLISH.finditer(rest):
        found.add(_value(match[1], _ENGLISH_POWERS[match[2].lower()]))
    for match in _CHINESE.finditer(_ENGLISH.sub(" ", rest)):
        found.add(_value(match[1], sum(_POWERS[power] for power in match[2])))
    return frozenset(found)


def ordinals(text: str) -> frozenset[str]:
    """The numbers that are part of a name: 第七次党代会 is another one than 第八次.

    >>> ordinals("市第七次党代会") == ordinals("第7次党代会") == {"7次"}
    True
    """
    return frozenset(f"{to_number(match[1])}{match[2]}" for match in _ORDINAL.finditer(text))


def tells_place_in_order(text: str) -> bool:
    """Whether a text tells which one of an order something is.

    >>> [tells_place_in_order(text) for text in ("第二届马拉松", "“七五”普法", "五连冠", "两届马拉松")]
    [True, True, True, False]
    """
    return bool(_IN_ORDER.search(text))


def is_other_ordinal(told: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether a text names others of what has a number in the question, and not that one.

    Args:
        told: the ordinals of the text.
        asked: those of the question.

    >>> is_other_ordinal(frozenset({"8次"}), frozenset({"7次"})), is_other_ordinal(frozenset({"1批"}), frozenset({"7次"}))
    (True, False)
    """
    return not asked & told and bool({each[-1] for each in asked} & {each[-1] for each in told})


def _value(digits: str, power: int) -> Decimal:
    return Decimal(re.sub("[,，]", "", digits)).scaleb(power).normalize()
