"""The years that words of a document speak of: 2016年, 去年, 五年来, 今后五年, “十三五”时期.

All but the first and the last are relative to the year of the document: the report of 2017 calls 2016 去年 and means
2012 to 2016 by 过去五年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.language.numerals import DATE, YEAR, to_number
from retrieval.types import Document

_COMPARED = re.compile(
    r"(?:比|较|是|为|与|相当于)(?:19|20)\d{2}\s*年|(?:19|20)\d{2}\s*年的?基础上|[比较](?:[去上]|上一)年"
)
"""A year that a figure is compared with is not the year the figure is of."""
_LAST_YEAR = re.compile(r"去年|上年(?!度?同期)|上一年|过去(?:的)?一年|一年来")
_THIS_YEAR = re.compile(r"今年|本年|当年")
_NEXT_YEAR = re.compile(r"明年|来年")

_FEW = r"\s*([一两二三四五]|(?<!\d)[1-5])\s*年"
_SINCE = re.compile(r"((?:19|20)\d{2})年?(?:换届)?以来")
_PAST = re.compile(rf"(?:过去的?|回顾|回首|总结){_FEW}|{_FEW}多?来|以来的?{_FEW}|[这近]{_FEW}")
_COMING = re.compile(rf"(?:今后|未来|接下来)的?{_FEW}")
_PLAN = re.compile(
    r"[“\"‘]([七八九]|十[一二三四五六]?)五[”\"’]|([七八九]|十[一二三四五六]?)五(?:时期|期间|规划|计划)"
)
_SEVENTH_PLAN = 1986
_PLAN_YEARS = 5


@dataclass(frozen=True, slots=True)
class Time:
    """Words for one year or for several."""

    start: int
    """Where they begin in the text."""
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What words for years mean in a document."""

    year: int | None
    """The document's; None: unknown, and 去年 says nothing."""
    is_early: bool
    """Whether it was given before its year began: 明年 is its year then, and 今年 and 去年 may mean either of two."""

    @classmethod
    def of(cls, document: Document) -> Calendar:
        """The calendar of a document, by its year and its date."""
        date = DATE.search(document.date)
        return cls(document.year, date is not None and to_number(date[1]) + 1 == document.year)

    def named(self, text: str) -> frozenset[int]:
        """The single years that a sentence names, without those that it compares with."""
        text = _COMPARED.sub("", text)
        named = {to_number(match[1]) for match in YEAR.finditer(text)}
        named.update(year for pattern, year in self._relative() if pattern.search(text))
        return frozenset(named)

    def times(self, text: str) -> list[Time]:
        """All words for years, and for several years at once, in their order; none if the year is unknown.

        >>> [sorted(time.years) for time in Calendar(2017, False).times("过去三年和2017年")]
        [[2014, 2015, 2016], [2017]]
        """
        return sorted(self._times(text, self.year), key=lambda time: time.start) if self.year else []

    def _relative(self) -> tuple[tuple[re.Pattern[str], int], ...]:
        if self.year is None:
            return ()
        if self.is_early:
            return ((_NEXT_YEAR, self.year),)
        return ((_LAST_YEAR, self.year - 1), (_THIS_YEAR, self.year), (_NEXT_YEAR, self.year + 1))

    def _times(self, text: str, year: int) -> Iterator[Time]:
        for match in _SINCE.finditer(text):
            first = to_number(match[1])
            yield Time(match.start(), frozenset(range(first, max(year, first + 1))))
        for match in YEAR.finditer(_SINCE.sub(lambda since: "　" * len(since[0]), text)):
            yield Time(match.start(), frozenset({to_number(match[1])}))
        for match in _PAST.finditer(text):
            yield Time(match.start(), frozenset(range(year - _count(match), year)))
        for match in _COMING.finditer(text):
            yield Time(match.start(), frozenset(range(year, year + _count(match))))
        for match in _PLAN.finditer(text):
            first = _SEVENTH_PLAN + _PLAN_YEARS * (to_number(match[1] or match[2]) - 7)
            yield Time(match.start(), frozenset(range(first, first + _PLAN_YEARS)))
        for pattern, meant in self._relative():
            for match in pattern.finditer(text):
                yield Time(match.start(), frozenset({meant}))


def _count(match: re.Match[str]) -> int:
    count = next(group for group in match.groups() if group)
    return 2 if count == "两" else to_number(count)
