"""Which year a sentence speaks of, and whether it tells a result or a target.

A government work report of year Y looks back on Y-1 (or on the five years before) in its first part and sets
targets for Y in the others. Its headings say which part is which; words such as 去年, 今年 and 到2020年
override them for a single sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.numerals import YEAR, to_number
from retrieval.types import Document, Passage, Role

_LOOKING_BACK = re.compile(r"回顾|总结|成就|成绩|取得|完成情况|工作情况|过去|以来")
_LOOKING_AHEAD = re.compile(
    r"目标|任务|安排|要求|部署|打算|计划|建议|今后|未来|下一步|思路|举措|重点|展望|建设"
)
_LAST_YEAR = re.compile(r"去年|上年(?!度?同期)|上一年|过去(?:的)?一年|一年来")
_THIS_YEAR = re.compile(r"今年|本年|当年")
_NEXT_YEAR = re.compile(r"明年|来年")
_COMPARED_YEAR = re.compile(r"(?:比|较|是|为|与|相当于)(?:19|20)\d{2}\s*年")
"""A year that a figure is compared with is not the year the figure is of."""
_PERIOD = re.compile(
    r"五年(?:来|间|里|以来)?|年均|年平均|[“\"]?十[一二三四]五[”\"]?(?:时期|期间|以来)|连续[两三四五六七八九十]年"
)
"""Tells of several years at once: what it says of them it says of none."""
_PERIOD_YEARS = 5
"""A government is elected, and a plan made, for five years."""
_UNTIL = re.compile(r"(?:到|至)(?:20\d{2})\s*年(?:底|末)?")
_AIMING = re.compile(
    r"力争|确保|争取|预期目标|奋斗目标|目标是|计划|将要|拟|控制在|达到.{0,12}以上|努力|(?<![主重需必摘纪])要(?!求|素|点|闻)"
)
_HAVING_DONE = re.compile(
    r"完成了|实现了|达到了|取得了|新增了|预计(?:实现|完成|全年)|已|荣获|获得|被评为|比上年|同比"
)


@dataclass(frozen=True, slots=True)
class TimeAndRole:
    """What a piece of text speaks of."""

    years: frozenset[int]
    role: Role | None


def of_section(document: Document, passage: Passage) -> TimeAndRole:
    """What the headings above a passage say; the outermost that says anything decides."""
    years: frozenset[int] = frozenset()
    role: Role | None = None
    for heading in passage.section:
        back, ahead = _LOOKING_BACK.search(heading), _LOOKING_AHEAD.search(heading)
        if bool(back) != bool(ahead) and role is None:
            role = Role.RESULT if back else Role.TARGET
        if named := _years_named(heading, document.year):
            years = years or named
    if not years and document.year and role:
        years = frozenset({document.year - 1 if role is Role.RESULT else document.year})
    return TimeAndRole(years, role)


def of_sentence(text: str, document: Document, section: TimeAndRole) -> TimeAndRole:
    """What a sentence says itself, or else what its section says."""
    years = _years_named(text, document.year) or section.years
    if document.year and section.role is Role.RESULT and len(years) <= 1 and _PERIOD.search(text):
        years |= frozenset(range(document.year - _PERIOD_YEARS, document.year))
    if _UNTIL.search(text) and section.role is not Role.RESULT:
        return TimeAndRole(years, Role.TARGET)
    return TimeAndRole(years, section.role or _role_by_words(text))


def _role_by_words(text: str) -> Role | None:
    aiming, done = bool(_AIMING.search(text)), bool(_HAVING_DONE.search(text))
    if aiming == done:
        return None
    return Role.TARGET if aiming else Role.RESULT


def _years_named(text: str, year: int | None) -> frozenset[int]:
    named = {to_number(match[1]) for match in YEAR.finditer(_COMPARED_YEAR.sub("", text))}
    if year:
        relative = ((_LAST_YEAR, year - 1), (_THIS_YEAR, year), (_NEXT_YEAR, year + 1))
        named.update(value for pattern, value in relative if pattern.search(text))
    return frozenset(named)
