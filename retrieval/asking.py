"""What the faces ask of retrieval."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Protocol

from retrieval.types import Answer, Document, DocumentId, PassageId, PlacedPassage, Question


class AnswersQuestions(Protocol):
    """Answers questions from the indexed documents. Safe to call from several threads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked about."""
        ...

    def answer(
        self, text: str, previous: Question | None = None, documents: AbstractSet[DocumentId] = frozenset()
    ) -> Answer:
        """Answer one question; never raises for anything a person can type.

        Args:
            text: the question as typed.
            previous: what the same chat asked before, for follow-ups.
            documents: the only ones that are searched; none: all of them.
        """
        ...

    def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id; None when no document holds it (any more)."""
        ...
