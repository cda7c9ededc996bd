"""The documents as they were opened once, with what is made of them when it is first asked for."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import dataclass

from bot.conversation.examples import working_examples
from bot.conversation.library import Library
from retrieval.asking import AnswersQuestions
from retrieval.types import EVERYBODY, PUBLIC, Document, Language, Owner, Scope

_KEPT_LIBRARIES = 32
"""Of chats with documents of their own."""


@dataclass(frozen=True, slots=True)
class _Examples:
    documents: tuple[Document, ...]
    """Of which they are asked."""
    trying: Future[tuple[str, ...]]


class OpenedDocuments:
    """The documents as they were opened once, and what was made of them since."""

    def __init__(self, answering: AnswersQuestions) -> None:
        self.answering = answering
        self.examples: dict[tuple[Owner, Language], _Examples] = {}
        self.library = Library(answering.documents(scope=PUBLIC))
        """Of the documents of everybody."""
        self._libraries: dict[Owner, tuple[tuple[Document, ...], Library]] = {}

    def owner(self, scope: Scope) -> Owner:
        """The asker; EVERYBODY, if it has no documents of its own and is shown what everybody is."""
        seen, usual = (self.answering.documents(scope=each) for each in (scope, PUBLIC))
        return EVERYBODY if seen is usual else scope.owner

    def library_of(self, owner: Owner) -> Library:
        """Of those that a chat with documents of its own may see now; takes a moment where they have changed."""
        documents = self.answering.documents(scope=Scope(owner))
        kept = self._libraries.get(owner)
        if kept is None or kept[0] is not documents:
            if len(self._libraries) >= _KEPT_LIBRARIES:
                self._libraries = {}
            self._libraries[owner] = kept = documents, Library(documents)
        return kept[1]

    def examples_of(self, scope: Scope, language: Language, pool: Executor) -> Future[tuple[str, ...]]:
        """Questions that the documents that the asker may see now answer; tried once."""
        key = self.owner(scope), language
        documents = self.answering.documents(scope=scope)
        kept = self.examples.get(key)
        if kept is None or kept.documents is not documents:
            trying = pool.submit(working_examples, self.answering, language, Scope(key[0]))
            self.examples[key] = kept = _Examples(documents, trying)
        return kept.trying
