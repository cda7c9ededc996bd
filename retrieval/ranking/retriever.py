"""Where to look -> what was found there: the documents opened, their sentences as evidence, best first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.types import Encoders
from retrieval.language.glossary import Glossary
from retrieval.learning.features import Features
from retrieval.ranking import scoring
from retrieval.ranking.agreement import Agrees, Known, Seeks
from retrieval.ranking.candidates import Candidate, search
from retrieval.ranking.reading import read_likeliest
from retrieval.ranking.scoring import ScoredSentence
from retrieval.ranking.titles import past_titles
from retrieval.search.index_reader import MOST_SENTENCES, IndexReader
from retrieval.search.selection import Selection
from retrieval.types import DocumentId, QueryPlan, RoutePart

_AT_ONCE = 8
"""Sentences embedded by the accurate model while the asker waits, where vectors are not there yet: some 50 ms."""
_MOST_ALIKE, _FIRST = 4_000, 4
"""Sentences of the reports of one place, which say much the same year after year: of more, the likeliest are opened, and
the first, whose job it is to tell: without a year, the newest. On the question sets no answer changed by it."""
_MOST_ANYWHERE = 10
"""Documents that are opened for a question that may be about any place: some 50 ms."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question, and what speaks for answers to it."""

    question: QueryPlan
    evidence: Sequence[ScoredSentence]
    """Best first."""
    selection: Selection

    def about(self, name: str) -> Found:
        """What the documents about one place say."""
        return replace(self, evidence=[each for each in self.evidence if each.entry.document.place == name])


class Retriever:
    """Finds evidence in a collection."""

    def __init__(
        self,
        collection: IndexReader,
        encoders: Encoders,
        glossary: Glossary,
        weights: Features,
        agrees: Agrees,
        seeks: Seeks,
    ) -> None:
        """Take what evidence is found and scored by.

        Args:
            collection: the documents.
            encoders: the models.
            glossary: names of subjects.
            weights: of the features of a sentence, those of the domain that the documents belong to.
            agrees: that domain's part of the features.
            seeks: finds the figure asked for, where that domain reads figures.
        """
        self._collection = collection
        self._encoders = encoders
        self._glossary = glossary
        self._weights = weights
        self._agrees = agrees
        self._seeks = seeks

    def find(self, part: RoutePart) -> Found:
        """What the documents of a part say; where they are too many, those that have most of its words."""
        question = part.question
        documents: Sequence[DocumentId] = part.documents
        most = _MOST_ALIKE if part.place else MOST_SENTENCES
        if self._collection.count(documents) > most:
            first = part.documents[:_FIRST] if part.place else ()
            documents = (*first, *self._likeliest(question, part, most))
        return self._evidence(question, documents, part)

    def find_anywhere(self, part: RoutePart, always: Sequence[DocumentId]) -> Found:
        """What the likeliest few of many documents say.

        Args:
            part: with all documents that may tell.
            always: documents whose likeliest sentences are ranked whatever the others say.
        """
        documents: Sequence[DocumentId] = part.documents
        if self._collection.count(documents) > MOST_SENTENCES:
            documents = self._likeliest(part.question, part)[:_MOST_ANYWHERE]
        others = [each for each in documents if each not in always]
        return self._evidence(part.question, (*always, *others), part, self._collection.count(always))

    def _likeliest(
        self, question: QueryPlan, part: RoutePart, most: int = MOST_SENTENCES
    ) -> list[DocumentId]:
        vector = self._encoders.fast.encode_questions([question.embedding_text])[0]
        among = frozenset(part.documents)
        return self._collection.likeliest(question.terms, question.translations, among, vector, most)

    def _evidence(
        self, question: QueryPlan, documents: Sequence[DocumentId], part: RoutePart, always: int = 0
    ) -> Found:
        selection = self._collection.select(documents)
        vector = self._encoders.accurate.encode_questions([question.embedding_text])[0]
        candidates = search(question, selection, self._encoders, vector, always)
        priors = dict(zip(part.documents, part.weights, strict=True))
        known = Known(priors, self._seeks(question, selection))

        def rank(some: Sequence[Candidate]) -> list[ScoredSentence]:
            return scoring.rank(question, some, self._glossary, self._weights, self._agrees, known)

        ranked = rank(candidates)
        if any(math.isnan(each.cosine) for each in candidates):
            ranked = rank(self._seen(candidates, ranked, selection, vector))
        if question.of_unknown_kind:
            ranked = past_titles(ranked, selection)
        ranked = read_likeliest(question, ranked, self._encoders.reader, self._weights.reading)
        return Found(question, ranked, selection)

    def _seen(
        self,
        candidates: Sequence[Candidate],
        ranked: Sequence[ScoredSentence],
        selection: Selection,
        vector: np.ndarray,
    ) -> list[Candidate]:
        """The candidates, the likeliest of them seen by the accurate model now."""
        position_of = {id(each.entry): each.position for each in candidates}
        likeliest = [position_of[id(each.entry)] for each in ranked[:_AT_ONCE]]
        cosines = selection.cosines(vector, self._encoders.accurate, is_fast=False, among=likeliest)
        # Of the others nothing speaks for more than of those that were likelier.
        usual = float(np.nanmean(cosines[likeliest]))
        return [
            replace(each, cosine=usual if np.isnan(cosines[each.position]) else float(cosines[each.position]))
            for each in candidates
        ]
