"""A domain that fails on a question costs its own knowledge only: its documents are then asked as plain ones."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from retrieval.domain import Domain, Planner, Vocabulary
from retrieval.domains.plain import Plain
from retrieval.ranking.agreement import Agreement, FigureSought
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import Asked, Document, DocumentId, Missing, QueryPlan, Route

Told = TypeVar("Told")
_logger = logging.getLogger(__name__)


class SafePlanner:
    """The planner of a domain, and that of plain documents where it fails; see `Planner`."""

    def __init__(self, domain: Domain, documents: Sequence[Document], vocabulary: Vocabulary) -> None:
        self._name = domain.name
        self._plain = Plain().planner(documents, vocabulary)
        self._planner: Planner = self._plain
        self._has_failed = False
        try:
            self._planner = domain.planner(documents, vocabulary)
        except Exception as error:  # noqa: BLE001 - whatever a domain raises
            self._tell(error)

    def plan(self, asked: Asked, previous: QueryPlan | None) -> QueryPlan:
        """See `Planner`."""
        return self._asked(lambda planner: planner.plan(asked, previous))

    def route(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Route:
        """See `Planner`."""
        return self._asked(lambda planner: planner.route(plan, chosen))

    def agreement(self, plan: QueryPlan, sentence: AnnotatedSentence) -> Agreement:
        """See `Planner`."""
        return self._asked(lambda planner: planner.agreement(plan, sentence))

    def aimed(self, plan: QueryPlan) -> QueryPlan | None:
        """See `Planner`."""
        return self._asked(lambda planner: planner.aimed(plan))

    def figure(self, plan: QueryPlan, selection: Selection) -> FigureSought | None:
        """See `Planner`."""
        return self._asked(lambda planner: planner.figure(plan, selection))

    def missing(
        self, plan: QueryPlan, nearest: Sequence[AnnotatedSentence], selection: Selection
    ) -> Missing | None:
        """See `Planner`."""
        return self._asked(lambda planner: planner.missing(plan, nearest, selection))

    def _asked(self, ask: Callable[[Planner], Told]) -> Told:
        try:
            return ask(self._planner)
        except Exception as error:  # noqa: BLE001 - whatever a domain raises
            self._tell(error)
            return ask(self._plain)

    def _tell(self, error: Exception) -> None:
        """Say once what failed, without the words of the question, and ask as plain documents from now on."""
        if not self._has_failed:
            _logger.error(
                "The domain %s fails on questions (%s): its documents are asked as plain ones",
                self._name,
                type(error).__name__,
            )
        self._planner, self._has_failed = self._plain, True
