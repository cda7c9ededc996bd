"""Terms -> the passages that have them, among all documents. The only user of bm25s.

BM25 in Lucene's variant (Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020; https://github.com/xhluca/bm25s),
mapped into memory. It finds the documents that a question is then asked of; what their sentences are worth is
`keyword_scan`'s to say.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from retrieval.errors import DamagedIndexError
from retrieval.types import Meaning

Scores = NDArray[np.float32]
Positions = NDArray[np.int32]

SATURATION = 1.2
"""k1: a term said twice is worth a little more than said once."""
LENGTH_PENALTY = 0.5
"""b: half of the usual; sentences of official documents are long because they list, not because they wander."""


class KeywordIndex:
    """BM25 of a question's terms for each of the indexed texts, by position."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._count = int(index.scores["num_docs"])

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> KeywordIndex:
        """Index texts given as terms."""
        # The library sets its own logger to DEBUG, whatever the program wants.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        index = bm25s.BM25(method="lucene", k1=SATURATION, b=LENGTH_PENALTY)
        # A corpus without a single term cannot be indexed; a term nobody asks for stands in for it.
        index.index([list(terms) or [""] for terms in texts], show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """Read what `save` wrote.

        Raises:
            DamagedIndexError: the folder does not hold such an index.
        """
        try:
            return cls(bm25s.BM25.load(str(folder), mmap=True))
        except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise DamagedIndexError(folder, "the keywords cannot be read") from error

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        self._index.save(str(folder), show_progress=False)

    def __len__(self) -> int:
        return self._count

    @property
    def frequencies(self) -> dict[str, int]:
        """All terms, each with the number of texts that have it."""
        counts = np.diff(self._index.scores["indptr"]).tolist()
        return {term: counts[at] for term, at in self._index.vocab_dict.items() if term}

    def holding(self, term: str) -> int:
        """How many texts have a term."""
        return len(self._column(term)[0])

    def scores(
        self,
        terms: Sequence[str],
        alternatives: Sequence[Sequence[Meaning]] = (),
        rarities: Mapping[str, float] | None = None,
    ) -> Scores:
        """BM25 of each text for the terms of a question; 0 or more, shape (texts,).

        Args:
            terms: each counts for itself.
            alternatives: groups of terms of which the best counts; the less sure, the less.
            rarities: the terms' inverse document frequencies among more texts than these; None: among these.
        """
        total = np.zeros(self._count, np.float32)
        for term in dict.fromkeys(terms):
            positions, values = self._weighed(term, rarities)
            total[positions] += values
        for group in alternatives:
            best = np.zeros(self._count, np.float32)
            for each in group:
                positions, values = self._weighed(each.word, rarities)
                best[positions] = np.maximum(best[positions], np.float32(each.weight) * values)
            total += best
        return total

    def _weighed(self, term: str, rarities: Mapping[str, float] | None) -> tuple[Positions, Scores]:
        positions, values = self._column(term)
        if rarities is None or not len(positions):
            return positions, values
        return positions, values * np.float32(rarities[term] / idf(len(positions), self._count))

    def _column(self, term: str) -> tuple[Positions, Scores]:
        """The positions of the texts that have a term, and its BM25 in each."""
        at = self._index.vocab_dict.get(term) if term else None
        held = self._index.scores
        here = slice(0, 0) if at is None else slice(int(held["indptr"][at]), int(held["indptr"][at + 1]))
        return held["indices"][here], held["data"][here]


def idf(holding: int, texts: int) -> float:
    """Inverse document frequency of a term, as Lucene has it: above 0, higher is rarer.

    Args:
        holding: texts that have the term.
        texts: all texts.
    """
    return math.log(1 + (texts - holding + 0.5) / (holding + 0.5))
