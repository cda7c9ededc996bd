"""One question's way, from text to answer."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from embeddings.types import Encoders
from retrieval import domains
from retrieval.compose.pointed import pointed_at, points
from retrieval.domain import Domain, Vocabulary
from retrieval.domains.fallback import SafePlanner
from retrieval.fact_types import Checked
from retrieval.language import tokenizer
from retrieval.language.contrasts import Contrasts
from retrieval.language.glossary import Glossary
from retrieval.language.spelling import Speller
from retrieval.learning.model import Model
from retrieval.pipeline import Extraction, Pipeline, TableOf, Trace
from retrieval.questions.translating import Translator
from retrieval.ranking.retriever import Retriever
from retrieval.search.index_reader import IndexReader
from retrieval.search.opened_index import OpenedIndex
from retrieval.store.segments import Segment
from retrieval.store.vector_files import VectorFiles
from retrieval.types import (
    EVERYBODY,
    Answer,
    Asked,
    Document,
    DocumentId,
    Owner,
    Passage,
    PassageId,
    PlacedPassage,
    QueryPlan,
    Scope,
    Status,
    Table,
)

_KEPT_CHATS = 16
"""With documents of their own, for which everything is kept ready; that takes some megabytes for names and spellings."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of words whatever the documents are; from files that a person can edit."""

    glossary: Glossary
    contrasts: Contrasts


