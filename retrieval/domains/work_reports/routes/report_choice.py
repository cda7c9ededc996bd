"""Of the reports of one place: which tells what was asked of a year, and how likely.

The report of year Y sets the targets of Y and tells the results of Y-1, and now and then repeats those of Y-2. The
report that opens a five-year plan sets what is to be reached at its end; the one after its last year tells what was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.types import DocumentId, QueryPlan, Role, Wanted

_PLAN_YEARS = 5
_JOB = 0.0
"""How likely a report tells what was asked: most, if it is the one that has to (results of 2016: the report of 2017)."""
_EITHER = -0.5
"""A question that may mean the result or the target of a year is asked of both reports: this is the less likely one."""
_OPENING = -0.5
"""The report that opened a five-year plan set a target for the plan's last year."""
_SOON = -1.0
"""A result of 2016 is asked for, and the report of 2016 only plans it."""
_AGAIN = -1.5
"""The report of the next year may repeat a target when it says whether it was reached."""
_LATE = -2.0
"""The report of two years later may look back so far."""
_OF_INDICATOR = -0.1
"""Where the question names no year: for each year that a report is older than the newest, if an indicator alone is asked
for (盘锦GDP), because every report tells it anew and the newest figure is meant."""
_OF_FIGURE = -0.04
"""The same for a question that asks for a figure of an indicator in more words. For any other question age counts
nothing: few reports tell of such a thing at all, and those need not be the newest."""
_OF_NOW = -0.5
"""The same where 去年 or 今年 says when: now is the year of the newest report, unless that tells nothing of it."""
_YEARS = 20
"""Reports that are older than the newest by more years than this count as so many years older."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Documents in order of preference."""

    documents: tuple[DocumentId, ...]
    weights: tuple[float, ...]
    """For each document, how likely it tells: 0 most, the less the lower."""
    is_sure: bool
    """Whether the report whose job it is to tell is among them."""


def choose(
    shelf: Mapping[int, tuple[DocumentId, ...]], question: QueryPlan, years: Sequence[int], report: int | None
) -> Choice:
    """Choose among the reports of a place.

    Args:
        shelf: its documents by year.
        question: as understood.
        years: those that are asked about; none: any.
        report: the year of the only report that is asked about; None: it is left open.
    """
    plan = question.time.plan
    if report is not None:
        return _taken(shelf, {report: _JOB}, {report})
    if years:
        return _for_years(shelf, question, years, plan)
    if plan is not None:
        choice = _taken(shelf, _of_plan(plan, question.role), set())
        if choice.documents:
            return choice
    newest = max(shelf, default=0)
    if question.asks_occasion:
        return _taken(shelf, {newest: _JOB}, {newest})
    per_year = _per_year(question)
    ages = {year: max(_YEARS * per_year, per_year * (newest - year)) for year in shelf}
    return _taken(shelf, ages, set(shelf))


def _per_year(question: QueryPlan) -> float:
    if question.time.is_relative:
        return _OF_NOW
    if question.is_indicator_alone:
        return _OF_INDICATOR
    asks_figure = question.indicators and question.wanted in {Wanted.NUMBER, Wanted.ANYTHING}
    return _OF_FIGURE if asks_figure else 0.0


def years_instead(question: QueryPlan, missing: int, reports: Sequence[int]) -> tuple[int, ...]:
    """The years that a question can be asked of instead, the nearest first; none: it names no single year.

    Args:
        question: as understood.
        missing: the year of the report that is not there.
        reports: the years of those that are.
    """
    if question.time_said is None:
        return ()
    asked = question.years[0] if question.years else missing
    askable = (year for year in _askable(question, reports) if year != asked)
    return tuple(sorted(askable, key=lambda year: (abs(year - asked), -year)))


def _askable(question: QueryPlan, reports: Sequence[int]) -> tuple[int, ...]:
    """The years that reports of some years tell of, if the question is asked of them: results are told a year later."""
    if question.time.report:
        return tuple(sorted(reports))
    plan = question.time.plan
    years = sorted({year - back for year in reports for back in (0, 1)})
    jobs = {
        year: {report for report, weight in _telling(question, year, plan).items() if weight == _JOB}
        for year in years
    }
    return tuple(year for year in years if jobs[year] & set(reports))


def _for_years(
    shelf: Mapping[int, tuple[DocumentId, ...]], question: QueryPlan, years: Sequence[int], plan: int | None
) -> Choice:
    weights: dict[int, float] = {}
    jobs: set[int] = set()
    for year in years:
        told = _telling(question, year, plan)
        jobs |= {report for report, weight in told.items() if weight == _JOB}
        for report, weight in told.items():
            weights[report] = max(weight, weights.get(report, weight))
        opening = year - _PLAN_YEARS + 1
        is_ahead = not year % _PLAN_YEARS and year > max(shelf, default=year)
        if question.asks_target and not question.details.is_change and is_ahead and opening in shelf:
            # No report has come so far: the one that opened the five-year plan set a target for its end; how much is to be
            # added in that year alone it does not say.
            weights[opening] = _JOB
            jobs.add(opening)
    return _taken(shelf, weights, jobs)


def _telling(question: QueryPlan, year: int, plan: int | None) -> dict[int, float]:
    """The reports that may tell of a year, and how likely."""
    if question.asks_occasion:
        return {year: _JOB}
    if question.role is Role.TARGET:
        opening = year - _PLAN_YEARS + 1
        if plan == opening:
            return {opening: _JOB, year: _OPENING, year + 1: _AGAIN}
        ends_plan = year % _PLAN_YEARS == 0 and year in question.time.until
        return {year: _JOB, year + 1: _AGAIN} | ({opening: _OPENING} if ends_plan else {})
    if question.may_be_target or _asks_measures(question):
        return {year: _JOB, year + 1: _EITHER, year + 2: _LATE}
    if question.role is Role.RESULT:
        return {year + 1: _JOB, year: _SOON, year + 2: _LATE}
    return {year + 1: _JOB, year: _EITHER, year + 2: _LATE}


def _asks_measures(question: QueryPlan) -> bool:
    """Whether it asks what is done in a year, which its plan says at length and the next report in a few words."""
    return question.in_words and question.role is None and question.wanted is not Wanted.REASON


def _of_plan(start: int, role: Role | None) -> dict[int, float]:
    """The reports that tell of a plan: the first sets its targets, the one after it tells its results."""
    weights = dict.fromkeys(range(start, start + _PLAN_YEARS + 1), _SOON)
    if role is not Role.RESULT:
        weights[start] = _JOB
    if role is not Role.TARGET:
        weights[start + _PLAN_YEARS] = _JOB
    return weights


def _taken(
    shelf: Mapping[int, tuple[DocumentId, ...]], weights: Mapping[int, float], jobs: set[int]
) -> Choice:
    there = sorted((year for year in weights if year in shelf), key=lambda year: (-weights[year], -year))
    pairs = [(key, weights[year]) for year in there for key in shelf[year]]
    return Choice(
        documents=tuple(key for key, _ in pairs),
        weights=tuple(weight for _, weight in pairs),
        is_sure=not jobs or any(year in shelf for year in jobs),
    )
