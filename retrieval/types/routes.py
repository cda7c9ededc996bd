"""The records of a route: where to look for what a question asks, and what is not there at all."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.types.answers import Absence
from retrieval.types.documents import DocumentId
from retrieval.types.query_plan import Place, QueryPlan


@dataclass(frozen=True, slots=True)
class RoutePart:
    """One thing to look up, and where."""

    question: QueryPlan
    """For this part alone: it names no other place or year of the comparison."""
    place: Place | None
    year: int | None
    documents: tuple[DocumentId, ...]
    """The likeliest first; none: there is nowhere to look."""
    weights: tuple[float, ...]
    """For each document, how likely it tells, before it is read: 0 most, down to -2."""
    absence: Absence | None = None
    """What is missing. With documents: the one whose job it is, and others that might tell are given."""
    nearest: tuple[DocumentId, ...] = ()
    """Where there is nowhere to look: documents whose passages are shown as the nearest; none: there are none."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where to look for the answer to a question."""

    parts: tuple[RoutePart, ...]
    """One; or in the order asked, one for each side of a comparison or for each place a name may mean."""
    is_ambiguous: bool = False
    """The parts are alternatives: the question may mean any one of them."""
    is_open: bool = False
    """No place was named where there are several: the part holds the documents of all."""
    always: tuple[DocumentId, ...] = ()
    """Where the place is open: documents that are looked into whatever they say."""
    usual: str = ""
    """Where the place is open: the one that is asked about most, of those that may be meant alike."""
