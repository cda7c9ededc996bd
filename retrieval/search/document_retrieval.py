"""Hits in all passages and all sentences -> the documents likeliest to answer a question, best first.

A document is worth its best passage and its best sentence, each leg's scores standardised over the documents it
found, so that BM25 and cosines can be added.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from retrieval.search.whole_index import PassageHit, SentenceHit, WholeIndex
from retrieval.types import DocumentId, Meaning

_HITS = 300
"""How many passages and how many sentences are looked up to find documents by. Reports resemble each other so much that
a shorter list is filled with the passages of a few reports that say the same, and misses the right report."""
_VECTORS = 0.5
"""What the vectors weigh beside the keywords. Of 69 questions over 1,728 reports the right one came first 17 times instead
of 9, among the first 30 as often; of the 45 whose place was left out, among the first 30 9 times instead of 7. With 1
and more it was so less often: names tell reports apart, and vectors hardly see them. The same for English."""


def likeliest(
    whole: WholeIndex,
    terms: Sequence[str],
    meanings: Sequence[Sequence[Meaning]],
    vector: np.ndarray | None,
    among: AbstractSet[DocumentId] | None,
) -> list[DocumentId]:
    """The documents that the question was found in, best first, equals by id.

    Args:
        whole: where it is looked up.
        terms: see `PassageIndex.search`.
        meanings: the same.
        vector: the question's, by the fast model; None: by its terms only.
        among: the only documents that count; None: all.

    Raises:
        MilvusError: the server cannot be asked.
    """
    by_terms = _standardised(whole.passages.search(terms, meanings, _HITS, among))
    by_vector = {} if vector is None else _standardised(whole.sentences.search(vector, _HITS, among))
    least_by_terms, least_by_vector = (min(leg.values(), default=0.0) for leg in (by_terms, by_vector))
    scores = {
        key: by_terms.get(key, least_by_terms) + _VECTORS * by_vector.get(key, least_by_vector)
        for key in {*by_terms, *by_vector}
    }
    return sorted(scores, key=lambda key: (-scores[key], key))


def _standardised(hits: Sequence[PassageHit] | Sequence[SentenceHit]) -> dict[DocumentId, float]:
    best: dict[DocumentId, float] = {}
    for hit in hits:
        best[hit.document] = max(best.get(hit.document, hit.score), hit.score)
    values = np.fromiter(best.values(), np.float64, len(best))
    if not len(values):
        return {}
    spread = float(values.std()) or 1.0
    return dict(zip(best, ((values - values.mean()) / spread).tolist(), strict=True))
