"""One figure of a claim and the figures of the documents -> whether they agree, and if not, what was confused.

A claim is contradicted only by a figure that is surely about the same thing, of the same year and role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.domains.work_reports.checking.agreement import Agreement, agreement, has_same_digits
from retrieval.domains.work_reports.checking.alignment import (
    LIKELY,
    SAME,
    Aligned,
    aligned,
    is_loosely,
    is_of_kind,
    is_of_time,
    says_new,
    says_total,
)
from retrieval.domains.work_reports.checking.claims import ClaimFigure
from retrieval.domains.work_reports.facts.records import Direction, Fact, Kind
from retrieval.fact_types import Reason, Verdict
from retrieval.language.measures import Bound, Measure
from retrieval.language.units import RANK, are_comparable
from retrieval.types import Role

_AS_GOOD = 0.15
"""A figure that agrees may be about the thing so much less surely than the one that does it most."""
_SURE = 0.85
"""From here on a figure that differs contradicts."""
_SURE_OF_RANK = 0.59
"""All words of a claim in the clause of a rank: 在全国…满意度监测的160个城市中我市排名第五."""
_PRECISE = 4
"""Digits that stand for one thing of a report."""
_FAINT = 0.25
"""How far such a figure has to be about the thing."""
_CONFUSED = 0.55
"""From here on it does if the claimed figure is that of another time."""
_ROUNDED = 0.12
_ALIKE_BUT_FOR_UNIT, _FEW_DIGITS = 0.45, 3
"""创汇1.09亿元 for 创汇1.09亿美元: the digits tell that it is meant."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one figure of a claim."""

    figure: ClaimFigure
    verdict: Verdict
    reason: Reason
    fact: Fact | None = None
    """What decides; of a figure that was not found the nearest one, if any."""
    sameness: float = 0.0
    against: Fact | None = None
    """What another report says instead, where one agrees."""


def judge(figure: ClaimFigure, facts: Sequence[Fact], role: Role) -> Judged:
    """Hold one figure of a claim against those of the documents.

    Args:
        figure: of the claim.
        facts: of the documents that may tell.
        role: that the claim speaks in.
    """
    judged = _judged(figure, facts, role)
    if not figure.denial:
        return judged
    # 不是8% beside 7%: what is claimed is that it is not.
    judged = replace(judged, figure=replace(figure, written=figure.denial + figure.written))
    match judged.verdict:
        case Verdict.SUPPORTED:
            return replace(judged, verdict=Verdict.CONTRADICTED, reason=Reason.OTHER_FIGURE)
        case Verdict.CONTRADICTED:
            return replace(judged, verdict=Verdict.SUPPORTED, reason=Reason.AGREES)
        case Verdict.NOT_FOUND:
            return judged


def _judged(figure: ClaimFigure, facts: Sequence[Fact], role: Role) -> Judged:
    found = aligned(figure, facts, role)
    fitting = [
        each
        for each in found
        if each.is_of_kind and each.is_of_time and each.fact.is_baseline == figure.is_baseline
    ]
    best = fitting[0] if fitting else None
    if figure.measure is None:
        return _without_figure(figure, best)
    agreeing = next((each for each in fitting if agrees(figure, each.fact)), None)
    if (
        best is not None
        and agreeing is not None
        and agreeing.sameness >= max(LIKELY, best.sameness - _AS_GOOD)
        and not _is_of_another(figure, best, agreeing)
    ):
        return _supported(figure, agreeing, fitting)
    if (best is None or best.sameness < SAME) and (precise := _precise(figure, fitting)) is not None:
        return _supported(figure, precise, fitting)
    for match, reason in _contradictions(figure, best, found, facts, is_found=agreeing is not None):
        return _contradicted(figure, match, reason)
    if not found:
        return Judged(figure, Verdict.NOT_FOUND, Reason.NOT_SAID)
    return Judged(figure, Verdict.NOT_FOUND, Reason.NOT_SAID, found[0].fact, found[0].sameness)


def _is_of_another(figure: ClaimFigure, best: Aligned, agreeing: Aligned) -> bool:
    """Whether a figure that agrees is of another indicator, where one of the claimed indicator itself is told."""
    own, other = figure.subject.indicator, agreeing.fact.subject.indicator
    is_told = best.fact.subject.indicator == own and best.sameness >= _SURE
    is_less = agreeing.sameness < best.sameness and not is_loosely(figure, agreeing.fact)
    return bool(own and other) and is_told and other != own and is_less


