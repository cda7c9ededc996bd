"""What questions ask of work reports: of which place and year, and which reports may tell."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from retrieval.domain import Vocabulary
from retrieval.domains.work_reports import fitting
from retrieval.domains.work_reports.places.gazetteer import STATE, Gazetteer, shipped_gazetteer
from retrieval.domains.work_reports.questions.asked_again import narrowed
from retrieval.domains.work_reports.questions.reading import ReportReader
from retrieval.domains.work_reports.questions.unplaced_question import without_location
from retrieval.domains.work_reports.recorded import FigureFinder
from retrieval.domains.work_reports.routes import routing
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.questions import follow_up
from retrieval.questions.question import understand, understand_message
from retrieval.ranking.agreement import Agreement, FigureSought
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import (
    Asked,
    Document,
    DocumentId,
    Missing,
    Narrowing,
    QueryPlan,
    Role,
    Route,
    RoutePart,
    Wanted,
)

_OF_STATE = 2
"""Reports on the whole country that are looked into, whatever they say, where a question names no place: that whose job
it is to tell, and the next likely; of no year in particular, the newest."""


class ReportPlanner:
    """Plans the questions that are asked of some reports; see `Planner`."""

    def __init__(self, documents: Sequence[Document], vocabulary: Vocabulary) -> None:
        """Learn the places and years of the reports."""
        has_places = any(document.place for document in documents)
        self._catalog = DocumentCatalog(documents)
        self._figures = FigureFinder(vocabulary.glossary)
        gazetteer = shipped_gazetteer().with_documents(documents) if has_places else Gazetteer(())
        years = frozenset(document.year for document in documents if document.year)
        self._lexicon = vocabulary.lexicon(ReportReader(gazetteer, years))

    def plan(self, asked: Asked, previous: QueryPlan | None) -> QueryPlan:
        """See `Planner`."""
        if isinstance(asked, Narrowing):
            return narrowed(previous, asked, self._lexicon) if previous else understand("", self._lexicon)
        return follow_up.complete(understand_message(asked, self._lexicon), previous, self._lexicon)

    def route(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Route:
        """See `Planner`; in the reports of one place its name is looked up no more."""
        found = routing.route(plan, self._catalog, chosen)
        if found.is_open:
            always = self._catalog.of_state(found.parts[0].documents)[:_OF_STATE]
            return replace(found, parts=self._with_nearest(found.parts), always=always, usual=STATE.name)
        located = (
            replace(part, question=without_location(part.question, part.place, self._lexicon))
            for part in found.parts
        )
        return replace(found, parts=self._with_nearest(tuple(located)))

    def agreement(self, plan: QueryPlan, sentence: AnnotatedSentence) -> Agreement:
        """See `Planner`."""
        return fitting.agreement(plan, sentence)

    def aimed(self, plan: QueryPlan) -> QueryPlan | None:
        """See `Planner`: the target of the one year that a result is asked of."""
        if not plan.asks_reached or len(plan.years) != 1 or not plan.indicators:
            return None
        return replace(plan, role=Role.TARGET, may_be_target=True, asks_reached=False, wanted=Wanted.NUMBER)

    def figure(self, plan: QueryPlan, selection: Selection) -> FigureSought | None:
        """See `Planner`."""
        return self._figures.find(plan, selection)

    def missing(
        self, plan: QueryPlan, nearest: Sequence[AnnotatedSentence], selection: Selection
    ) -> Missing | None:
        """See `Planner`."""
        return fitting.missing(plan, nearest, selection)

    def _with_nearest(self, parts: Sequence[RoutePart]) -> tuple[RoutePart, ...]:
        return tuple(replace(part, nearest=self._nearest(part)) for part in parts)

    def _nearest(self, part: RoutePart) -> tuple[DocumentId, ...]:
        """The reports of the place of the year nearest to the one that is missing."""
        absence = part.absence
        if part.documents or absence is None or absence.year is None:
            return ()
        return self._catalog.nearest(absence.place, absence.year)
