"""The values of a table -> which is the highest and which the lowest, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from retrieval.domains.work_reports.facts.records import Direction, Fact, Kind
from retrieval.language.units import BARE, are_comparable
from retrieval.types import Cell, Outcome, Reading


@dataclass(frozen=True, slots=True)
class Read:
    """A cell with the figure it quotes; None: it is empty."""

    cell: Cell
    fact: Fact | None


def reading_of(read: Sequence[Read]) -> Reading:
    """Compare the values of some cells."""
    given = [(at, each.cell, each.fact) for at, each in enumerate(read) if each.fact is not None]
    if len(given) < 2:  # noqa: PLR2004 - two sides
        return Reading()
    dimensions = {_sort(fact.measure.dimension) for *_, fact in given}
    if not all(are_comparable(one, other) for one in dimensions for other in dimensions):
        return Reading(Outcome.OTHER_UNITS)
    if len({cell.role for _, cell, _ in given}) > 1:
        return Reading(Outcome.OTHER_ROLES)
    worths = {at: _worth(fact) for at, _, fact in given}
    low, high = min(worths.values()), max(worths.values())
    highest, lowest = (tuple(at for at, worth in worths.items() if worth == end) for end in (high, low))
    return Reading(Outcome.EQUAL if low == high else Outcome.DIFFERENT, highest, lowest)


def _sort(dimension: str) -> str:
    """What is counted of one indicator, 岗位 by 个 or workers by 人, can be compared."""
    return "thing" if dimension in {"person", "thing", BARE} else dimension


def _worth(fact: Fact) -> tuple[Decimal, Decimal]:
    """What a figure is compared by: its lower end, then its upper one; of a fall the negative."""
    sign = -1 if fact.kind is Kind.GROWTH and fact.direction is Direction.DOWN and fact.measure.low > 0 else 1
    low, high = sign * fact.measure.low, sign * fact.measure.high
    return (min(low, high), max(low, high))
