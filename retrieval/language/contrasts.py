"""Words that exclude one another, from a file that a person can edit: 城镇 and 农村, 新开工 and 竣工.

Two clauses of one list differ in nothing else, and neither vectors nor rare words tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from retrieval.types import Contrast

_FILE = "data/contrasts.tsv"

Sides = tuple[tuple[str, ...], ...]
"""The sides of one contrast, each in several words."""


class Contrasts:
    """Tells whether a text speaks of the other side than a question."""

    def __init__(self, contrasts: Iterable[Sides]) -> None:
        self._contrasts = tuple(contrasts)

    def taken(self, question: str) -> tuple[Contrast, ...]:
        """The sides that a question, normalised and in lower case, takes: of each contrast at most one."""
        found = []
        for sides in self._contrasts:
            named = [side for side in sides if any(word in question for word in side)]
            if len(named) == 1:
                others = tuple(word for side in sides if side is not named[0] for word in side)
                found.append(Contrast(named[0], others))
        return tuple(found)

    def is_side(self, text: str) -> bool:
        """Whether a text is nothing but a word of a side: 城镇."""
        return any(text in side for sides in self._contrasts for side in sides)

    def swapped(self, former: str, new: str) -> str:
        """A former question with its side of a contrast replaced by the one a fragment names; empty: there is none.

        >>> Contrasts([(("城镇",), ("农村",))]).swapped("去年农村居民收入多少", "城镇的")
        '去年城镇居民收入多少'
        """
        for sides in self._contrasts:
            named = [word for side in sides for word in side if word in new]
            said = [word for side in sides for word in side if word in former]
            if len(named) == 1 and said and named[0] not in former:
                return former.replace(max(said, key=len), named[0])
        return ""


def is_other_side(text: str, taken: Iterable[Contrast]) -> bool:
    """Whether a text has words of another side and none of the question's.

    >>> is_other_side("农村居民收入14933元", [Contrast(("城镇", "城里"), ("农村",))])
    True
    """
    return any(
        any(word in text for word in each.others) and not any(word in text for word in each.own)
        for each in taken
    )


@cache
def shipped_contrasts() -> Contrasts:
    """The contrasts that come with the package."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Contrasts(tuple(tuple(side.split("；")) for side in row) for row in rows)
