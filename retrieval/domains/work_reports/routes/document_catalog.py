"""All documents by place and year, as routing looks them up: built once, and only from their metadata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.types import Document, DocumentId, Level

_HEIGHTS = {level: height for height, level in enumerate(Level)}
"""The state before its provinces, and so on down."""


class DocumentCatalog:
    """Which documents there are of which place and year."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Sort the documents: of one year those of higher places first, of one place in the order given."""
        self._documents = tuple(sorted(documents, key=lambda each: _HEIGHTS[each.level]))
        catalog: dict[str, dict[int, list[DocumentId]]] = defaultdict(lambda: defaultdict(list))
        years: dict[int, list[DocumentId]] = defaultdict(list)
        for each in self._documents:
            if each.year is not None:
                years[each.year].append(each.id)
                if each.place:
                    catalog[each.place][each.year].append(each.id)
        self._shelves = {place: _frozen(shelf) for place, shelf in catalog.items()}
        self.by_year: Mapping[int, tuple[DocumentId, ...]] = _frozen(years)
        """Of any place; those without a year are left out."""
        self.everything: tuple[DocumentId, ...] = tuple(
            each.id for each in sorted(self._documents, key=lambda each: -(each.year or 0))
        )
        """All documents, the newest first; of one year those of higher places."""
        self.loose: tuple[DocumentId, ...] = tuple(each.id for each in documents if not _is_shelved(each))
        """Documents that do not tell their place or year: they may be about any."""
        self._of_state = frozenset(key for keys in self.of(STATE.name).values() for key in keys)
        self.places: AbstractSet[str] = frozenset(self._shelves)
        """Full names of the places that documents are about."""

    def of(self, place: str) -> Mapping[int, tuple[DocumentId, ...]]:
        """The documents of a place by year; none: nothing is about it."""
        return self._shelves.get(place, {})

    def of_state(self, among: Sequence[DocumentId]) -> tuple[DocumentId, ...]:
        """Those of some documents that are on the whole country, in their order."""
        return tuple(key for key in among if key in self._of_state)

    def nearest(self, place: str, year: int) -> tuple[DocumentId, ...]:
        """The documents of a place of the year nearest to one; none: nothing is about it."""
        shelf = self.of(place)
        return shelf[min(shelf, key=lambda each: (abs(each - year), -each))] if shelf else ()

    def only(self, chosen: AbstractSet[DocumentId]) -> DocumentCatalog:
        """Shelves with the chosen documents alone."""
        return DocumentCatalog([each for each in self._documents if each.id in chosen])

    @property
    def is_single(self) -> bool:
        """Whether there is nothing to choose: one document, or none that tells its place and year."""
        return len(self._documents) <= 1 or not self._shelves


def _frozen(shelf: Mapping[int, Iterable[DocumentId]]) -> dict[int, tuple[DocumentId, ...]]:
    return {year: tuple(shelf[year]) for year in sorted(shelf)}


def _is_shelved(document: Document) -> bool:
    return bool(document.place) and document.year is not None
