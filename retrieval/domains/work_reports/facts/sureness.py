"""Which figures are told as records: those of which all parts are sure. What is doubtful is left out, not guessed.

A question or a claim names what it is about, so that a doubtful figure is held against it; a record stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.domains.work_reports.facts.clause_places import ClausePlaces, is_of_wider
from retrieval.domains.work_reports.facts.measure_names import is_standard
from retrieval.domains.work_reports.facts.records import Fact, Kind, Period
from retrieval.domains.work_reports.facts.sure_subjects import has_sure_subject
from retrieval.domains.work_reports.facts.sure_times import has_sure_time
from retrieval.domains.work_reports.facts.surroundings import Surroundings
from retrieval.language.units import BARE
from retrieval.types import is_han

_LONG = frozenset({"year_long", "month_long", "grade"})
"""三年行动, 二级医院: hardly ever a figure."""
_INDEX = re.compile(r"(?:指数|系数|评分|得分|分值)$")
"""What has no unit."""
_JOINED = re.compile(r"\s*(?:[和与及并或]|以及|同时|其中|均|都)")
"""Han characters that may follow a figure: any other may be what it counts (385个项目) or its head (10%的县)."""
_GROWTH_BEFORE = re.compile(r"增长|增速|增幅|下降|提高|上升")
_RANKED = re.compile(r"全[国省市区州球县]|世界|[居列位排名第]")
_SHARE = re.compile(r"(?:比重|占比|比例|率)$")
_SHARES = re.compile(r"(?:率|比重|占比|比例|比|度|面|系数|指数|水平|份额|涨幅|增速|幅度|贡献)$|占")
"""What a level in % is of; 压减部门预算10%、专项资金20% tells a cut."""
_STATE_VERB = re.compile(r"(?:改善|好转|优化|提速|提升|提高|压减|转化|净化|增支|减负|调整)$")
_PAVED = re.compile(r"[线路道街巷河沟渠链带廊桥管网措体例业鱼船龙狗犬肠梁隧堤坝项见]$")
"""What is counted by 条; policies are, too, but go by their number (惠企30条)."""
_IN_BRACKETS = re.compile(r"^\([^)]{0,14}\)")
_GOES_ON = frozenset('“”"‘’《+%/*×〕')
"""After a figure they make it a part of something: 100所“徐特立项目”学校."""
_LAST_WORDS = 24
"""Characters before a gap that tell of what it is one."""
_COUNTS = frozenset({"person", "thing"})
_AMONG_OTHERS = frozenset({Kind.RANK, Kind.GAP})


class SureFacts:
    """Takes the sure figures out of those of a report."""

    def __init__(self, places: ClausePlaces) -> None:
        self._places = places

    def of(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The figures whose parts are all sure, in their order."""
        for fact in facts:
            if not fact.is_unclear and fact.role is not None and self._is_sure(fact, Surroundings.of(fact)):
                yield fact

    def _is_sure(self, fact: Fact, around: Surroundings) -> bool:
        return (
            _is_whole(fact, around)
            and not (fact.part and is_standard(fact.subject))
            and has_sure_subject(fact, around)
            and has_sure_time(fact, around)
            and _is_plain_level(fact)
            and _is_plain_change(fact, around)
            and _is_plain_order(fact, around)
            and (fact.kind in _AMONG_OTHERS or not is_of_wider(fact.document, around.clause))
            and not self._places.are_in(fact.document, around.sentence)
        )


def _is_whole(fact: Fact, around: Surroundings) -> bool:
    """Whether a figure is one, and nothing that follows takes it for its own."""
    if fact.measure.dimension in _LONG:
        return False
    if fact.measure.dimension == BARE and not _INDEX.search(fact.subject.words):
        return False
    after = _IN_BRACKETS.sub("", around.after)[:4]
    is_taken = bool(after) and (is_han(after[0]) or after[0].isalnum() or after[0] in _GOES_ON)
    return not is_taken or bool(_JOINED.match(after))


def _is_plain_level(fact: Fact) -> bool:
    """Whether a level is of what its unit says: a share of something, a thing and not a policy's articles."""
    words = fact.subject.words
    if fact.measure.unit == "条" and not _PAVED.search(words):
        return False
    is_share = fact.kind is Kind.LEVEL and fact.measure.dimension in {"times", "share"}
    return not is_share or bool(_SHARES.search(words))


def _is_plain_change(fact: Fact, around: Surroundings) -> bool:
    """Whether a growth is of its subject: 占比达21%，年均增长16% tells what grew that has the share."""
    if fact.kind is not Kind.GROWTH:
        return True
    words = fact.subject.words
    if fact.measure.unit == "%" and words not in around.clause and _SHARE.search(words):
        return False
    return fact.measure.dimension not in _COUNTS or not _STATE_VERB.search(around.clause)


def _is_plain_order(fact: Fact, around: Surroundings) -> bool:
    """Whether a rank or a gap says of what it is, and among whom."""
    if fact.kind is Kind.GAP:
        # 年均增长7.3%,高于全省1个百分点 is a gap of the mean.
        is_of_mean = fact.period is Period.YEAR and "年均" in around.sentence[-_LAST_WORDS:]
        return bool(fact.subject.indicator) and not is_of_mean
    if fact.kind is not Kind.RANK:
        return fact.measure.unit != "位"
    is_own = fact.subject.words in around.clause and not _GROWTH_BEFORE.search(around.clause)
    return is_own and bool(_RANKED.search(around.clause))
