"""Terms -> how much of a question a text covers. The only user of bm25s.

BM25 in Lucene's variant (Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020; https://github.com/xhluca/bm25s).
Its score is divided by the best a text could reach, the sum of the terms' inverse document frequencies, so that
it reads as the share of the question that a text covers, weighted by rarity: absolute, the same for a small and a
large corpus, and comparable between questions.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from retrieval.errors import DamagedIndexError
from retrieval.types import Meaning

Coverages = NDArray[np.float32]

_SATURATION = 1.2
"""k1: a term said twice is worth a little more than said once."""
_LENGTH_PENALTY = 0.5
"""b: half of the usual; sentences of official documents are long because they list, not because they wander."""


class KeywordIndex:
    """Coverage of a question's terms by each of the indexed texts, by position."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._count = int(index.scores["num_docs"])
        frequencies = np.diff(index.scores["indptr"])
        self._rarity = np.log(1 + (self._count - frequencies + 0.5) / (frequencies + 0.5))
        self.rarity_of_unknown = float(np.log(1 + (self._count + 0.5) / 0.5))
        """Inverse document frequency of a term that no text has."""

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> KeywordIndex:
        """Index texts given as terms."""
        # The library sets its own logger to DEBUG, whatever the program wants.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        index = bm25s.BM25(method="lucene", k1=_SATURATION, b=_LENGTH_PENALTY)
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
    def vocabulary(self) -> Iterable[str]:
        """All terms of all texts."""
        return tuple(self._index.vocab_dict)

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a term; above 0, higher is rarer."""
        position = self._index.vocab_dict.get(term)
        return self.rarity_of_unknown if position is None else float(self._rarity[position])

    def knows(self, term: str) -> bool:
        """Whether any text has the term."""
        return term in self._index.vocab_dict

    def coverage(self, terms: Sequence[str], alternatives: Sequence[Sequence[Meaning]] = ()) -> Coverages:
        """How much of a question each text covers, weighted by rarity: 0..1, shape (texts,).

        Args:
            terms: each counts for itself.
            alternatives: groups of terms of which a text needs to have only one; the less sure, the less it counts.
        """
        distinct = list(dict.fromkeys(terms))
        groups = [
            known for group in alternatives if (known := [each for each in group if self.knows(each.word)])
        ]
        best = sum(self.rarity(term) for term in distinct)
        best += sum(max(each.weight * self.rarity(each.word) for each in group) for group in groups)
        scores = self._scores([term for term in distinct if self.knows(term)])
        for group in groups:
            covered = [np.float32(each.weight) * self._scores([each.word]) for each in group]
            scores = scores + np.max(covered, axis=0)
        return scores / np.float32(best) if best else scores

    def _scores(self, terms: list[str]) -> Coverages:
        """BM25 of known terms."""
        if not terms:
            return np.zeros(self._count, np.float32)
        scores: Coverages = self._index.get_scores(terms)
        return scores
