"""Whether it is sure of when a figure is, and whether it was reached or is aimed at."""

from __future__ import annotations

import re

from retrieval.domains.work_reports.facts.records import Fact, Kind, Period
from retrieval.domains.work_reports.facts.surroundings import Surroundings
from retrieval.types import Role

_PLAN_YEARS = 5
"""One more are the years of a plan and the one that they are compared with."""
_IN_ORDER = 1990
"""Reports of earlier years keep to no order that says what is planned."""
_AIM = re.compile(r"力争|确保(?!了)|预期目标|奋斗目标|争取(?!上级|中央|国家|到|省|资金|各类|专项|地方)")
_LOOKING_BACK = re.compile(r".{0,20}(?:以来|[五四三5一]年来)|过去|回顾")
_SO_FAR = re.compile(r"上半年|[\d一二三四五六七八九]月|季度")
_TITLE_BACK = re.compile(r"回顾|以来的?(?:工作|主要)|成就|完成情况")
_TITLE_AHEAD = re.compile(r"目标|任务|安排|部署|要求|思路|打算|建议|重点|计划|规划|今后|未来")
_OF_YEARS = re.compile(
    r".{0,40}(?:[五四三5]年[,，。是来间]|[五四三5]年$|“?十[一二三四]?五”?(?:时期|期间|以来))"
)
_YEAR_NAMED = re.compile(r"(?:19|20)\d\d年|去年|上年|全年|今年|年内|一年")
_OVER_YEARS = re.compile(r"年均|年平均|[五四三5]年|累计|以来|翻|比|较|十[一二三四]?五")
_FEW_YEARS = re.compile(r"[两二三四]年(?:年均|平均)")
"""Of fewer years than the sentence tells of."""
_OF_ONE = re.compile(r"全年|当年|本年|年末|年底")
_ALSO_GREW = re.compile(r"[,、](?:同比|比上年|比去年|实际|可比)*(?:增长|下降)(?!.{0,3}倍)")
_IN_A_ROW = re.compile(r"连续[一二三四五六七八九十\d]+年")
_SINCE_THEN = re.compile(r"(?<![年五期间”\"])以来")
"""党的十八大以来: of years that are not those of the paragraph."""
_UP_TO_NOW = re.compile(r"(?<!全年)(?<!年度)累计")
_NAMED_YEAR = re.compile(r"(?:由|从|自|比|较)(?:19|20)\d\d年")
_EXPLAINED = re.compile(r".{0,40}(?:[：:“”]+是?指|是指)")


def has_sure_time(fact: Fact, around: Surroundings) -> bool:
    """Whether role and years of a figure are known, go together, and agree with the words around it."""
    if not _is_known(fact) or _EXPLAINED.match(around.opening):
        return False
    if fact.role is Role.TARGET:
        return _is_ahead(fact, around)
    if _AIM.search(around.sentence) or _SINCE_THEN.search(around.sentence):
        return False
    if fact.is_baseline and not _NAMED_YEAR.search(around.clause):
        return False
    if fact.period is Period.SEVERAL_YEARS:
        return _is_over_years(fact, around)
    is_of_years = fact.period is Period.YEAR and bool(_OF_YEARS.match(around.opening))
    is_so_far = bool(_UP_TO_NOW.search(around.clause))
    return not is_so_far and (not is_of_years or bool(_YEAR_NAMED.search(around.sentence)))


def _is_known(fact: Fact) -> bool:
    report, years = fact.document.year, fact.years
    if report is None or fact.role is None or not years or len(years) == _PLAN_YEARS + 1:
        return False
    if (len(years) > 1) is not (fact.period is Period.SEVERAL_YEARS):
        return False
    if fact.is_baseline:
        return max(years) <= report
    if fact.role is Role.TARGET:
        return min(years) >= report
    return max(years) < report or fact.period is Period.PART_OF_YEAR


def _is_ahead(fact: Fact, around: Surroundings) -> bool:
    """Whether nothing says that a target is a result told in a plan."""
    if fact.is_baseline and not _NAMED_YEAR.search(around.clause):
        return False
    if _AIM.search(around.sentence):
        return True
    if (fact.document.year or 0) < _IN_ORDER:
        return bool(_AIM.search(around.opening)) or "计划" in around.sentence
    if fact.period is not Period.SEVERAL_YEARS and _UP_TO_NOW.search(around.clause):
        return False
    titles = "".join(fact.passage.section)
    is_review = bool(_TITLE_BACK.search(titles)) and not _TITLE_AHEAD.search(titles)
    return not (is_review or _LOOKING_BACK.match(around.opening) or _SO_FAR.search(around.opening))


def _is_over_years(fact: Fact, around: Surroundings) -> bool:
    """Whether a figure of a sentence that tells of several years is of all of them, and not of the last."""
    if _FEW_YEARS.search(around.clause):
        return False
    if _OVER_YEARS.search(around.clause):
        return True
    if fact.kind is Kind.GROWTH or _OF_ONE.search(around.clause):
        return False
    return not _ALSO_GREW.match(around.after) and not _IN_A_ROW.search(around.sentence + around.after)
