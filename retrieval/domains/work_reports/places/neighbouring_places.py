"""How places that a text names stand to each other: side by side, or one in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.types import Joint, Mention, Place

_JOINED = re.compile(
    r"\s*(?:(?:19|20)\d\d年?\s*)?(?:[和与跟及比、,/，]|以及|或者?|还是|相?比|and|or|vs\.?|versus|than)\s*",
    re.IGNORECASE,
)
"""What stands between the sides of a comparison, the first of which may have its year: 嘉兴2019和金昌2019."""
_OF = re.compile(r"[\s,，(（]*(?:的|in|of|'s)?\s*", re.IGNORECASE)
"""What stands between a place and what it lies in."""
_JOINTS = {
    (False, False): Joint.NONE,
    (True, False): Joint.BESIDE,
    (False, True): Joint.OF,
    (True, True): Joint.EITHER,
}


def are_joined(text: str, one: Mention, other: Mention) -> bool:
    """Whether two mentions are sides of a comparison: 盘锦和大连, Wuhan or Hubei."""
    first, second = sorted((one, other), key=lambda each: each.start)
    return bool(_JOINED.fullmatch(text, first.end, second.start))


def with_joints(text: str, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a text, each with how it stands to the one before it."""
    joined = list(named[:1])
    for before, each in pairwise(named):
        is_beside, is_of = are_joined(text, before, each), is_right_after(text, before, each.start)
        joined.append(replace(each, joint=_JOINTS[is_beside, is_of]))
    return tuple(joined)


def lies_in(inner: Mention, outer: Mention) -> bool:
    """Whether one mention says where its neighbour lies: 江西 in 江西抚州, Jiangxi in Fuzhou, Jiangxi."""
    second = max(inner, outer, key=lambda each: each.start)
    is_right_beside = second.joint in {Joint.OF, Joint.EITHER}
    return is_right_beside and any(is_in_any(place, outer.candidates) for place in inner.candidates)


def side_by_side(named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first place of a text with those that are compared with it, or that one of them lies in."""
    kept = list(named[:1])
    for each in named[1:]:
        if not (
            each.joint in {Joint.BESIDE, Joint.EITHER} or lies_in(each, kept[-1]) or lies_in(kept[-1], each)
        ):
            break
        kept.append(each)
    return tuple(kept)


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
