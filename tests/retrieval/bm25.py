"""BM25 written out from its definition (Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020), to compare with."""

from __future__ import annotations

import math
from collections.abc import Sequence

K1, B = 1.2, 0.5


def idf(texts: Sequence[Sequence[str]], term: str) -> float:
    """Lucene's inverse document frequency."""
    holding = sum(term in text for text in texts)
    return math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))


def scores(texts: Sequence[Sequence[str]], terms: Sequence[str]) -> list[float]:
    """Lucene's BM25 (no factor k1 + 1) of each text; every term counts once."""
    average = sum(map(len, texts)) / len(texts)

    def score(text: Sequence[str], term: str) -> float:
        count = text.count(term)
        return idf(texts, term) * count / (count + K1 * (1 - B + B * len(text) / average))

    return [sum(score(text, term) for term in set(terms)) for text in texts]


def coverage(texts: Sequence[Sequence[str]], terms: Sequence[str]) -> list[float]:
    """The scores over what a text could reach at most."""
    best = sum(idf(texts, term) for term in set(terms))
    return [score / best for score in scores(texts, terms)]
