"""What the faces ask of retrieval. Nothing is asked without saying who asks."""

from __future__ import annotations

from typing import Protocol

from retrieval.fact_types import Checked
from retrieval.types import (
    Answer,
    Asked,
    Document,
    DocumentId,
    Passage,
    PassageId,
    PlacedPassage,
    QueryPlan,
    Scope,
    Table,
)


class AnswersQuestions(Protocol):
    """Answers questions from the indexed documents. Safe to call from several threads."""

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        """The documents that the asker may see, chosen or not; the same object for all who have none of their own."""
        ...

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        """Answer one question; never raises for anything a person can type.

        Args:
            asked: the question as typed, or what the one before is asked again of.
            previous: what the same chat asked before, for follow-ups.
            scope: who asks, and of which documents.
        """
        ...

    def compare(self, question: str, *, scope: Scope) -> Table:
        """The table that a question asks for, whether it says that it compares or not; it says what it lacks to be one."""
        ...

    def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        """The verdicts on the claims of a message, at most five; never raises for anything a person can type."""
        ...

    def passages(self, document: DocumentId, *, scope: Scope) -> tuple[Passage, ...]:
        """All paragraphs of a document, in order; none when the asker may not see it, or it is gone."""
        ...

    def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        """A paragraph by its id; None when no document that the asker may see holds it (any more)."""
        ...
