"""What a question says of when and of what is planned, where the documents tell no more of it than their words do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retrieval.language.question_words.intention import role_in
from retrieval.language.time_words import years_in
from retrieval.types import QueryPlan


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads only what a question names itself: 去年 is no year here, and a place a word to look for; see `SlotReader`."""

    is_dated: bool = False

    def read(self, plan: QueryPlan) -> QueryPlan:
        """See `SlotReader`."""
        years, role = years_in(plan.normalized, None), role_in(plan.normalized)
        return replace(plan, years=years, role=role, of_unknown_kind=True)

    def meant_after(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:  # noqa: ARG002 - the protocol's
        """See `SlotReader`."""
        return plan

    def is_told(self, plan: QueryPlan, previous: QueryPlan) -> bool:  # noqa: ARG002 - the protocol's
        """See `SlotReader`: nobody knows."""
        return False

    def opposite(self, plan: QueryPlan) -> tuple[int, ...]:  # noqa: ARG002 - the protocol's
        """See `SlotReader`: when a document speaks of is not known."""
        return ()

    def located(self, plan: QueryPlan) -> QueryPlan:
        """See `SlotReader`."""
        return plan

    def carried(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:  # noqa: ARG002 - the protocol's
        """See `SlotReader`."""
        return plan
