"""The places that come with the package: the divisions of China, and a file of names that a person can edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from retrieval.domains.work_reports.places.divisions import divisions
from retrieval.domains.work_reports.places.place_names import level_of
from retrieval.language.normalizing import normalize
from retrieval.types import Level, Place

_NAMES, _ORDINARY_WORDS = "data/places.tsv", "data/ordinary_words.txt"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with the names that its full name does not tell."""

    place: Place
    english: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def shipped_places() -> list[NamedPlace]:
    """All of them; those of the file first, in its order: the likelier before the others of the same name."""
    rows = {row[0]: row for row in _rows(_NAMES)}
    listed = {place.name: place for place in divisions()}
    named = [_named(listed.get(name) or _unlisted(row), row) for name, row in rows.items()]
    return named + [NamedPlace(place) for name, place in listed.items() if name not in rows]


def ordinary_words() -> frozenset[str]:
    """Names of places that are words of their own."""
    return frozenset(word for row in _rows(_ORDINARY_WORDS) for word in row[0].split())


def _named(place: Place, row: tuple[str, ...]) -> NamedPlace:
    english, others = (_split(row, column) for column in (1, 2))
    return NamedPlace(place, english, others)


def _unlisted(row: tuple[str, ...]) -> Place:
    """A place that the list of divisions lacks: abroad, unless it says what it lies in."""
    parents = _split(row, 3)
    return Place(row[0], level_of(row[0]) if parents else Level.ABROAD, parents)


def _split(row: tuple[str, ...], column: int) -> tuple[str, ...]:
    cell = row[column] if column < len(row) else ""
    return tuple(filter(None, (name.strip() for name in cell.split(";"))))


def _rows(file: str) -> Iterator[tuple[str, ...]]:
    lines = files("retrieval.domains.work_reports").joinpath(file).read_text(encoding="utf-8").splitlines()
    return (
        (normalize(first), *rest)
        for first, *rest in (line.split("\t") for line in lines if line and not line.startswith("#"))
    )
