"""Question -> candidates: the sentences that either index thinks near, with what each index knows of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.types import Encoders, TextEncoder
from retrieval import tokenizer
from retrieval.catalogue import Catalogue, Entry
from retrieval.keyword_index import KeywordIndex
from retrieval.snapshot import Snapshot
from retrieval.types import Language, Question
from retrieval.vector_index import VectorIndex

_DEPTH = 200
"""Candidates taken from each index. The right sentence was among the first 60 of one of them for every question of
the question sets; the rest is headroom for larger corpora."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence and how the indexes see it. All figures: higher is better."""

    entry: Entry
    cosine: float
    """-1..1, between the question's vector and the sentence's."""
    fast_cosine: float
    """The same by the fast model."""
    word_coverage: float
    """0..1, of the question's words by the sentence."""
    bigram_coverage: float
    """0..1, of its character pairs by the sentence."""
    passage_word_coverage: float
    """0..1, of its words by the paragraph with its headings."""
    passage_bigram_coverage: float
    """0..1, of its character pairs by the paragraph with its headings."""


def search(
    question: Question, catalogue: Catalogue, snapshot: Snapshot, encoders: Encoders
) -> list[Candidate]:
    """The candidates for a question, in no particular order: of the documents the catalogue is narrowed to."""
    keywords = snapshot.keywords
    near = _Leg(snapshot.vectors, encoders.accurate, question, catalogue)
    fast = _Leg(snapshot.fast_vectors, encoders.fast, question, catalogue)

    words, pairs = _words(question, keywords.sentence_words), _pairs(question, keywords.sentence_bigrams)
    meant = question.translations
    word_coverage = keywords.sentence_words.coverage(words, meant)
    pair_coverage = keywords.sentence_bigrams.coverage(pairs, meant)
    passage_words = keywords.passage_words.coverage(words, meant)
    passage_pairs = keywords.passage_bigrams.coverage(pairs, meant)

    occasions = catalogue.occasions if question.asks_occasion else ()
    positions = sorted(
        {*near.found, *fast.found, *_best(word_coverage + pair_coverage, catalogue.searched), *occasions}
    )
    cosine_at, fast_cosine_at = near.cosines(positions), fast.cosines(positions)
    return [
        Candidate(
            entry=(entry := catalogue.entries[at]),
            cosine=cosine_at[at],
            fast_cosine=fast_cosine_at[at],
            word_coverage=float(word_coverage[at]),
            bigram_coverage=float(pair_coverage[at]),
            passage_word_coverage=float(passage_words[entry.passage_position]),
            passage_bigram_coverage=float(passage_pairs[entry.passage_position]),
        )
        for at in positions
    ]


class _Leg:
    """One model's view of a question."""

    def __init__(
        self, vectors: VectorIndex, encoder: TextEncoder, question: Question, catalogue: Catalogue
    ) -> None:
        self._vectors = vectors
        self._catalogue = catalogue
        self._vector = encoder.encode_questions([question.normalized])[0]
        ids, cosines = vectors.search(self._vector, _DEPTH, catalogue.searched_ids)
        self.found = {
            catalogue.position_of[key]: cosine
            for key, cosine in zip(ids.tolist(), cosines.tolist(), strict=True)
        }

    def cosines(self, positions: list[int]) -> dict[int, float]:
        """The question's cosine with the sentences at these positions."""
        missing = [at for at in positions if at not in self.found]
        rows = self._vectors.vectors([self._catalogue.entries[at].sentence.id for at in missing])
        return self.found | dict(zip(missing, (rows @ self._vector).tolist(), strict=True))


def _words(question: Question, index: KeywordIndex) -> list[str]:
    return _that_count(list(question.terms), question, index)


def _pairs(question: Question, index: KeywordIndex) -> list[str]:
    names = (pair for name in question.indicators for pair in tokenizer.bigrams(name))
    return _that_count([*tokenizer.bigrams(question.content), *names], question, index)


def _that_count(terms: list[str], question: Question, index: KeywordIndex) -> list[str]:
    """An English word that no document has says nothing about a Chinese text: it is in another language.

    Neither does a bare number, whose magnitude is told in another way: 100 million is 亿.
    """
    if question.language is Language.ENGLISH:
        return [term for term in terms if index.knows(term) and not term.isdecimal()]
    return terms


def _best(scores: NDArray[np.float32], searched: NDArray[np.int64] | None) -> list[int]:
    """Positions of the best scores above 0, among those searched."""
    if searched is not None:
        return [int(searched[at]) for at in _best(scores[searched], None)]
    count = min(_DEPTH, len(scores))
    if not count:
        return []
    best = np.argpartition(-scores, count - 1)[:count]
    return [int(at) for at in best if scores[at] > 0]
