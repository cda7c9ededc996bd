"""One figure of a claim that one report contradicts and another supports: both are shown, and which says what."""

from __future__ import annotations

from dataclasses import replace

from retrieval.domains.work_reports.checking.agreement import Agreement, agreement
from retrieval.domains.work_reports.checking.alignment import SAME, sameness
from retrieval.domains.work_reports.checking.judging import Judged
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.fact_types import Reason, Verdict
from retrieval.types import Role


def told_differently(first: Judged, judged: Judged) -> Judged:
    """The judgement by all reports, with what the first of them says if only the others agree with the claim.

    Args:
        first: by the report whose job it is to tell.
        judged: by all.
    """
    is_other = first.verdict is Verdict.CONTRADICTED and first.reason is Reason.OTHER_FIGURE
    if not is_other or judged.verdict is not Verdict.SUPPORTED or first.fact is None or judged.fact is None:
        return judged
    if first.fact.document.id == judged.fact.document.id:
        return judged
    return replace(judged, reason=Reason.REPORTS_DIFFER, against=first.fact)


def as_restated(judged: Judged, fact: Fact) -> Judged | None:
    """The judgement that a later report makes of a figure that another one contradicts; None: it does not say it so."""
    figure = judged.figure
    if figure.measure is None or agreement(figure.measure, fact.measure) is not Agreement.EQUAL:
        return None
    is_it = fact.kind is figure.kind and fact.years == figure.years and fact.role is not Role.TARGET
    alike = sameness(figure, fact)
    if not is_it or alike < SAME or judged.fact is None:
        return None
    return Judged(figure, Verdict.SUPPORTED, Reason.REPORTS_DIFFER, fact, alike, judged.fact)