def _precise(figure: ClaimFigure, fitting: Sequence[Aligned]) -> Aligned | None:
    """The figure with the same four digits or more, which stand for little else in a report of the place and year."""
    assert figure.measure is not None
    if len(_significant(figure.measure)) < _PRECISE:
        return None
    return next(
        (
            each
            for each in fitting
            if each.sameness >= _FAINT
            and agrees(figure, each.fact)
            and _how(figure, each.fact) is Agreement.EQUAL
        ),
        None,
    )


def _contradictions(
    figure: ClaimFigure,
    best: Aligned | None,
    found: Sequence[Aligned],
    facts: Sequence[Fact],
    *,
    is_found: bool,
) -> Iterator[tuple[Aligned, Reason]]:
    """The figures that contradict a claimed one, and why, the surest first.

    Args:
        figure: of the claim.
        best: the surest of those of the same sort and time.
        found: all that may be meant.
        facts: all of the documents.
        is_found: whether the claimed figure is told of something that is likely not meant.
    """
    if (turned := _other_way(figure, found)) is not None:
        yield turned, Reason.OTHER_DIRECTION
    if (confused := _other_unit(figure, found)) is not None:
        yield confused, Reason.OTHER_UNIT
    if best is not None and best.sameness >= (SAME if is_found else _enough(figure)):
        yield best, _cause(figure, best, found, facts)
    if (
        best is not None
        and best.sameness >= _CONFUSED
        and (reason := _confused(figure, best, found)) is not None
    ):
        yield best, reason


def _enough(figure: ClaimFigure) -> float:
    is_rank = figure.measure is not None and figure.measure.dimension == RANK
    return _SURE_OF_RANK if is_rank else _SURE


def _confused(figure: ClaimFigure, best: Aligned, found: Sequence[Aligned]) -> Reason | None:
    """Why a figure was told that the document gives of the same thing at another time; None: it does not give it."""
    for each in found:
        if _how(figure, each.fact) is Agreement.NO or each.sameness < best.sameness - _AS_GOOD:
            continue
        is_before = (
            each.fact.is_baseline and each.fact.subject == best.fact.subject and not figure.is_baseline
        )
        if is_before and each.fact.passage is best.fact.passage:
            return Reason.OTHER_YEAR
        if each.is_of_kind and not each.is_of_time:
            size = _by_size(figure, best.fact)
            return _other_time(best.fact, each.fact) if size is Reason.OTHER_FIGURE else size
    return None


def _supported(figure: ClaimFigure, match: Aligned, fitting: Sequence[Aligned]) -> Judged:
    if figure.is_new and says_total(match.fact):
        new = [each for each in fitting if says_new(each.fact) and each.fact.passage is match.fact.passage]
        if new and new[0].sameness >= match.sameness - _AS_GOOD and not agrees(figure, new[0].fact):
            return _contradicted(figure, new[0], Reason.TOTAL_AS_NEW)
    reason = Reason.AGREES if _how(figure, match.fact) is Agreement.EQUAL else Reason.CLOSE
    return Judged(figure, Verdict.SUPPORTED, reason, match.fact, match.sameness)


def _contradicted(figure: ClaimFigure, match: Aligned, reason: Reason) -> Judged:
    # A figure that may be another one contradicts nobody.
    if match.fact.is_doubtful:
        return Judged(figure, Verdict.NOT_FOUND, Reason.HARD_TO_READ, match.fact, match.sameness)
    return Judged(figure, Verdict.CONTRADICTED, reason, match.fact, match.sameness)


def _without_figure(figure: ClaimFigure, best: Aligned | None) -> Judged:
    """进出口总额下降 against 增长2.1倍."""
    if (
        best is None
        or figure.direction is Direction.NONE
        or best.sameness < _SURE
        or best.fact.direction is Direction.NONE
    ):
        return Judged(
            figure,
            Verdict.NOT_FOUND,
            Reason.NOT_SAID,
            best.fact if best else None,
            best.sameness if best else 0.0,
        )
    if best.fact.direction is figure.direction:
        return Judged(figure, Verdict.SUPPORTED, Reason.AGREES, best.fact, best.sameness)
    return _contradicted(figure, best, Reason.OTHER_DIRECTION)


def _how(figure: ClaimFigure, fact: Fact) -> Agreement:
    return agreement(figure.measure, fact.measure) if figure.measure else Agreement.NO


