"""How places that a text names stand to each other: side by side, or one in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.types import Mention, Place

_JOINED = re.compile(
    r"\s*(?:[和与跟及比、,/，]|以及|或者?|还是|相?比|and|or|vs\.?|versus|than)\s*", re.IGNORECASE
)
"""What stands between the sides of a comparison."""
_OF = re.compile(r"[\s,，(（]*(?:的|in|of|'s)?\s*", re.IGNORECASE)
"""What stands between a place and what it lies in."""


def are_joined(text: str, one: Mention, other: Mention) -> bool:
    """Whether two mentions are sides of a comparison: 盘锦和大连, Wuhan or Hubei."""
    first, second = sorted((one, other), key=lambda each: each.start)
    return bool(_JOINED.fullmatch(text, first.end, second.start))


def lies_in(text: str, inner: Mention, outer: Mention) -> bool:
    """Whether one mention says where the other lies: 江西 in 江西抚州, Jiangxi in Fuzhou, Jiangxi."""
    first, second = sorted((inner, outer), key=lambda each: each.start)
    is_beside = bool(_OF.fullmatch(text, first.end, second.start))
    return is_beside and any(is_in_any(place, outer.candidates) for place in inner.candidates)


def side_by_side(text: str, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first place of a text with those that are compared with it, or that one of them lies in."""
    kept = list(named[:1])
    for each in named[1:]:
        if not (
            are_joined(text, kept[-1], each) or lies_in(text, each, kept[-1]) or lies_in(text, kept[-1], each)
        ):
            break
        kept.append(each)
    return tuple(kept)


def are_of(text: str, named: Sequence[Mention]) -> bool:
    """Whether mentions stand in a text, and were not taken over from the question before."""
    return all(text.startswith(each.text, each.start) for each in named)


def told_apart(found: list[Mention], text: str) -> list[Mention]:
    """The mentions, less what each cannot be beside its neighbour: 福州, and Fuzhou in Jiangxi."""
    found = list(found)
    for at, (first, second) in enumerate(pairwise(found)):
        if _OF.fullmatch(text, first.end, second.start):
            for here, other in ((at, second), (at + 1, first)):
                fitting = tuple(
                    place for place in found[here].candidates if is_in_any(place, other.candidates)
                )
                if fitting:
                    found[here] = replace(found[here], candidates=fitting)
    return found


def is_right_after(text: str, before: Mention, start: int) -> bool:
    """Whether nothing stands between a mention and an offset but what may part a place from what it lies in."""
    return bool(_OF.fullmatch(text, before.end, start))


def is_in_any(place: Place, wholes: Iterable[Place]) -> bool:
    """Whether a place lies in one of others."""
    return any(whole.name in place.parents for whole in wholes)
