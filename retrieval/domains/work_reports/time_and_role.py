"""Which year a sentence speaks of, and whether it tells a result or a target.

A government work report of year Y looks back on Y-1 (or on the five years before) in its first part and sets
targets for Y in the others (`report_parts`). Words such as 去年, 今年 and 到2020年 override that for a single sentence.
"""

from __future__ import annotations

import re

from retrieval.domains.work_reports.spoken_years import Calendar
from retrieval.types import Annotation, Document, Role

_PERIOD = re.compile(
    r"五年(?:来|间|里|以来)?|年均(?!值|浓度)|年平均(?!值|浓度)|[“\"]?十[一二三四]五[”\"]?(?:时期|期间|以来)"
    r"|连续[两三四五六七八九十]年"
)
"""Tells of several years at once: what it says of them it says of none."""
_PERIOD_YEARS = 5
"""A government is elected, and a plan made, for five years."""
_GROWN_FROM = re.compile(r"[由从](?:19|20)\d{2}\s*年(?![^，。；]*(?:19|20)\d{2}\s*年)")
"""What was in a year, and in the years of the part: 由2012年的3亿元增加到5亿元."""
_UNTIL = re.compile(r"(?:到|至)(?:20\d{2})\s*年(?:底|末)?")
_AIMING = re.compile(
    r"力争|确保|争取|预期目标|奋斗目标|目标是|计划|将要|拟|控制在|达到.{0,12}以上|努力"
    r"|(?<![主重需必摘纪])要(?!求|素|点|闻)"
)
_HAVING_DONE = re.compile(
    r"完成了|实现了|达到了|取得了|新增了|预计(?:实现|完成|全年)|已|荣获|获得|被评为|比上年|同比"
)


UNKNOWN = Annotation()
"""Nothing can be said."""


def of_sentence(text: str, document: Document, part: Annotation) -> Annotation:
    """What a sentence says itself, or else what the part of the report says."""
    own = Calendar.of(document).named(text)
    years, role = own or part.years, part.role or _role_by_words(text)
    if part.role is Role.RESULT and _GROWN_FROM.search(text):
        years |= part.years
    if document.year and part.role and own and not own <= part.years:
        role = _role_elsewhere(text, part.role, own, document.year)
    if document.year and role is Role.RESULT and len(years) <= 1 and _PERIOD.search(text):
        years |= frozenset(range(document.year - _PERIOD_YEARS, document.year))
    if _UNTIL.search(text) and role is not Role.RESULT and max(own, default=0) >= (document.year or 0):
        role = Role.TARGET
    return Annotation(years, role)


def _role_elsewhere(text: str, role: Role, years: frozenset[int], year: int) -> Role | None:
    """The role of a sentence that names other years than its part: a plan remembers, a review looks ahead.

    Args:
        text: the sentence.
        role: of its part.
        years: that it names.
        year: the document's.
    """
    is_gone, is_to_come = max(years) < year, min(years) >= year
    if (role is Role.TARGET and not is_gone) or (role is Role.RESULT and not is_to_come):
        return role
    by_words = _role_by_words(text)
    # Nothing is planned for a year that is gone.
    return None if is_gone and by_words is Role.TARGET else by_words


def _role_by_words(text: str) -> Role | None:
    aiming, done = bool(_AIMING.search(text)), bool(_HAVING_DONE.search(text))
    if aiming == done:
        return None
    return Role.TARGET if aiming else Role.RESULT
