"""The slots of a plan that only a kind of documents gives a meaning to: read by its domain, carried on by the core."""

from __future__ import annotations

from typing import Protocol

from retrieval.types import QueryPlan


class SlotReader(Protocol):
    """Reads what questions say of when, of where, and of what came about or is planned. Holds no state."""

    @property
    def is_dated(self) -> bool:
        """Whether all documents have a date of their own: words that only say when are then not looked up in them."""
        ...

    def read(self, plan: QueryPlan) -> QueryPlan:
        """A plan of which only the text is known, with these slots; its text may be written out (赣州21 is 赣州21年)."""
        ...

    def meant_after(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
        """A plan as it is meant after the question before it, of which it has taken over nothing yet."""
        ...

    def is_told(self, plan: QueryPlan, previous: QueryPlan) -> bool:
        """Whether the documents tell of when a plan asks what they were asked for before: a result, or a target."""
        ...

    def opposite(self, plan: QueryPlan) -> tuple[int, ...]:
        """What is compared with the time that a plan names, where nothing else was named: this year with 去年."""
        ...

    def located(self, plan: QueryPlan) -> QueryPlan:
        """A plan whose text was put together from two, with what it names where that stands in the text."""
        ...

    def carried(self, plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
        """A completed plan with what is remembered of the question before it, though it is not asked about again."""
        ...
