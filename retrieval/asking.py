"""What the faces ask of retrieval."""

from __future__ import annotations

from typing import Protocol

from retrieval.types import Answer, Document, Question


class AnswersQuestions(Protocol):
    """Answers questions from the indexed documents. Safe to call from several threads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked about."""
        ...

    def answer(self, text: str, previous: Question | None = None) -> Answer:
        """Answer one question; never raises for anything a person can type.

        Args:
            text: the question as typed.
            previous: what the same chat asked before, for follow-ups.
        """
        ...
