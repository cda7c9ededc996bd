"""What a question is looked up in when it may be answered by any document: all passages, and all sentences.

Two protocols with two makes of each: `embedded_index`, in the files of this machine, and `milvus_index`, in a Milvus
that several machines share. The same tests run over both. They only tell which documents may answer; these are then
opened, and what their sentences are worth is `search`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from retrieval.types import DocumentId, Meaning, PassageId, SentenceId


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that has some of a question's terms."""

    passage: PassageId
    document: DocumentId
    score: float
    """BM25 in Lucene's variant, without its constant factor k1 + 1: above 0, higher is better."""


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence whose vector is near a question's."""

    sentence: SentenceId
    document: DocumentId
    score: float
    """Cosine: -1..1, higher is nearer; of 8-bit vectors, off by less than 0.002."""


class PassageIndex(Protocol):
    """Finds passages by their terms."""

    def search(
        self,
        terms: Sequence[str],
        meanings: Sequence[Sequence[Meaning]],
        limit: int,
        among: AbstractSet[DocumentId] | None = None,
    ) -> list[PassageHit]:
        """The passages that have most of a question's terms, best first, equals by id; at most `limit`.

        Args:
            terms: each counts for itself.
            meanings: groups of terms of which the best counts; the less sure, the less.
            limit: how many.
            among: the only documents that count; None: all.

        Raises:
            MilvusError: the server cannot be asked.
        """
        ...


class SentenceIndex(Protocol):
    """Finds sentences by their vectors, as far as they have one yet."""

    def search(
        self, vector: np.ndarray, limit: int, among: AbstractSet[DocumentId] | None = None
    ) -> list[SentenceHit]:
        """The sentences nearest to a unit vector of the fast model, best first, equals by id; at most `limit`.

        Args:
            vector: of shape (dimension,).
            limit: how many.
            among: the only documents that count; None: all.

        Raises:
            MilvusError: the server cannot be asked.
        """
        ...


@dataclass(frozen=True, slots=True)
class WholeIndex:
    """Both, over the same documents."""

    passages: PassageIndex
    sentences: SentenceIndex
