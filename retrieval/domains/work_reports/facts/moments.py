"""The words before a figure -> the years it is of, and whether it is of one year, of several or of a part of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.domains.work_reports.facts.records import Period
from retrieval.domains.work_reports.spoken_years import Calendar
from retrieval.language.numerals import YEAR, to_number
from retrieval.types import Document, Role, Sentence

_SEVERAL = re.compile(
    r"年均(?!值|浓度)|年平均(?!值|浓度)|平均每年|五年(?:来|间|累计|共|内)?|[三四]年(?:来|间|累计)|累计"
    r"|翻[了]?[一两]?番|连续[二三四五六七八九十两\d]+年|[两二三]年平均"
)
_OF_PLAN = re.compile(
    r"(?:今后|未来|过去|这|近|以来的?)[两三四五]年|五年(?:来|间|内|发展)|[“\"]?(?:八|九"
    r"|十[一二三四五]?)五[”\"]?(?:时期|期间|期末|末|规划)|到20\d\d年"
)
_OPENING = re.compile(r"开局|收官|之年|第一年|最后一年")
_PART = re.compile(
    r"[一二三四]季度|[上下]半年|前[一二三两]个?季度|\d{1,2}月(?:份|底|末)?|前\d+个?月|1[-—至~]\d+月|黄金周"
    r"|当月|单月|期间"
)
_BASE = re.compile(
    r"(?:比|较|是|(?<![化整高变升降增])为|与|相当于|在)(?:19|20)\d\d年(?:的?基础上|相?比|末|底)?|(?:由|从|自)(?:19|20)\d\d年(?:末|底)?"
)
_NEXT_YEAR = re.compile(r"明年")
_RELATIVE = (
    (re.compile(r"去年|上年(?!同期|末|底|度?同)|上一年"), -1),
    (re.compile(r"今年|本年(?!度)"), 0),
    (_NEXT_YEAR, 1),
)
_COMPARED = re.compile(r"[比较于](?:去年|上年|上一年)(?:同期|末|底)?")
_FROM_YEAR = re.compile(r"(?:由|从|自)((?:19|20)\d\d)年")
_FROM_THIS = re.compile(r"(?:由|从)((?:19|20)\d\d)年(?:末|底)?的?[^,;。]{0,3}$")
_YEAR_TOLD = re.compile(r"今年|全年|20\d\d年")
_SENTENCE_END = re.compile(r"[;。]")
_LEAD_END = re.compile(r"[:,]")
_AGAINST = re.compile(r"(?:比|较|与|同)((?:19|20)\d\d)年(?:末|底|的?同期)?")
"""What a growth is counted from: 比2016年增长30%."""
_THIS_ONE = re.compile(r"全年|过去一年|一年来")
_REACHED = re.compile(r"[到至]了?$")
_COMING_YEARS = re.compile(r"(?:今后|未来)的?[五5]年")
_ONE_YEAR = re.compile(r"今年|明年|本年|年度|(?:19|20)\d\d年(?!远景)")
_FIVE = 5
_PLAN_YEARS = 3
"""A sentence of so many years speaks of a period."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a figure is of."""

    years: frozenset[int]
    period: Period


def moment_of(
    before: str,
    near: str,
    sentence: Sentence,
    document: Document,
    after: str = "",
    titles: Sequence[str] = (),
) -> Moment:
    """When a figure is of.

    Args:
        before: all of its sentence before it, narrowed, with the words that introduce its list.
        near: the words of its own clause before it.
        sentence: what it stands in.
        document: the report.
        after: what follows it in its sentence.
        titles: the headings above its paragraph, outermost first.
    """
    reach = _SENTENCE_END.split(before)[-1] if ":" not in before else before
    told = _last_year(reach, Calendar.of(document))
    lead = _LEAD_END.split(before)[0]
    period = _period(near, lead, before)
    if _from_year(near):
        return Moment(frozenset({_from_year(near) or 0}), Period.YEAR)
    if told is not None and (len(sentence.years) < _PLAN_YEARS or not _SEVERAL.search(near)):
        # 到2025年达到8500亿元: of that year, though a plan for several says so.
        is_mean = bool(_SEVERAL.search(near)) or period is not Period.SEVERAL_YEARS
        return Moment(frozenset({told}), period if is_mean else Period.YEAR)
    if (start := _FROM_YEAR.search(reach)) is not None and len(sentence.years) > 1:
        years = sentence.years - {int(start[1])}
        # 从2017年的2万亿元增加到2.9万亿元: that much there is at the end.
        is_end = bool(_REACHED.search(near)) and sentence.role is Role.RESULT
        return Moment(frozenset({max(years)}), Period.YEAR) if is_end else Moment(years, period)
    return _of_sentence(sentence, document.year, period, (reach, after), titles)


