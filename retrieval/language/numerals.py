"""Chinese numerals in dates and enumerations -> numbers: 二〇二三 -> 2023, 十六 -> 16."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
}
DIGIT_CLASS = "零〇○一二三四五六七八九"
_SMALL = rf"(\d{{1,2}}|[二三]?十[一二三四五六七八九]?|[{DIGIT_CLASS}]{{1,2}})"
DATE = re.compile(rf"([12]\d{{3}}|[{DIGIT_CLASS}]{{4}})\s*年\s*{_SMALL}\s*月\s*{_SMALL}\s*日")
YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}}|[一二][{DIGIT_CLASS}]{{3}})\s*年")

ENGLISH_ORDINALS = {
    name: number for number, name in enumerate("first second third fourth fifth".split(), start=1)
}


def numeral(number: int) -> str:
    """A number from 1 to 99 as enumerations write it.

    >>> numeral(3), numeral(10), numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    digits = ("", *DIGIT_CLASS[-9:])
    before = digits[tens] if tens > 1 else ""
    return f"{before}{'十' if tens else ''}{digits[ones]}"


def to_number(text: str) -> int:
    """Read digits, digit by digit numerals (二〇一七) or small numerals with 十 (二十一).

    >>> to_number("二〇一七"), to_number("十六"), to_number("2017")
    (2017, 16, 2017)
    """
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[character]) for character in text))
