"""Answers kept for whoever asks the same again: examples that everybody taps, a group in which all ask at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from retrieval.asking import AnswersQuestions
from retrieval.fact_types import Checked
from retrieval.types import (
    PUBLIC,
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

_KEPT_ANSWERS = 256


class AnsweringRepeatedQuestions:
    """Answers as what it stands before does, the same question of everybody's documents only once.

    It lives as long as the documents are opened as they are: those that have changed are opened anew, and nothing is kept.
    Nor is anything as long as vectors are being made, which make answers better. Safe to call from several threads.
    """

    def __init__(self, answering: AnswersQuestions, lacks_vectors: Callable[[], bool]) -> None:
        """Keep nothing yet.

        Args:
            answering: answers what has not been asked before.
            lacks_vectors: whether any sentence that it answers from has none yet.
        """
        self._answering = answering
        self._lacks_vectors = lacks_vectors
        self._is_whole = False
        self._answered = lru_cache(_KEPT_ANSWERS)(self._answer_of_everybodys)

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        """The documents that the asker may see; see `AnswersQuestions`."""
        return self._answering.documents(scope=scope)

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        """Answer one question; nothing is kept of an asker who has documents of its own, which come and go."""
        self._is_whole = self._is_whole or not self._lacks_vectors()
        if not self._is_whole or self.documents(scope=scope) is not self.documents(scope=PUBLIC):
            return self._answering.answer(asked, previous, scope=scope)
        started = time.perf_counter()
        answer = self._answered(asked, previous, scope.chosen)
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def compare(self, question: str, *, scope: Scope) -> Table:
        """The table that a question asks for; see `AnswersQuestions`."""
        return self._answering.compare(question, scope=scope)

    def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        """The verdict on each claim of a message; see `AnswersQuestions`."""
        return self._answering.check_each(text, scope=scope)

    def passages(self, document: DocumentId, *, scope: Scope) -> tuple[Passage, ...]:
        """All paragraphs of a document; see `AnswersQuestions`."""
        return self._answering.passages(document, scope=scope)

    def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        """A paragraph by its id; see `AnswersQuestions`."""
        return self._answering.passage(key, scope=scope)

    def _answer_of_everybodys(
        self, asked: Asked, previous: QueryPlan | None, chosen: frozenset[DocumentId]
    ) -> Answer:
        return self._answering.answer(asked, previous, scope=replace(PUBLIC, chosen=chosen))
