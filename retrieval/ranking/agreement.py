"""How far a sentence fits the slots of a plan that only its domain gives a meaning to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import DocumentId, PassageId, QueryPlan, Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """The values that a domain gives a sentence; what they mean stands in `learning.features.Features`."""

    year: float = 0.0
    role: float = 0.0


@dataclass(frozen=True, slots=True)
class FigureSought:
    """What a domain that reads figures has found of the one that a plan asks for."""

    found: tuple[tuple[PassageId, Span], ...]
    """The paragraphs that give it, and where in their texts it stands: two where a result and a target may be meant. None:
    the documents whose job it is do not give it."""
    is_named: bool
    """Whether it was sought by the name of an indicator, and not by other words, for which documents may have others."""

    def is_in(self, passage: PassageId, span: Span) -> bool:
        """Whether a part of a paragraph gives the figure."""
        return any(passage == own and span.start <= at.start < span.end for own, at in self.found)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the documents of a plan before any sentence is looked at."""

    priors: Mapping[DocumentId, float] = field(default_factory=dict)
    """Of each document, how much it is its job to answer; none: all the same."""
    figure: FigureSought | None = None
    """None: none was sought."""


NOTHING_KNOWN = Known()
Seeks = Callable[[QueryPlan, Selection], FigureSought | None]
"""Of a plan and what is searched; None: the domain reads no figures for such a plan."""
Agrees = Callable[[QueryPlan, AnnotatedSentence], Agreement]
"""Of a plan and a sentence of one of the domain's documents."""
