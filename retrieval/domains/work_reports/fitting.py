"""Whether what was found fits the years, the role and the places that a question asks about."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.domains.work_reports.places.place_names import short_name
from retrieval.ranking.agreement import Agreement
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import Missing, QueryPlan, Role

_SINGLE = 2
"""Years a sentence may name and still speak of each (2016年比2015年)."""
_OF_SEVERAL = 0.2
"""How well a sentence about five years at once answers for one of them."""


def agreement(plan: QueryPlan, sentence: AnnotatedSentence) -> Agreement:
    """How far a sentence speaks of the years of a plan, and whether it tells a result or a target as asked."""
    return Agreement(_of_years(plan.years, sentence), _of_roles(plan.role, sentence.sentence.role))


def missing(plan: QueryPlan, nearest: Sequence[AnnotatedSentence], selection: Selection) -> Missing | None:
    """What a plan asks about and nothing that was searched is about; None: nothing is known to be missing.

    Args:
        plan: the question.
        nearest: the best sentence of each of the nearest paragraphs, best first.
        selection: what was searched.
    """
    if plan.years and selection.is_dated and not _speaks_of(plan.years, nearest, selection):
        return Missing.YEAR
    return Missing.PLACE if nearest and _is_elsewhere(plan, nearest) else None


def _of_years(asked: Sequence[int], sentence: AnnotatedSentence) -> float:
    told = sentence.sentence.years
    if not asked:
        return 0.0
    if any(year not in told and str(year) in sentence.spoken for year in asked):
        # A year inside a name: 健康盘锦2030.
        return 1.0
    if not told:
        return 0.0
    if not told.intersection(asked):
        return -1.0
    return 1.0 if len(told) <= max(_SINGLE, len(asked)) else _OF_SEVERAL


def _of_roles(asked: Role | None, told: Role | None) -> float:
    if asked is None or told is None:
        return 0.0
    return 1.0 if asked is told else -1.0


def _speaks_of(years: Sequence[int], nearest: Sequence[AnnotatedSentence], selection: Selection) -> bool:
    """Whether what was searched speaks of one of the years, be it inside a name: 中国制造2025."""
    if selection.years.intersection(years):
        return True
    return any(str(year) in each.passage.text for each in nearest for year in years)


def _is_elsewhere(plan: QueryPlan, nearest: Sequence[AnnotatedSentence]) -> bool:
    """Whether places are named, none of which the document or the paragraph is about.

    A place that a question begins with is where it is asked about. One in the midst of it, as in 哪家公司在香港上市,
    belongs to its subject, and it is enough that one of the nearest paragraphs speaks of it.
    """
    begins_with_place = any(not mention.start for mention in plan.named)
    looked_at = nearest[:1] if begins_with_place else nearest
    known = " ".join(_about(each) for each in looked_at)
    return bool(plan.places) and not any(name in known for names in plan.places for name in names)


def _about(sentence: AnnotatedSentence) -> str:
    document, passage = sentence.document, sentence.passage
    return f"{short_name(document.place)} {document.title} {' '.join(passage.section)} {passage.text}"
