"""What the numbered lines of any document open with: 第三章, 三、, （三）, 3., 3.1.2, (c), iii), ●, 附件2, Article 3.

Each opening is told by its kind, which has a rank (an outer one is lower), and by its number, by which lines that
follow one another are known to. Ranks follow the rules for Chinese laws (立法技术规范: 编、章、节、条、款、项、目) and GB/T 9704
for official letters; GB/T 1.1 numbers manuals and standards by decimals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

_CHINESE = "一二三四五六七八九十百零〇○"
_NUMBER = rf"[{_CHINESE}\d]+"
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Kind(IntEnum):
    """Kinds of openings; the value is the rank."""

    ANNEX = 0
    BOOK = 1
    CHAPTER = 2
    SECTION = 3
    DECIMAL = 4
    """1.2 and 1.2.3; the deeper ones rank lower among themselves."""
    ARTICLE = 5
    HAN = 6
    HAN_BRACKETED = 7
    DIGIT = 8
    DIGIT_BRACKETED = 9
    CIRCLED = 10
    LETTER = 11
    ROMAN = 12
    BULLET = 13


@dataclass(frozen=True, slots=True)
class Enumerator:
    """The opening of a numbered line."""

    kind: Kind
    number: tuple[int, ...]
    """One part, but for decimals: 1.2.3 has three. Bullets have none."""
    end: int
    """Offset behind it in the line."""
    is_apart: bool
    """Whether white space, a bracket or nothing follows, so that it is no part of a sentence: 第三条规定."""

    @property
    def rank(self) -> tuple[int, int]:
        """Lower stands further out."""
        return self.kind, len(self.number)

    def follows(self, other: Enumerator) -> bool:
        """Whether it is the next of its kind: 第三条 after 第二条, a bullet after another."""
        if self.kind is Kind.BULLET or other.kind is not self.kind:
            return self.kind is other.kind
        if len(self.number) != len(other.number):
            return False
        return self.number[:-1] == other.number[:-1] and self.number[-1] == other.number[-1] + 1

    @property
    def is_first(self) -> bool:
        """Whether it opens its list."""
        return self.kind is Kind.BULLET or self.number[-1] == 1


def enumerator_of(text: str) -> Enumerator | None:
    """What a line, without white space around it, opens with; None: no number and no bullet.

    >>> enumerator_of("第十二条之一 甲").number, enumerator_of("1.2.3 乙").number, enumerator_of("3.5亿元").number
    ((12,), (1, 2, 3), (3, 5))
    """
    for kind, pattern, value in _PATTERNS:
        if match := pattern.match(text):
            return Enumerator(kind, value(match[1]), match.end(), _is_apart(text, match.end()))
    return None


def _is_apart(text: str, end: int) -> bool:
    return end >= len(text) or text[end].isspace() or text[end] in "：:【（(〔"


def _of_numeral(text: str) -> tuple[int, ...]:
    """Digits or a Chinese numeral below a thousand, with or without units: 十二, 一百零三, 二〇."""
    if text.isdecimal():
        return (int(text),)
    if not set(text) & set("十百"):
        return (int("".join(str(_VALUES[character]) for character in text if character in _VALUES) or 0),)
    total = digit = 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = int(character) if character.isdecimal() else _VALUES[character]
    return (total + digit,)


def _of_decimal(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _of_letter(text: str) -> tuple[int, ...]:
    return (ord(text.lower()) - ord("a") + 1,)


def _of_roman(text: str) -> tuple[int, ...]:
    values = [_ROMAN[character] for character in text.lower()]
    return (sum(-value if value < max(values[at:]) else value for at, value in enumerate(values)),)


def _of_circled(text: str) -> tuple[int, ...]:
    return (_CIRCLED.index(text) + 1,)


def _of_any(text: str) -> tuple[int, ...]:
    """Of an annex or an English heading: digits, a letter, a Roman or a Chinese numeral."""
    if not text or text.isdecimal() or not text.isascii():
        return _of_numeral(text or "1")
    return _of_roman(text) if len(text) > 1 else _of_letter(text)


def _none(_: str) -> tuple[int, ...]:
    return ()


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s+(\d{{1,3}}|[IVXL]{{1,5}}|[A-Z])\b[.:]?(?=\s|$)", re.IGNORECASE)


_PATTERNS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], tuple[int, ...]]], ...] = (
    (
        Kind.ANNEX,
        re.compile(r"附(?:件|录|表)\s*([一二三四五六七八九十\dA-Z]{0,2})(?=[\s：:.、（(]|$)[：:.、]?"),
        _of_any,
    ),
    (Kind.ANNEX, _english("appendix|annex|schedule"), _of_any),
    (Kind.BOOK, re.compile(rf"第\s*({_NUMBER})\s*[编編]"), _of_numeral),
    (Kind.BOOK, _english("part"), _of_any),
    (Kind.CHAPTER, re.compile(rf"第\s*({_NUMBER})\s*(?:部分|章|篇)"), _of_numeral),
    (Kind.CHAPTER, _english("chapter"), _of_any),
    (Kind.SECTION, re.compile(rf"第\s*({_NUMBER})\s*[节節]"), _of_numeral),
    (Kind.ARTICLE, re.compile(rf"第\s*({_NUMBER})\s*[条條](?:之[一二三四五六七八九十]+)?"), _of_numeral),
    (Kind.ARTICLE, _english("article"), _of_any),
    (Kind.DECIMAL, re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,4})[.．]?(?!\d)"), _of_decimal),
    (Kind.HAN, re.compile(rf"([{_CHINESE}]+)、"), _of_numeral),
    (Kind.HAN_BRACKETED, re.compile(rf"[（(]([{_CHINESE}]+)[)）]"), _of_numeral),
    (Kind.DIGIT, re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)"), _of_numeral),
    (Kind.DIGIT_BRACKETED, re.compile(r"[（(]?(\d{1,2})[)）]"), _of_numeral),
    (Kind.CIRCLED, re.compile(rf"([{_CIRCLED}])"), _of_circled),
    (Kind.ROMAN, re.compile(r"[（(]?([ivx]{1,5})[)）.](?=\s)"), _of_roman),
    (Kind.LETTER, re.compile(r"[（(]?([a-zA-Z])[)）]"), _of_letter),
    (Kind.BULLET, re.compile(r"([●○•■□◆◇▪▫►➢✓])(?=\s*\w)|[*·–—-](?=\s+\w)"), _none),
)
