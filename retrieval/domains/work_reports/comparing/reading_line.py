"""One sentence about a table, from comparing what is written in its cells: highest, lowest, equal, up, down.

Nothing is computed: no difference, no mean. Where written values cannot be compared, it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from retrieval.domains.work_reports.comparing.asked import Comparison, Wish
from retrieval.domains.work_reports.facts.records import Direction, Fact, Kind
from retrieval.fact_types import Cell
from retrieval.language.units import BARE, are_comparable
from retrieval.types import Language

_SHOWN = 5
"""Places or years that are named where several have the same value."""


@dataclass(frozen=True, slots=True)
class Read:
    """A cell with the figure it quotes; None: it is empty."""

    cell: Cell
    fact: Fact | None


def reading_line(asked: Comparison, read: Sequence[Read]) -> str:
    """The sentence; empty where fewer than two cells have a value."""
    given = [(each, _worth(each.fact)) for each in read if each.fact is not None]
    if len(given) < 2:  # noqa: PLR2004 - two sides
        return ""
    texts = _ENGLISH if asked.language is Language.ENGLISH else _CHINESE
    dimensions = {_sort(each.fact.measure.dimension) for each, _ in given if each.fact}
    if not all(are_comparable(one, other) for one in dimensions for other in dimensions):
        return texts["incomparable"]
    if len({role for role in asked.roles}) > 1:
        return texts["mixed"]
    worths = [worth for _, worth in given]
    low, high = min(worths), max(worths)
    count = f"{len(given)}/{len(read)}"
    if low == high:
        return texts["equal"].format(value=given[0][0].cell.value, count=count)
    top = _named([each for each, worth in given if worth == high], asked)
    bottom = _named([each for each, worth in given if worth == low], asked)
    first = texts["lowest"].format(what=bottom, count=count), texts["highest"].format(what=top, count=count)
    ordered = first if asked.wish is Wish.LOWEST else first[::-1]
    return texts["join"].join(ordered) + texts["counted"].format(count=count)


def _sort(dimension: str) -> str:
    """What is counted of one indicator, 岗位 by 个 or workers by 人, can be compared."""
    return "thing" if dimension in {"person", "thing", BARE} else dimension


def _worth(fact: Fact) -> tuple[Decimal, Decimal]:
    """What a figure is compared by: its lower end, then its upper one; of a fall the negative."""
    sign = -1 if fact.kind is Kind.GROWTH and fact.direction is Direction.DOWN and fact.measure.low > 0 else 1
    low, high = sign * fact.measure.low, sign * fact.measure.high
    return (min(low, high), max(low, high))


def _named(cells: Sequence[Read], asked: Comparison) -> str:
    is_one_place, is_one_year = len(asked.places) == 1, len(asked.years) == 1
    names = []
    for each in cells[:_SHOWN]:
        place = "" if is_one_place else each.cell.place
        year = "" if is_one_year else f"{each.cell.year}"
        names.append(f"{place}{year} {each.cell.value}".strip())
    more = "…" if len(cells) > _SHOWN else ""
    return ("、" if asked.language is not Language.ENGLISH else ", ").join(names) + more


_CHINESE = {
    "incomparable": "单位不同，无法比较。",
    "mixed": "一边是完成数，一边是目标，只并列，不比高低。",
    "equal": "写明的数值相同：{value}（{count}）。",
    "highest": "最高：{what}",
    "lowest": "最低：{what}",
    "join": "；",
    "counted": "（{count}有数值）。",
}
_ENGLISH = {
    "incomparable": "The units differ, so the values cannot be compared.",
    "mixed": "Results and targets stand side by side; they are not ranked.",
    "equal": "The written values are equal: {value} ({count}).",
    "highest": "Highest: {what}",
    "lowest": "Lowest: {what}",
    "join": "; ",
    "counted": " ({count} cells have a value).",
}
