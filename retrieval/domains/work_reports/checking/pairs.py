"""Two figures of one claim that only together tell what is wrong, or that they are right: swapped, reversed, side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.domains.work_reports.checking.agreement import Agreement, agreement
from retrieval.domains.work_reports.checking.alignment import SAME, is_of_kind, is_of_time, sameness
from retrieval.domains.work_reports.checking.claims import ClaimFigure
from retrieval.domains.work_reports.checking.judging import Judged, agrees
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.fact_types import Reason, Verdict
from retrieval.language.units import RANK
from retrieval.types import PassageId, Role

_SWAPPED = 0.05
_ALIKE = 0.25
"""From here on two figures may be about the same thing, where a second pair beside them agrees to the digit, too."""
_SAME_COURSE = 0.45
"""The same for a figure that is what something was before it rose or fell."""
_TELLING = 2
"""Digits that do not agree by chance."""
_MOST_LETTERS = 0.66


def judged_together(judged: Sequence[Judged], facts: Sequence[Fact], role: Role) -> list[Judged]:
    """The judgements of the figures of one claim, in the light of each other.

    Args:
        judged: one for each figure, in their order.
        facts: of the documents that may tell.
        role: that the claim speaks in.
    """
    found = [_told_of_before(each, facts, role) for each in _reversed(_without_swaps(judged), facts)]
    return _with_neighbours(found, facts, role)


def _without_swaps(judged: Sequence[Judged]) -> list[Judged]:
    """Two that fit the other way round better are told so: A 49.8%, B 41.5%."""
    found = list(judged)
    for at, one in enumerate(found):
        for to, other in enumerate(found[:at]):
            if one.fact is None or other.fact is None or one.fact.passage is not other.fact.passage:
                continue
            if {one.verdict, other.verdict} != {Verdict.SUPPORTED} or not is_of_kind(one.figure, other.fact):
                continue
            swapped = sameness(one.figure, other.fact) + sameness(other.figure, one.fact)
            if swapped > one.sameness + other.sameness + _SWAPPED and not agrees(one.figure, other.fact):
                found[at], found[to] = (_exchanged(one, other.fact), _exchanged(other, one.fact))
    return found


def _reversed(judged: Sequence[Judged], facts: Sequence[Fact]) -> list[Judged]:
    """由23%降至18%, where the document has 由18%提高到23%: both figures are there, and it went the other way."""
    found = list(judged)
    for at, (before, after) in enumerate(pairwise(judged)):
        if not before.figure.is_baseline or after.figure.is_baseline:
            continue
        if before.verdict is Verdict.SUPPORTED and after.verdict is Verdict.SUPPORTED:
            continue
        turned = _turned(before.figure, after.figure, facts)
        if turned is not None:
            contradicted = (Verdict.CONTRADICTED, Reason.OTHER_DIRECTION)
            found[at] = Judged(before.figure, *contradicted, turned[0], before.sameness)
            found[at + 1] = Judged(after.figure, *contradicted, turned[1], after.sameness)
    return found


def _turned(before: ClaimFigure, after: ClaimFigure, facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The figures of a document for before and after, which are those of the claim the other way round; None: none are."""
    for one, other in pairwise(facts):
        if one.passage is not other.passage or not one.is_baseline or other.is_baseline:
            continue
        is_turned = _is_equal(after, one) and _is_equal(before, other) and not _is_equal(before, one)
        if is_turned and max(sameness(before, other), sameness(after, other)) >= _ALIKE:
            return one, other
    return None


