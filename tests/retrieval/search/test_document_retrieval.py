"""Documents chosen by both legs."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from retrieval.search.document_retrieval import likeliest
from retrieval.search.whole_index import PassageHit, SentenceHit, WholeIndex
from retrieval.types import DocumentId, Meaning, PassageId, SentenceId

VECTOR = np.ones(4, np.float32) / 2


class Passages:
    """Finds what it is told to."""

    def __init__(self, **scores: float) -> None:
        self._hits = [PassageHit(PassageId(key), DocumentId(key[0]), score) for key, score in scores.items()]

    def search(
        self,
        terms: Sequence[str],
        meanings: Sequence[Sequence[Meaning]],
        limit: int,
        among: AbstractSet[DocumentId] | None = None,
    ) -> list[PassageHit]:
        return self._hits[:limit]


class Sentences:
    """The same."""

    def __init__(self, **scores: float) -> None:
        self._hits = [
            SentenceHit(SentenceId(at), DocumentId(key[0]), score)
            for at, (key, score) in enumerate(scores.items())
        ]

    def search(
        self, vector: np.ndarray, limit: int, among: AbstractSet[DocumentId] | None = None
    ) -> list[SentenceHit]:
        return self._hits[:limit]


def test_a_document_is_worth_its_best_passage() -> None:
    whole = WholeIndex(Passages(a1=9.0, b1=8.0, b2=7.9, a2=1.0, c1=3.0), Sentences())
    assert likeliest(whole, ["x"], (), None, None) == ["a", "b", "c"]


def test_the_nearest_sentence_decides_between_equal_passages() -> None:
    whole = WholeIndex(Passages(a1=5.0, b1=5.0, c1=1.0), Sentences(b1=0.9, a1=0.5, d1=0.4))
    assert likeliest(whole, ["x"], (), VECTOR, None)[:2] == ["b", "a"]
    assert likeliest(whole, ["x"], (), None, None) == ["a", "b", "c"]


def test_keywords_weigh_more_than_vectors() -> None:
    whole = WholeIndex(Passages(a1=9.0, b1=1.0, c1=1.0), Sentences(b1=0.9, a1=0.1, c1=0.1))
    assert likeliest(whole, ["x"], (), VECTOR, None) == ["a", "b", "c"]


def test_either_leg_alone_is_enough() -> None:
    assert likeliest(WholeIndex(Passages(), Sentences(b1=0.9, a1=0.5)), [], (), VECTOR, None) == ["b", "a"]
    assert likeliest(WholeIndex(Passages(a1=2.0), Sentences()), ["x"], (), VECTOR, None) == ["a"]
    assert likeliest(WholeIndex(Passages(), Sentences()), ["x"], (), VECTOR, None) == []
