"""What a question says that only reports give a meaning to: its year, its places, and which of them it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.domains.work_reports.places.gazetteer import STATE, Gazetteer
from retrieval.domains.work_reports.places.neighbouring_places import side_by_side, with_joints
from retrieval.domains.work_reports.places.place_names import short_name
from retrieval.domains.work_reports.questions.places_asked import places_asked
from retrieval.domains.work_reports.questions.times import time_asked
from retrieval.language.question_words.intention import asks_whether_reached, may_be_target, role_in
from retrieval.language.question_words.wording import WHETHER_REACHED, cut, only, written
from retrieval.language.time_words import with_year_written_out, years_in
from retrieval.types import Mention, Part, QueryPlan, Role, Wanted

_SHORT_YEAR = re.compile(r"(?<!\d)\d{2}(?:\s|$)")


@dataclass(frozen=True, slots=True)
class ReportReader:
    """Reads the years, the role and the places of questions to some reports; see `SlotReader`."""

    gazetteer: Gazetteer
    """With the places of the reports."""
    report_years: frozenset[int]
    """Of the reports; empty if they have none."""

    @property
    def is_dated(self) -> bool:
        """See `SlotReader`."""
        return bool(self.report_years)

    def read(self, plan: QueryPlan) -> QueryPlan:
        """See `SlotReader`; 今年 is the year of the newest report."""
        newest = max(self.report_years, default=None)
        text = self._written_out(plan.normalized, newest)
        named, years = self.gazetteer.mentions(text), years_in(text, newest)
        return replace(
            plan,
            normalized=text,
            years=years,
            time=time_asked(text, years, newest),
            role=role_in(text),
            may_be_target=may_be_target(text),
            asks_reached=asks_whether_reached(text)
            or (role_in(text) is Role.RESULT and bool(WHETHER_REACHED.search(text))),
            places=_short_names(named),
            named=named,
            where=places_asked(text, named),
        )

    def meant_after(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
        """See `SlotReader`: 去年 is told from the report spoken of, 上一年 from its year, and 全国第几 names no place."""
        plan = self._dated_after(plan, previous)
        says_more = bool(plan.named or plan.years or plan.indicators) or plan.role is not None
        if previous.indicators and not says_more and WHETHER_REACHED.search(plan.normalized):
            # 差多少: what came about, held against the target.
            plan = replace(plan, role=Role.RESULT, asks_reached=True)
        ranks = written(only(plan.wording, Part.ASPECT))
        if not all(each.candidates == (STATE,) for each in plan.named) or "第几" not in ranks:
            return plan
        return replace(plan, named=(), places=(), wording=cut(plan.normalized, ()))

    def _dated_after(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
        is_one = len(previous.years) == 1
        if plan.time.only_compares and (is_one or not plan.time.is_relative):
            return replace(plan, years=())
        if not is_one or plan.time.report is not None:
            return plan
        (spoken_of,) = previous.years
        newest = max(self.report_years, default=None)
        on = plan.time.years_on
        if plan.time.is_relative and newest and min(plan.years, default=0) > newest:
            # No report is of the year after the newest: 明年 is the one after that which was spoken of.
            on = plan.years[0] - newest
        if on is not None:
            time = replace(plan.time, is_relative=False)
            return replace(plan, years=(spoken_of + on,), time=time)
        report = spoken_of + (0 if previous.role is Role.TARGET else 1)
        says_more = bool(plan.indicators) or plan.role is not None or plan.wanted is not Wanted.ANYTHING
        if (
            not plan.time.is_relative
            or not says_more
            or report not in self.report_years
            or len(self.report_years) == 1
        ):
            # 今年呢 by itself is what it is now.
            return plan
        back = report - max(self.report_years)
        return replace(
            plan, years=tuple(year + back for year in plan.years), time=replace(plan.time, is_relative=False)
        )

    def is_told(self, plan: QueryPlan, previous: QueryPlan) -> bool:
        """See `SlotReader`.

        Of a single report: its targets are of its own year, and its results of the one before.
        """
        later = 0 if previous.role is Role.TARGET else 1
        return {year + later for year in plan.years} <= self.report_years

    def opposite(self, plan: QueryPlan) -> tuple[int, ...]:
        """See `SlotReader`."""
        return tuple(year + 1 for year in plan.years if plan.time.is_past)

    def located(self, plan: QueryPlan) -> QueryPlan:
        """See `SlotReader`; places that do not stand in the text are left out."""
        found: list[Mention] = []
        at = 0
        for each in plan.named:
            start = plan.normalized.find(each.text, at)
            if start >= 0:
                at = start + len(each.text)
                found.append(replace(each, start=start, end=at))
        named = with_joints(plan.normalized, found)
        return replace(plan, named=named, places=_short_names(named))

    def carried(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
        """See `SlotReader`: a place that is not named again says where to look, and is only remembered, in `named`."""
        is_dated = bool(plan.years) or plan.time.report is not None
        if plan.asks_occasion and not plan.is_follow_up and not is_dated:
            # Of a single report no other one is meant, whatever year was spoken of.
            plan = replace(plan, years=_told_in(previous))
        if plan.named:
            return replace(plan, named=told_apart(plan.named, previous.named))
        carried = () if previous.where.are_absent else _spoken_of(previous)
        return replace(plan, named=carried, where=replace(plan.where, are_carried=bool(carried)))

    def _written_out(self, text: str, newest: int | None) -> str:
        """The text with the year that two digits after its first place stand for, if it names no other."""
        if years_in(text, newest) or not _SHORT_YEAR.search(text):
            return text
        named = self.gazetteer.mentions(text)
        return with_year_written_out(text, named[0].end) if named else text


def _short_names(named: Sequence[Mention]) -> tuple[frozenset[str], ...]:
    """The possible short names of each of some places; without the state."""
    groups = (frozenset(short_name(place.name) for place in each.candidates) for each in named)
    return tuple(dict.fromkeys(group for group in groups if group != {STATE.name}))


def _told_in(previous: QueryPlan) -> tuple[int, ...]:
    """The year of the report that tells what was asked of one year: its own sets the targets, the next has the results."""
    if previous.time.report is not None:
        return (previous.time.report,)
    if len(previous.years) != 1 or previous.asks_occasion:
        return previous.years
    return previous.years if previous.role is Role.TARGET else (previous.years[0] + 1,)


def _spoken_of(plan: QueryPlan) -> tuple[Mention, ...]:
    """The places that a question asks about; the others that it names belong to its subject."""
    return plan.named if plan.where.are_carried else side_by_side(plan.named)


def told_apart(named: tuple[Mention, ...], before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Places of one name, told apart by which of them was spoken of: 吉林 after 吉林市 is the city."""
    spoken_of = {mention.candidates[0] for mention in before if len(mention.candidates) == 1}
    return tuple(
        replace(mention, candidates=tuple(spoken_of & set(mention.candidates)) or mention.candidates)
        for mention in named
    )
