"""Units of figures, from a file that a person can edit: what they measure, and how many of the base unit one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

_FILE = "data/units.tsv"
RANK = "rank"
"""The dimension of 第三位."""
BARE = ""
"""The dimension of a figure without a unit."""
_COUNTS = frozenset({"person", "thing", "yuan", BARE})
_SHARES = frozenset({"share", "points"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is written."""

    name: str
    dimension: str
    factor: Decimal
    """Base units of its dimension in one of it."""


@cache
def units() -> Mapping[str, Unit]:
    """The units by their names, those in Latin letters in lower case."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        name.lower(): Unit(name, dimension, Decimal(factor))
        for dimension, factor, names in rows
        for name in names.split(";")
    }


def are_comparable(one: str, other: str) -> bool:
    """Whether figures of two dimensions can be compared: 10227户 and 10227套 can, 3亿元 and 3亿美元 cannot.

    >>> are_comparable("person", "thing"), are_comparable("thing", ""), are_comparable("yuan", "dollar")
    (False, True, False)
    """
    return one == other or (BARE in {one, other} and {one, other} <= _COUNTS)


def is_share(dimension: str) -> bool:
    """Whether a dimension is that of % or 个百分点."""
    return dimension in _SHARES
