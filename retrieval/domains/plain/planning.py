"""What questions ask of documents of which no place or year is known: any of them may tell, the one they name first."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from retrieval.domain import Vocabulary
from retrieval.domains.plain.reading import PlainReader
from retrieval.domains.plain.titles import Titles
from retrieval.questions import follow_up
from retrieval.questions.question import understand, understand_message
from retrieval.ranking.agreement import Agreement, FigureSought
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import Asked, Document, DocumentId, Missing, Narrowing, QueryPlan, Route, RoutePart


class PlainPlanner:
    """Plans the questions that are asked of some documents; see `Planner`.

    去年 is no year here and a place no reason to look elsewhere: both are words to look for.
    """

    def __init__(self, documents: Sequence[Document], vocabulary: Vocabulary) -> None:
        """Take the documents in their order."""
        self._documents = tuple(document.id for document in documents)
        self._titles = Titles(documents)
        self._lexicon = vocabulary.lexicon(PlainReader())

    def plan(self, asked: Asked, previous: QueryPlan | None) -> QueryPlan:
        """See `Planner`; there is no place or year to choose here."""
        if isinstance(asked, Narrowing):
            return (
                follow_up.asked_again(previous, self._lexicon) if previous else understand("", self._lexicon)
            )
        return follow_up.complete(understand_message(asked, self._lexicon), previous, self._lexicon)

    def route(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Route:
        """See `Planner`: all documents, or those chosen; one whose title the question names comes first."""
        documents = tuple(key for key in self._documents if not chosen or key in chosen)
        weights = self._titles.priors(plan.embedding_text, documents)
        return Route((RoutePart(plan, None, None, documents, weights),))

    def agreement(self, plan: QueryPlan, sentence: AnnotatedSentence) -> Agreement:
        """See `Planner`: a year is told where it stands in so many figures."""
        return Agreement(year=float(any(str(year) in sentence.spoken for year in plan.years)))

    def aimed(self, plan: QueryPlan) -> QueryPlan | None:  # noqa: ARG002 - of no such documents
        """See `Planner`."""
        return None

    def figure(
        self,
        plan: QueryPlan,  # noqa: ARG002 - the protocol's
        selection: Selection,  # noqa: ARG002
    ) -> FigureSought | None:
        """See `Planner`: nobody reads the figures of plain documents."""
        return None

    def missing(
        self,
        plan: QueryPlan,  # noqa: ARG002 - the protocol's
        nearest: Sequence[AnnotatedSentence],  # noqa: ARG002
        selection: Selection,  # noqa: ARG002
    ) -> Missing | None:
        """See `Planner`: nobody knows."""
        return None
