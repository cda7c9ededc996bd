"""Whether a question compares figures, so that a table answers it."""

from __future__ import annotations

from retrieval.domains.work_reports.comparing.asked import Comparison
from retrieval.types import QueryPlan, Wanted


def may_compare(plan: QueryPlan) -> bool:
    """Whether a plan may be one of several figures: it asks no reason, nothing of a stretch of years, and of no one report."""
    return not (
        plan.act is not None
        or plan.wanted is Wanted.REASON
        or plan.details.is_other_stretch
        or plan.asks_occasion
        or plan.time.report is not None
        or plan.where.are_together
        or plan.where.unknown
    )


def compares(asked: Comparison) -> bool:
    """Whether a question asks for the figures of several places or years one beside the other.

    哪年 alone asks for a year; with 最高 or an indicator's 历年 it asks for the figures of all years.
    """
    if not (asked.indicator or asked.words) or not asked.places or not asked.years:
        return False
    if len(asked.places) * len(asked.years) < 2:  # noqa: PLR2004 - two sides
        return False
    return asked.over_places or asked.over_years or (asked.over_course and bool(asked.indicator))