def agrees(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether a figure says what the claimed one says, and it went the same way."""
    return _how(figure, fact) is not Agreement.NO and not _is_other_way(figure, fact)


def _is_other_way(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether one rose and the other fell."""
    ways = {figure.direction, fact.direction}
    return ways == {Direction.UP, Direction.DOWN}


def _other_way(figure: ClaimFigure, found: Sequence[Aligned]) -> Aligned | None:
    """The figure that is the claimed one to the digit and went the other way: 增长10.4% for 下降10.4%."""
    for each in found:
        is_same = each.is_of_kind and each.is_of_time and each.sameness >= LIKELY
        if is_same and _is_other_way(figure, each.fact) and _how(figure, each.fact) is Agreement.EQUAL:
            return each
    return None


def _other_unit(figure: ClaimFigure, found: Sequence[Aligned]) -> Aligned | None:
    """The figure with the same digits in another unit or scale: 元 for 美元, 万吨 for 亿吨."""
    measure = figure.measure
    if measure is None or measure.dimension == RANK:
        return None
    for each in found:
        own = each.fact.measure
        is_other = not are_comparable(measure.dimension, own.dimension) or abs(measure.low) != abs(own.low)
        is_unit = own.dimension not in {"", RANK} and measure.dimension not in {"", RANK}
        is_currency = (
            is_unit
            and measure.dimension != own.dimension
            and _digits(figure.written) == _digits(each.fact.value)
        )
        if (
            each.sameness
            >= (_ALIKE_BUT_FOR_UNIT if is_currency and len(_digits(figure.written)) >= _FEW_DIGITS else SAME)
            and each.is_of_time
            and is_other
            and is_unit
            and has_same_digits(measure, own)
            and (_digits(figure.written) == _digits(each.fact.value) or len(_significant(measure)) > 1)
            and len(_digits(figure.written)) > 1
        ):
            return each
    return None


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))


def _significant(measure: Measure) -> str:
    return f"{abs(measure.low):f}".replace(".", "").strip("0")


def _cause(figure: ClaimFigure, best: Aligned, found: Sequence[Aligned], facts: Sequence[Fact]) -> Reason:
    """What was confused, by where the claimed figure stands."""
    if _is_other_way(figure, best.fact):
        return Reason.OTHER_DIRECTION
    if figure.measure is not None and figure.measure.dimension == RANK:
        return Reason.OTHER_RANK
    if (reason := _by_size(figure, best.fact)) is not Reason.OTHER_FIGURE:
        return reason
    same = (each for each in found if each.is_of_kind and _how(figure, each.fact) is not Agreement.NO)
    if (told := next((each for each in same if each.sameness >= SAME), None)) is not None:
        return _other_time(best.fact, told.fact)
    is_other = any(_is_same_otherwise(figure, fact, best.fact.role or Role.RESULT) for fact in facts)
    return Reason.OTHER_INDICATOR if is_other else Reason.OTHER_FIGURE


def _is_same_otherwise(figure: ClaimFigure, fact: Fact, role: Role) -> bool:
    """Whether a figure of anything at all, of the same year and role, is the claimed one to the digit."""
    return (
        _how(figure, fact) is Agreement.EQUAL and is_of_kind(figure, fact) and is_of_time(figure, fact, role)
    )


def _other_time(right: Fact, claimed: Fact) -> Reason:
    if right.role is not claimed.role and claimed.role is not None:
        return Reason.TARGET_AS_RESULT if claimed.role is Role.TARGET else Reason.RESULT_AS_TARGET
    return Reason.OTHER_YEAR


def _by_size(figure: ClaimFigure, fact: Fact) -> Reason:
    measure = figure.measure
    if measure is None or fact.kind is Kind.RANK:
        return Reason.OTHER_FIGURE
    if measure.bound in {Bound.ABOVE, Bound.AT_LEAST} and fact.measure.high <= measure.low:
        return Reason.THRESHOLD
    if measure.bound in {Bound.BELOW, Bound.AT_MOST} and fact.measure.low >= measure.low:
        return Reason.THRESHOLD
    distance = abs(measure.low - fact.measure.low)
    is_marked = measure.bound in {Bound.ABOUT, Bound.NEARLY}
    return (
        Reason.ROUNDING
        if is_marked and distance <= abs(measure.low) * 2 * type(measure.low)(str(_ROUNDED))
        else Reason.OTHER_FIGURE
    )