def _told_of_before(judged: Judged, facts: Sequence[Fact], role: Role) -> Judged:
    """258亿元 told of 2005, where the document has 由2000年的258亿元增加到543亿元: it is what it was before."""
    figure = judged.figure
    if judged.verdict is not Verdict.NOT_FOUND or figure.is_baseline:
        return judged
    for one, other in pairwise(facts):
        if one.passage is not other.passage or not one.is_baseline or other.is_baseline:
            continue
        is_its_year = one.years != other.years and bool(figure.years & one.years)
        if is_its_year or not _is_equal(figure, one) or _is_equal(figure, other):
            continue
        alike = max(sameness(figure, one), sameness(figure, other))
        if alike >= _SAME_COURSE and is_of_kind(figure, other) and is_of_time(figure, other, role):
            return Judged(figure, Verdict.CONTRADICTED, Reason.OTHER_YEAR, other, alike)
    return judged


def _with_neighbours(judged: Sequence[Judged], facts: Sequence[Fact], role: Role) -> list[Judged]:
    """A figure that was not found is, if one stands to the digit in the paragraph of another that was, and is nobody's yet."""
    passages = {
        each.fact.passage.id for each in judged if each.fact is not None and each.verdict is Verdict.SUPPORTED
    }
    taken = [each.fact for each in judged if each.verdict is Verdict.SUPPORTED]
    found = []
    for each in judged:
        beside = (
            _beside(
                each.figure,
                [fact for fact in facts if fact.passage.id in passages and fact not in taken],
                role,
            )
            if each.verdict is Verdict.NOT_FOUND and not each.figure.meanings
            else None
        )
        if beside is not None:
            taken.append(beside)
            alike = sameness(each.figure, beside)
            found.append(Judged(each.figure, Verdict.SUPPORTED, Reason.AGREES, beside, alike))
        else:
            found.append(_contradicted_beside(each, passages, role))
    return found


def _contradicted_beside(judged: Judged, passages: Collection[PassageId], role: Role) -> Judged:
    """A figure of which that of the same thing, in the same unit, stands in the paragraph that supports another one."""
    figure, fact = judged.figure, judged.fact
    if judged.verdict is not Verdict.NOT_FOUND or fact is None or figure.measure is None:
        return judged
    is_same = fact.measure.unit == figure.measure.unit and judged.sameness >= SAME
    is_there = fact.passage.id in passages and is_of_kind(figure, fact) and is_of_time(figure, fact, role)
    if is_same and is_there and not fact.is_doubtful and not fact.is_baseline:
        return replace(judged, verdict=Verdict.CONTRADICTED, reason=Reason.OTHER_FIGURE)
    return judged


def _beside(figure: ClaimFigure, facts: Sequence[Fact], role: Role) -> Fact | None:
    """The figure that is the claimed one to the digit and may be about the same thing."""
    for fact in facts:
        is_tenths = figure.measure is not None and figure.measure.unit == "成"
        is_told = agrees(figure, fact) if is_tenths else _is_equal(figure, fact)
        if fact.is_baseline is not figure.is_baseline or not is_told:
            continue
        is_alike = sameness(figure, fact) >= _ALIKE or _shares_letters(figure, fact)
        if is_alike and is_of_kind(figure, fact) and is_of_time(figure, fact, role):
            return fact
    return None


def _shares_letters(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether most characters of what a figure is about stand with one of as many digits: 办展会146项, 举办会展活动146项."""
    own = set(figure.subject.words)
    digits = sum(map(str.isdigit, figure.written))
    is_long = digits > _TELLING or (figure.measure is not None and figure.measure.unit == "成")
    return is_long and len(own & set(fact.subject.words)) >= max(_TELLING, _MOST_LETTERS * len(own))


def _is_equal(figure: ClaimFigure, fact: Fact) -> bool:
    if figure.measure is None or agreement(figure.measure, fact.measure) is not Agreement.EQUAL:
        return False
    digits = sum(map(str.isdigit, f"{abs(figure.measure.low):f}".replace(".", "").strip("0")))
    return digits >= _TELLING or figure.measure.dimension == RANK


def _exchanged(judged: Judged, fact: Fact) -> Judged:
    return Judged(
        judged.figure, Verdict.CONTRADICTED, Reason.OTHER_INDICATOR, fact, sameness(judged.figure, fact)
    )