def counted_from(moment: Moment, near: str) -> Moment:
    """When a growth is of: one that is counted from a year long before is of all years since, 比2016年增长30%.

    Args:
        moment: when its sentence is of.
        near: the words of its own clause before it.

    >>> sorted(counted_from(Moment(frozenset({2018}), Period.YEAR), "生产总值比2016年增长").years)
    [2017, 2018]
    """
    base, last = _AGAINST.search(near), max(moment.years, default=0)
    if base is None or last - int(base[1]) <= 1:
        return moment
    return Moment(frozenset(range(int(base[1]) + 1, last + 1)), Period.SEVERAL_YEARS)


def _of_sentence(
    sentence: Sentence,
    report: int | None,
    period: Period,
    around: tuple[str, str],
    titles: Sequence[str],
) -> Moment:
    """When a figure is of that no words of its own say it of."""
    reach, after = around
    if report and len(sentence.years) == 1 and f"{min(sentence.years)}年" in after:
        # What is named later on in the sentence is what the figure is compared with.
        return Moment(frozenset({report if sentence.role is Role.TARGET else report - 1}), period)
    if report and sentence.years == {report} and sentence.role is Role.TARGET and _of_coming_years(titles):
        return Moment(frozenset(range(report, report + _FIVE)), Period.SEVERAL_YEARS)
    if len(sentence.years) >= _PLAN_YEARS and period is Period.YEAR:
        if report and sentence.role is Role.RESULT and _THIS_ONE.search(reach):
            # What makes the sentence one of several years is told after the figure: 全年增长4.6%，两年平均增长5%.
            return Moment(frozenset({report - 1}), period)
        period = Period.SEVERAL_YEARS
    return Moment(sentence.years, period)


def _period(near: str, lead: str, before: str) -> Period:
    if _PART.search(near) or (_PART.search(lead) and "全年" not in before):
        return Period.PART_OF_YEAR
    if _SEVERAL.search(near):
        return Period.SEVERAL_YEARS
    planned = _OF_PLAN.search(lead) or _OF_PLAN.search(near)
    rest = before[before.find(planned[0]) + len(planned[0]) :] if planned else ""
    if planned and not _OPENING.match(rest.lstrip('”"的 ')) and not _YEAR_TOLD.search(rest):
        return Period.SEVERAL_YEARS
    return Period.YEAR


def _of_coming_years(titles: Sequence[str]) -> bool:
    """Whether the innermost heading that says when says 今后五年."""
    for title in reversed(titles):
        if _ONE_YEAR.search(title):
            return False
        if _COMING_YEARS.search(title):
            return True
    return False


def _from_year(near: str) -> int | None:
    """The year that a change is told from: 从2010年的 before its first figure."""
    match = _FROM_THIS.search(near)
    return int(match[1]) if match else None


def _last_year(text: str, calendar: Calendar) -> int | None:
    rest = _COMPARED.sub(
        lambda match: "　" * len(match[0]), _BASE.sub(lambda match: "　" * len(match[0]), text)
    )
    found = [(match.start(), to_number(match[1])) for match in YEAR.finditer(rest)]
    if calendar.year is not None:
        # Of a report given before its year began, 明年 is its year, and 今年 may be either of two.
        relative = ((_NEXT_YEAR, 0),) if calendar.is_early else _RELATIVE
        found += [
            (match.start(), calendar.year + shift)
            for pattern, shift in relative
            for match in pattern.finditer(rest)
        ]
    return max(found)[1] if found else None
