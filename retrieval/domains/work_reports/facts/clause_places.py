"""Whether a sentence of a report tells of another place than the report: of a county below it, of the province above it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Set
from functools import lru_cache

from retrieval.domains.work_reports.places.place_names import short_name
from retrieval.types import Document, Level, Place

_BEFORE = r"(?:^|[,、:和与及在]|其中|支持|推动|推进|加快|确保|重点)"
"""What stands before the place that a clause is about."""
_BEGINNING = re.compile(_BEFORE)
_WIDER = {Level.STATE: "(?!)", Level.PROVINCE: "全国", Level.PREFECTURE: "全[国省区]"}
_WIDEST = "全[国省市州盟]"
_OF_WIDER = r"(?!重点|级|统一|性|一流|平均|第|首|文明|百强)[^,、]*$"
_KEPT = 64


class ClausePlaces:
    """Finds the names of other places where a clause begins with them."""

    def __init__(self, places: Iterable[Place], ordinary: frozenset[str]) -> None:
        """Learn the places.

        Args:
            places: all that are known, with what they lie in.
            ordinary: short names that are words of their own.
        """
        self._places = tuple(places)
        self._ordinary = ordinary
        self._others = lru_cache(_KEPT)(self._names_of_others)
        self._lower = lru_cache(_KEPT)(self._names_of_lower)

    def are_in(self, document: Document, sentence: str) -> bool:
        """Whether a clause of a narrowed sentence begins with another place than the document's."""
        return bool(_begun_with(sentence, *self._others(document.place)))

    def lower_in(self, document: Document, sentence: str) -> str:
        """The place below the document's with which a clause of a narrowed sentence begins; empty: none does."""
        return _begun_with(sentence, *self._lower(document.place))

    def _names_of_lower(self, own: str) -> tuple[frozenset[str], int]:
        """The names of places that lie in one, and how long the longest is."""
        lower = (place.name for place in self._places if own and own in place.parents)
        return self._kept({each for name in lower for each in (name, short_name(name))}, own)

    def _names_of_others(self, own: str) -> tuple[frozenset[str], int]:
        """The names of other places that a clause may be about, and how long the longest is."""
        names: set[str] = set()
        for place in self._places:
            if own in place.parents or place.level in {Level.PROVINCE, Level.PREFECTURE}:
                names |= {place.name, short_name(place.name)}
        return self._kept(names, own)

    def _kept(self, names: Set[str], own: str) -> tuple[frozenset[str], int]:
        kept = frozenset(name for name in names - self._ordinary if len(name) > 1 and name not in own)
        return kept, max(map(len, kept), default=0)


def _begun_with(sentence: str, names: Container[str], longest: int) -> str:
    for begin in _BEGINNING.finditer(sentence):
        for length in range(2, longest + 1):
            name = sentence[begin.end() : begin.end() + length]
            if name in names:
                return name
    return ""


def is_of_wider(document: Document, clause: str) -> bool:
    """Whether the words before a figure say that it is of the country, or of the province, above the document's place.

    >>> from retrieval.types import DocumentId
    >>> is_of_wider(Document(DocumentId(""), "", "", "盘锦市", 2018, "", "", Level.PREFECTURE), "占全省")
    True
    """
    return bool(re.search(_WIDER.get(document.level, _WIDEST) + _OF_WIDER, clause))
