"""What questions ask of documents of which no place or year is known: any of them may tell."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from retrieval.domain import Vocabulary
from retrieval.domains.plain.reading import PlainReader
from retrieval.questions import follow_up
from retrieval.questions.question import understand_message
from retrieval.types import Document, DocumentId, QueryPlan, Route, RoutePart


class PlainPlanner:
    """Plans the questions that are asked of some documents; see `Planner`.

    去年 is no year here and a place no reason to look elsewhere: both are words to look for.
    """

    def __init__(self, documents: Sequence[Document], vocabulary: Vocabulary) -> None:
        """Take the documents in their order."""
        self._documents = tuple(document.id for document in documents)
        self._lexicon = vocabulary.lexicon(PlainReader())

    def plan(self, text: str, previous: QueryPlan | None) -> QueryPlan:
        """See `Planner`."""
        return follow_up.complete(understand_message(text, self._lexicon), previous, self._lexicon)

    def route(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Route:
        """See `Planner`: all documents, or those chosen."""
        documents = tuple(key for key in self._documents if not chosen or key in chosen)
        return Route((RoutePart(plan, None, None, documents, (0.0,) * len(documents)),))
