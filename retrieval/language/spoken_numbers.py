"""Numbers in words, Chinese and English: 二十七点五 -> 27.5, 一百九十亿 -> 19000000000, twenty-two -> 22."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_CHARACTERS = "零〇一二三四五六七八九十百千万亿两"
CHINESE_NUMBER = rf"[{_CHARACTERS}]+(?:点[零〇一二三四五六七八九]+)?"
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: value for value, word in enumerate(_ONES.split(), 1)} | {
    word: value * 10 for value, word in enumerate(_TENS.split(), 2)
}
ENGLISH_NUMBER = (
    rf"\b(?:(?:{_TENS.replace(' ', '|')})(?:-(?:{_ONES.replace(' ', '|')}))?|(?:{_ONES.replace(' ', '|')}))\b"
)


def chinese_value(text: str) -> Decimal | None:
    """The value of a Chinese numeral, with its scale words; None: it is none.

    >>> chinese_value("二十七点五"), chinese_value("一百九十亿"), chinese_value("二〇二三"), chinese_value("百万")
    (Decimal('27.5'), Decimal('19000000000'), Decimal('2023'), None)
    """
    whole, _, fraction = text.partition("点")
    value = _digit_by_digit(whole) if re.fullmatch("[零〇一二三四五六七八九]{2,}", whole) else _whole(whole)
    if value is None:
        return None
    decimals = "".join(str(_DIGITS[each]) for each in fraction)
    return Decimal(f"{value}.{decimals}" if decimals else value)


def english_value(text: str) -> Decimal | None:
    """The value of an English number word below a hundred; None: it is none.

    >>> english_value("twenty-two"), english_value("three")
    (Decimal('22'), Decimal('3'))
    """
    parts = [_ENGLISH.get(part) for part in text.lower().split("-")]
    return None if None in parts else Decimal(sum(part or 0 for part in parts))


def _digit_by_digit(text: str) -> int:
    return int("".join(str(_DIGITS[each]) for each in text))


def _whole(text: str) -> int | None:
    total = section = digit = 0
    has_digit = False
    for character in text:
        if character in _DIGITS:
            digit, has_digit = _DIGITS[character], True
        elif character in _SMALL:
            if not has_digit and character != "十":
                return None
            section += (digit or 1) * _SMALL[character]
            digit, has_digit = 0, True
        else:
            if not has_digit:
                return None
            section += digit
            # 二万亿: the larger scale takes all that stands before it.
            total = (
                (total + section) * _LARGE[character]
                if character == "亿"
                else total + section * _LARGE[character]
            )
            section = digit = 0
    return total + section + digit if has_digit else None
