"""All passages and sentences, looked up in the files of this machine: BM25 and vectors of each segment in turn.

A term's rarity is that among the passages of all segments, so that the score of a passage does not depend on how few
others came with it into its segment; only the mean length of passages is the segment's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search.whole_index import PassageHit, SentenceHit
from retrieval.store.keyword_index import idf
from retrieval.store.segments import Segment
from retrieval.store.vector_files import VectorFiles
from retrieval.store.vector_index import CodedVectors, PackedVectors
from retrieval.types import DocumentId, Meaning, PassageId, SentenceId

LiveSegment = tuple[Segment, AbstractSet[int]]
"""A segment, and the numbers of its documents that are not part of the index any more."""
_LOOKED_AT = 8
"""The short codes only estimate a cosine: for each sentence that is wanted, this many are taken by their codes, and the
vectors of these are then compared."""
_LEAST_LOOKED_AT = 1024
"""At least this many sentences are compared by their vectors, however few are wanted. Of the 50 nearest among 688,000
sentences of reports 99.8 in 100 are then found; with 256 it was 96.1."""
_MOST_CLOSED = 4096
"""Sentences of a segment, dead or not asked for, that are passed over among the nearest codes; with more of them the
vectors of the others are compared instead."""
_Scores = NDArray[np.float32]


class EmbeddedPassages:
    """A `PassageIndex` over the keywords of segments. Safe to call from several threads."""

    def __init__(self, segments: Sequence[LiveSegment]) -> None:
        self._segments = tuple(segments)
        self._passages = sum(segment.passage_starts[-1] for segment, _ in segments)

    def search(
        self,
        terms: Sequence[str],
        meanings: Sequence[Sequence[Meaning]],
        limit: int,
        among: AbstractSet[DocumentId] | None = None,
    ) -> list[PassageHit]:
        """See `PassageIndex`."""
        asked = {*terms, *(each.word for group in meanings for each in group)}
        rarities = {term: self._rarity(term) for term in asked}
        found: list[tuple[Segment, list[int], _Scores]] = []
        for segment, dead in self._segments:
            closed = _closed(segment, dead, among)
            if len(closed) == len(segment.documents):
                continue
            scores = segment.keywords.scores(terms, meanings, rarities)
            for number in closed:
                scores[segment.passage_starts[number] : segment.passage_starts[number + 1]] = 0
            rows = _best(scores, limit)
            found.append((segment, rows, scores[rows]))
        least = _least([scores for _, _, scores in found], limit)
        hits = [
            PassageHit(
                PassageId(f"{int(segment.passage_ids[row]):016x}"),
                _document(segment, segment.passage_starts, row),
                score,
            )
            for segment, rows, scores in found
            for row, score in zip(rows, scores.tolist(), strict=True)
            if score >= least
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage))[:limit]

    def _rarity(self, term: str) -> float:
        holding = sum(segment.keywords.holding(term) for segment, _ in self._segments)
        return idf(holding, self._passages)


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment whose vectors are there."""

    segment: Segment
    dead: AbstractSet[int]
    vectors: PackedVectors
    codes: CodedVectors | None


@dataclass(frozen=True, slots=True)
class _Near:
    """Rows of a segment with their cosines, of their codes or their vectors."""

    part: _Part
    rows: NDArray[np.int64]
    cosines: _Scores


class EmbeddedSentences:
    """A `SentenceIndex` over the vector files of segments. Safe to call from several threads."""

    def __init__(self, segments: Sequence[LiveSegment], files: VectorFiles) -> None:
        self._segments = tuple(segments)
        self._files = files
        self._opened: dict[str, _Part] = {}

    def search(
        self, vector: np.ndarray, limit: int, among: AbstractSet[DocumentId] | None = None
    ) -> list[SentenceHit]:
        """See `SentenceIndex`."""
        depth = max(_LOOKED_AT * limit, _LEAST_LOOKED_AT)
        told, compared = [], []
        for part in self._parts():
            closed = _closed(part.segment, part.dead, among)
            if len(closed) == len(part.segment.documents):
                continue
            if near := _by_codes(part, vector, depth, closed):
                told.append(near)
            else:
                compared.append(_by_vectors(part, vector, limit, closed))
        compared += _compared(told, vector, depth)
        least = _least([near.cosines for near in compared], limit)
        hits = [
            SentenceHit(
                SentenceId(int(near.part.segment.sentence_ids[row])),
                _document(near.part.segment, near.part.segment.starts, row),
                min(1.0, max(-1.0, cosine)),
            )
            for near in compared
            for row, cosine in zip(near.rows.tolist(), near.cosines.tolist(), strict=True)
            if cosine >= least
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.sentence))[:limit]

    def _parts(self) -> Iterator[_Part]:
        """The segments that have their vectors by now."""
        for segment, dead in self._segments:
            part = self._opened.get(segment.name)
            if part is None and (vectors := self._files.open(segment)):
                part = _Part(segment, dead, vectors, self._files.codes(segment))
                self._opened[segment.name] = part
            if part is not None:
                yield part


def _by_codes(part: _Part, vector: np.ndarray, depth: int, closed: AbstractSet[int]) -> _Near | None:
    """The rows that may be nearest; None: the segment has no codes that help."""
    starts = part.segment.starts
    passed_over = sum(starts[number + 1] - starts[number] for number in closed)
    if part.codes is None or passed_over > _MOST_CLOSED:
        return None
    rows, cosines = part.codes.search(vector, depth + passed_over)
    if closed:
        ends = np.array(starts[1:])
        is_live = ~np.isin(np.searchsorted(ends, rows, side="right"), list(closed))
        rows, cosines = rows[is_live], cosines[is_live]
    return _Near(part, rows, cosines)


def _by_vectors(part: _Part, vector: np.ndarray, limit: int, closed: AbstractSet[int]) -> _Near:
    """The nearest rows, every one compared."""
    starts = part.segment.starts
    among = None
    if closed:
        numbers = range(len(part.segment.documents))
        among = [range(starts[number], starts[number + 1]) for number in numbers if number not in closed]
    return _Near(part, *part.vectors.search(vector, limit, among))


def _compared(told: Sequence[_Near], vector: np.ndarray, depth: int) -> Iterator[_Near]:
    """Of the rows that may be nearest, the best by their codes over all segments, with their true cosines."""
    least = _least([near.cosines for near in told], depth)
    for near in told:
        rows = near.rows[near.cosines >= least]
        if len(rows):
            yield _Near(near.part, rows, near.part.vectors.pick(rows) @ vector)


def _closed(
    segment: Segment, dead: AbstractSet[int], among: AbstractSet[DocumentId] | None
) -> AbstractSet[int]:
    """The numbers of the documents that do not count."""
    if among is None:
        return dead
    documents = enumerate(segment.documents)
    return dead | {number for number, held in documents if held.document.id not in among}


def _document(segment: Segment, starts: Sequence[int], row: int) -> DocumentId:
    """The document of a row; `starts` tells where each document's rows begin."""
    return segment.documents[bisect_right(starts, row) - 1].document.id


def _best(scores: _Scores, limit: int) -> list[int]:
    """The rows with the best scores above 0; more than `limit` where the last of them are equal."""
    found: list[int] = np.flatnonzero((scores > 0) & (scores >= _least([scores], limit))).tolist()
    return found


def _least(scores: Sequence[_Scores], limit: int) -> float:
    """The score that the best `limit` of all have at least; minus infinity where there are not more."""
    together = np.concatenate(scores) if scores else np.empty(0, np.float32)
    if not limit:
        return float("inf")
    return float(np.partition(together, -limit)[-limit]) if len(together) > limit else float("-inf")
