"""The words of a question that stand in titles: they say which document it is asked of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from retrieval.language import tokenizer
from retrieval.language.normalizing import normalize
from retrieval.types import Document, DocumentId

_PLAIN = 6.0
"""Rarity among the titles of what one title shares with a question and another does not, if only the first can be meant:
that of two or three character pairs that stand in one title of a dozen."""


class Titles:
    """The titles of some documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Read them once."""
        self._pairs = {each.id: frozenset(_pairs(each.title)) for each in documents}
        counts = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._rarity = {pair: math.log(len(documents) / count) for pair, count in counts.items()}

    def priors(self, text: str, documents: Sequence[DocumentId]) -> tuple[float, ...]:
        """How much each document is meant by a question: 0 for the one whose title says most of it, down to -1."""
        asked = frozenset(_pairs(text))
        shared = [sum(self._rarity[pair] for pair in self._pairs[key] & asked) for key in documents]
        most = max(shared, default=0.0)
        return tuple(-min(1.0, (most - each) / _PLAIN) for each in shared)


def _pairs(text: str) -> list[str]:
    return tokenizer.bigrams(normalize(text))
