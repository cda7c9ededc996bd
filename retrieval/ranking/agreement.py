"""How far a sentence fits the slots of a plan that only its domain gives a meaning to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import QueryPlan


@dataclass(frozen=True, slots=True)
class Agreement:
    """The values that a domain gives a sentence; what they mean stands in `learning.features.Features`."""

    year: float = 0.0
    role: float = 0.0


Agrees = Callable[[QueryPlan, AnnotatedSentence], Agreement]
"""Of a plan and a sentence of one of the domain's documents."""