class Engine:
    """Answers questions from one state of an index. Safe to call from several threads.

    Nothing is reached without a scope, and only what its asker may see was put together for it: documents, places,
    words and counts of other chats are not left out later, they are not there.
    """

    def __init__(self, index: OpenedIndex, encoders: Encoders, words: Words, model: Model) -> None:
        """Make ready to answer.

        Args:
            index: what is indexed, of all owners.
            encoders: the models that its vectors were made by.
            words: what is known of words.
            model: the learned weights of every domain.
        """
        self._index = index
        self.encoders = encoders
        """The models."""
        self._words = words
        self._model = model
        self.figures = domains.FactService(index, encoders.fast, words.glossary)
        """Tables of what reports say, and verdicts on claims."""
        make = _PipelineMaker(index, encoders, words, model, self.figures)
        self._of_everybody = make(EVERYBODY)
        self._of_chat = lru_cache(_KEPT_CHATS)(make)
        tokenizer.warm_up()

    def beside(self, segments: Sequence[Segment], vectors: tuple[VectorFiles, VectorFiles]) -> Engine:
        """One that answers from other segments, by the same models, words and weights.

        Args:
            segments: all that there is of an index that stands by itself.
            vectors: the files of the accurate and of the fast model.
        """
        live = [(segment, frozenset[int]()) for segment in segments]
        index = OpenedIndex(live, self._index.words, vectors)
        return Engine(index, self.encoders, self._words, self._model)

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        """The documents that the asker may see, chosen or not; the same object for all who have none of their own."""
        return self._index.seen_by(scope.owner).documents

    def source(self, file: str, *, scope: Scope) -> Path:
        """The path of a document's file, by the name that citations give it.

        Raises:
            KeyError: no document that the asker may see has that name.
        """
        return self._index.seen_by(scope.owner).source(file)

    def lines(self, file: str, *, scope: Scope) -> tuple[int, ...]:
        """The lines of a document's paragraphs, 1-based, in their order; raises as `source` does."""
        return self._index.seen_by(scope.owner).lines(file)

    def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        """A paragraph by its id; None when no document that the asker may see holds it (any more)."""
        return self._index.seen_by(scope.owner).passage(key)

    def passages(self, document: DocumentId, *, scope: Scope) -> tuple[Passage, ...]:
        """All paragraphs of a document, in order; none when the asker may not see it, or it is gone."""
        return self._index.seen_by(scope.owner).passages(document)

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        """Answer one question; never raises for anything a person can type.

        Args:
            asked: the question as typed, or what the one before is asked again of.
            previous: what the same asker asked before it, for follow-ups.
            scope: who asks, and of which documents.
        """
        started = time.perf_counter()
        answer = self.trace(asked, previous, scope=scope).answer
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000, 3))

    def compare(self, question: str, *, scope: Scope) -> Table:
        """The table that a question asks for; it says what the question lacks to be one."""
        return self.figures.compare(question, scope=scope)

    def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        """The verdicts on the claims of a message, at most five."""
        return self.figures.check_each(text, scope=scope)

    def trace(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Trace:
        """Answer one question, and keep the ranked evidence that the answer was made of."""
        pipelines, chosen = self._pipelines(scope.owner), scope.chosen
        open_to = [each for each in pipelines if each.holds_any(chosen)] or pipelines[:1]
        found = max((each.trace(asked, previous, chosen) for each in open_to), key=likelihood)
        plan = found.answer.question
        only = self._only_document(scope) if points(plan) else None
        if only is None:
            return found
        return replace(found, answer=pointed_at(plan, self._index.seen_by(scope.owner).read(only)))

    def _only_document(self, scope: Scope) -> DocumentId | None:
        """The document that is asked, where there is one alone."""
        documents = [
            each.id for each in self.documents(scope=scope) if not scope.chosen or each.id in scope.chosen
        ][:2]
        return documents[0] if len(documents) == 1 else None

    def _pipelines(self, owner: Owner) -> tuple[Pipeline, ...]:
        return self._of_chat(owner) if self._index.has_own(owner) else self._of_everybody


class _PipelineMaker:
    """Puts together the ways of a question through what its asker may see: one for each domain."""

    def __init__(
        self, index: OpenedIndex, encoders: Encoders, words: Words, model: Model, figures: domains.FactService
    ) -> None:
        self._index = index
        self._figures = figures
        self._encoders = encoders
        self._words = words
        self._model = model
        # A chat's own documents are not translated into: an encoder would have to embed each of their words first.
        self._translator = Translator(index.words.english, index.words.vectors, encoders.fast)

    def __call__(self, owner: Owner) -> tuple[Pipeline, ...]:
        """Those through the documents of everybody and the owner's own; never none."""
        collection = self._index.seen_by(owner)
        known = self._index.words
        speller = Speller(
            self._words.glossary.names,
            known.words | collection.private_words,
            tokenizer.dictionary_words,
            tokenizer.STOP_WORDS | known.english.words,
            collection.knows,
        )
        vocabulary = Vocabulary(
            self._words.glossary,
            self._words.contrasts,
            speller,
            self._translator,
        )
        kinds = groupby(sorted(collection.documents, key=_domain_order), key=_domain_order)
        pipelines = tuple(
            self._pipeline(collection, vocabulary, domains.DOMAINS[order], tuple(some), self._tables(owner))
            for order, some in kinds
        )
        return pipelines or (self._pipeline(collection, vocabulary, domains.DOMAINS[-1], (), None),)

    def _tables(self, owner: Owner) -> TableOf:
        return lambda plan, chosen: self._figures.table_of(plan, scope=Scope(owner, frozenset(chosen)))

    def _pipeline(
        self,
        collection: IndexReader,
        vocabulary: Vocabulary,
        domain: Domain,
        documents: Sequence[Document],
        table_of: TableOf | None,
    ) -> Pipeline:
        """One for the documents of a domain."""
        weights, glossary = self._model.of(domain.name if documents else ""), self._words.glossary
        planner = SafePlanner(domain, documents, vocabulary)
        return Pipeline(
            documents,
            planner,
            Retriever(
                collection, self._encoders, glossary, weights.sentences, planner.agreement, planner.figure
            ),
            Extraction(
                glossary,
                self._encoders.fast,
                weights,
                self._model.kinds,
                table_of if domain.name == self._figures.domain else None,
            ),
        )


def _domain_order(document: Document) -> int:
    names = [domain.name for domain in domains.DOMAINS]
    # What a domain that is gone has described is asked as a plain document.
    return names.index(document.domain) if document.domain in names else len(names) - 1


def likelihood(trace: Trace) -> tuple[bool, float]:
    """How likely a trace has the answer: the surest answer, or else the refusal whose nearest sentence scores best.

    How unsure a refusal is cannot be compared between domains, whose confidences have scales of their own.
    """
    answer = trace.answer
    if answer.status not in {Status.NOT_FOUND, Status.OFF_TOPIC}:
        return True, answer.confidence
    is_ruled_out = answer.confidence == 1.0
    return False, trace.ranked[0].score if trace.ranked and not is_ruled_out else -math.inf
