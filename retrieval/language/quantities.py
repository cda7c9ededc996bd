"""The figures that a text gives, of which kinds they are, and whether it gives a day.

Years, dates, numbers that are part of a name (第七次, “十三五”) and figures of speech (一批) are no figures.
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.language.measures import Measure, measures
from retrieval.language.numerals import DATE
from retrieval.language.units import is_share, units

_LEAST = 2
"""A numeral below counts nothing: 一批, 一项重大任务; 两级 and 二倍 are answers."""
_KINDS = {
    "money": "yuan dollar hong_kong_dollar euro yen",
    "weight": "mass",
    "area": "area",
    "length": "length",
    "volume": "volume",
    "power": "power energy",
    "time": "day hour minute second year_long month_long age",
    "count": "person thing",
    "grade": "grade",
    "data": "data",
    "temperature": "temperature",
}
SHARE = "share"
UNIT_KINDS = (SHARE, *_KINDS)
"""The kinds of figures there are, in a fixed order."""
_KIND_OF = {dimension: kind for kind, dimensions in _KINDS.items() for dimension in dimensions.split()}
_SHARES = frozenset({"times", "doublings"})


def quantities(text: str) -> list[Measure]:
    """The figures of a text, small ones too, in their order.

    >>> [bool(quantities(text)) for text in ("分为两级", "完善“七五”规划", "建设一批学校")]
    [True, False, False]
    """
    return measures(text, _LEAST)


def kinds(found: Iterable[Measure]) -> frozenset[str]:
    """What kinds of figures these are; see `UNIT_KINDS`. A bare number is of none."""
    return frozenset(kind for each in found if (kind := _kind(each.dimension)))


def kind_of_unit(unit: str) -> str:
    """The kind of figure that a unit belongs to; empty: none known.

    >>> kind_of_unit("亿元"), kind_of_unit("%"), kind_of_unit("家")
    ('money', 'share', 'count')
    """
    if unit in {"亿", "万亿"}:
        return "money"
    if (plain := units().get(unit.lower())) is not None:
        return _kind(plain.dimension)
    return next(iter(kinds(measures(f"10{unit}"))), "")


def has_date(text: str) -> bool:
    """Whether a text gives a day."""
    return bool(DATE.search(text))


def _kind(dimension: str) -> str:
    return SHARE if is_share(dimension) or dimension in _SHARES else _KIND_OF.get(dimension, "")
