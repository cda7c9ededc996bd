"""A figure that contradicts, and the report of another place that gives the claimed one of the same thing: 青岛 for 宁波."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from retrieval.domains.work_reports.checking.agreement import Agreement, agreement
from retrieval.domains.work_reports.checking.alignment import SAME, is_of_kind, is_of_time, sameness
from retrieval.domains.work_reports.checking.claims import ClaimFigure
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.types import Document, DocumentId, Level, Role

_MOST_READ = 24
"""Reports of other places that are looked into: those of a province's cities."""


class OtherPlaces:
    """Finds whose figure a claim tells of the wrong place."""

    def __init__(
        self,
        documents: Sequence[Document],
        catalog: DocumentCatalog,
        facts_of: Callable[[DocumentId, tuple[str, ...]], Sequence[Fact]],
    ) -> None:
        """Make ready.

        Args:
            documents: of all places.
            catalog: the same by place and year.
            facts_of: the figures of a document in the paragraphs that have one of some words.
        """
        self._catalog = catalog
        self._facts_of = facts_of
        self._beside = _by_neighbourhood(documents)

    def told_of(self, figure: ClaimFigure, digits: str, place: str, role: Role) -> Fact | None:
        """The figure of another place of the same province and level that is the claimed one to the digit; None: none is.

        Args:
            figure: of the claim, which names its year.
            digits: its own, as reports may write them.
            place: that the claim names.
            role: that it speaks in.
        """
        ahead = 0 if role is Role.TARGET else 1
        reports = [
            key
            for other in self._beside.get(place, ())
            for year in figure.years
            for key in self._catalog.of(other).get(year + ahead, ())
        ]
        for key in reports[:_MOST_READ]:
            for fact in self._facts_of(key, (digits,)):
                if _is_it(figure, fact, role):
                    return fact
        return None


def _is_it(figure: ClaimFigure, fact: Fact, role: Role) -> bool:
    is_equal = figure.measure is not None and agreement(figure.measure, fact.measure) is Agreement.EQUAL
    is_of_same = is_of_kind(figure, fact) and is_of_time(figure, fact, role)
    return is_equal and is_of_same and sameness(figure, fact) >= SAME


def _by_neighbourhood(documents: Sequence[Document]) -> Mapping[str, tuple[str, ...]]:
    """For each place the others of its province and level."""
    together: dict[tuple[str, Level], dict[str, None]] = defaultdict(dict)
    for each in documents:
        if each.place:
            together[each.province, each.level][each.place] = None
    return {
        place: tuple(other for other in places if other != place)
        for places in together.values()
        for place in places
    }
