"""The sentence vectors of an index, filled in behind: newest reports first, in parts, taken up where a stop left off.

The fast model's vectors come first, for all documents: they take a fifth of the time. A sentence that stood in another
version of its document keeps its vectors.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

import numpy as np

from embeddings.types import Encoders, Progress, Vectors
from retrieval.building.backfill_state import FillingState, write_state
from retrieval.errors import DamagedIndexError, IndexFolderError
from retrieval.store.index_store import IndexStore
from retrieval.store.segments import Segment
from retrieval.store.segments_in_use import open_segments
from retrieval.store.vector_files import PART_ROWS, VectorFiles, is_there, parts_of
from retrieval.types import DocumentId, SentenceId

_FEW = 4 * PART_ROWS
"""Sentences that one process embeds as soon as several are started."""
FAST = "sentence vectors, fast model"
ACCURATE = "sentence vectors"


class EmbedsBatches(Protocol):
    """Embeds batches of passages, perhaps several side by side; see `EncodingProcesses`."""

    def encode_passages(self, batches: Iterable[Sequence[str]], *, is_fast: bool) -> Iterator[Vectors]:
        """The vectors of each batch, in the order of the batches, which are taken as they are needed."""
        ...


@dataclass(frozen=True, slots=True)
class _Leg:
    """One model's vectors."""

    files: VectorFiles
    dimension: int
    is_fast: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """Some sentences of a segment, to be embedded together."""

    segment: Segment
    number: int

    @property
    def rows(self) -> range:
        """Of the segment."""
        start = self.number * PART_ROWS
        return range(start, min(start + PART_ROWS, self.segment.starts[-1]))


def fill(
    store: IndexStore,
    encoders: Encoders,
    start_processes: Callable[[], AbstractContextManager[EmbedsBatches]] | None = None,
    progress: Progress | None = None,
) -> bool:
    """Make the vectors that are missing.

    Args:
        store: an index that was built.
        encoders: embed where there are only some thousand sentences to do.
        start_processes: starts what embeds where there are more; None: the encoders do all.
        progress: told how many sentences have their vectors.

    Returns:
        Whether all are there; False: another process is at it.

    Raises:
        IndexFolderError: the index cannot be written; what was made stays.
    """
    with store.locks.filling() as is_ours:
        if not is_ours:
            return False
        legs = (
            _Leg(
                VectorFiles(store.vectors, encoders.fast.fingerprint), encoders.fast.dimension, is_fast=True
            ),
            _Leg(
                VectorFiles(store.vectors, encoders.accurate.fingerprint),
                encoders.accurate.dimension,
                is_fast=False,
            ),
        )
        _remove_damaged(store, legs)
        with _Embedding(encoders, start_processes) as embedding:
            while _filled_some(store, legs, embedding, progress):
                pass
    return True


def _remove_damaged(store: IndexStore, legs: Sequence[_Leg]) -> None:
    """Remove the vectors that are not what was written: they are then missing like any others."""
    try:
        for segment, _ in open_segments(store, store.manifest()):
            for leg in legs:
                leg.files.remove_damaged(segment)
    except OSError as error:
        raise IndexFolderError(store.folder, error) from error


def _filled_some(
    store: IndexStore, legs: Sequence[_Leg], embedding: _Embedding, progress: Progress | None
) -> bool:
    """Make what is missing of the state in use, until there is another one; False: nothing is missing."""
    mark = store.mark
    try:
        if missing := _missing(store, legs):
            sentences = sum(len(part.rows) for _, parts in missing for part in parts)
            _fill(store, missing, embedding.of(sentences), progress, mark)
    except OSError as error:
        raise IndexFolderError(store.folder, error) from error
    except DamagedIndexError:
        # Two builds meanwhile have removed what was being read.
        if store.mark == mark:
            raise
        return True
    return bool(missing)


class _Embedding(ExitStack):
    """What embeds: this process, or several that are started when there is enough to do."""

    def __init__(
        self, encoders: Encoders, start: Callable[[], AbstractContextManager[EmbedsBatches]] | None
    ) -> None:
        super().__init__()
        self._here = _InThisProcess(encoders)
        self._start = start
        self._processes: EmbedsBatches | None = None

    def of(self, sentences: int) -> EmbedsBatches:
        """What embeds so many sentences."""
        if self._start is None or sentences <= _FEW:
            return self._here
        if self._processes is None:
            self._processes = self.enter_context(self._start())
        return self._processes


class _InThisProcess:
    """Embeds one batch after another."""

    def __init__(self, encoders: Encoders) -> None:
        self._encoders = encoders

    def encode_passages(self, batches: Iterable[Sequence[str]], *, is_fast: bool) -> Iterator[Vectors]:
        """The vectors of each batch."""
        encoder = self._encoders.fast if is_fast else self._encoders.accurate
        return (encoder.encode_passages(batch) for batch in batches)


def _missing(store: IndexStore, legs: Sequence[_Leg]) -> list[tuple[_Leg, list[_Part]]]:
    """The parts to make, of each model that lacks some."""
    segments = [segment for segment, _ in open_segments(store, store.manifest())]
    for leg in legs:
        for segment in segments:
            _finish(leg, segment)
    found = [
        (
            leg,
            [
                _Part(segment, number)
                for segment in segments
                if not leg.files.has(segment)
                for number in range(parts_of(segment))
                if not leg.files.has_part(segment, number)
            ],
        )
        for leg in legs
    ]
    return [(leg, parts) for leg, parts in found if parts]


def _fill(
    store: IndexStore,
    missing: Sequence[tuple[_Leg, list[_Part]]],
    embeds: EmbedsBatches,
    progress: Progress | None,
    mark: bytes,
) -> None:
    """Make the missing parts, until all are made or another state of the index is committed.

    Another state may hold newer documents, whose vectors come first; the caller then asks anew what is missing.
    """
    total = sum(segment.starts[-1] for segment, _ in open_segments(store, store.manifest()))
    for leg, parts in missing:
        works = _Works(store, leg)
        done = total - sum(len(part.rows) for part in parts)
        what = FAST if leg.is_fast else ACCURATE
        if progress is not None:
            progress(what, done, total)
        begun, made = time.monotonic(), 0
        batches = (works.texts(part) for part in takewhile(lambda _: store.mark == mark, parts))
        made_of = embeds.encode_passages(batches, is_fast=leg.is_fast)
        for part, vectors in zip(parts, made_of, strict=False):
            leg.files.write_part(part.segment, part.number, works.whole(part, vectors))
            _finish(leg, part.segment)
            done, made = done + len(part.rows), made + len(part.rows)
            rate = made / max(time.monotonic() - begun, 1e-9)
            write_state(store, FillingState(leg.is_fast, done, total, rate, time.time()))
            if progress is not None:
                progress(what, done, total)


def _finish(leg: _Leg, segment: Segment) -> None:
    """Make the files of a segment whose parts are all there."""
    leg.files.join(segment)
    if leg.is_fast:
        leg.files.encode(segment)


class _Works:
    """Parts under way: the vectors that another version of a document has are taken over, the others asked for."""

    def __init__(self, store: IndexStore, leg: _Leg) -> None:
        self._leg = leg
        now, *before = store.manifests()
        current, former = open_segments(store, now), list[tuple[Segment, frozenset[int]]]()
        for manifest in before:
            with suppress(DamagedIndexError):  # that may be why there is a newer one
                former += open_segments(store, manifest)
        self._dead = {segment.name: dead for segment, dead in current}
        self._holders: dict[DocumentId, list[tuple[Segment, int]]] = defaultdict(list)
        for segment, _ in (*current, *former):
            for number, held in enumerate(segment.documents):
                self._holders[held.document.id].append((segment, number))
        self._begun: dict[_Part, tuple[Vectors, list[int]]] = {}

    def texts(self, part: _Part) -> list[str]:
        """What has to be embedded of a part; nothing of documents that are gone."""
        vectors = np.zeros((len(part.rows), self._leg.dimension), np.float32)
        asked: list[int] = []
        texts: list[str] = []
        for row, key, text, known in self._sentences(part):
            at = row - part.rows.start
            if key in known:
                vectors[at] = known[key]
            else:
                asked.append(at)
                texts.append(text)
        self._begun[part] = vectors, asked
        return texts

    def whole(self, part: _Part, made: Vectors) -> Vectors:
        """All vectors of a part, of what was asked for and of what was there."""
        vectors, asked = self._begun.pop(part)
        vectors[asked] = made
        return vectors

    def _sentences(
        self, part: _Part
    ) -> Iterator[tuple[int, SentenceId, str, Mapping[SentenceId, np.ndarray]]]:
        """Of each sentence its row, id and text, and the vectors of other versions of its document."""
        segment, rows = part.segment, part.rows
        first = bisect_right(segment.starts, rows.start) - 1
        for number in range(first, len(segment.documents)):
            start = segment.starts[number]
            if start >= rows.stop:
                return
            if number in self._dead.get(segment.name, ()):
                continue
            indexed = segment.read(number)
            known = self._known(indexed.document.id, segment)
            texts = {passage.id: passage.text for passage in indexed.passages}
            for row, sentence in enumerate(indexed.sentences, start):
                if row in rows:
                    yield row, sentence.id, sentence.span.of(texts[sentence.passage]), known

    def _known(self, key: DocumentId, besides: Segment) -> Mapping[SentenceId, np.ndarray]:
        found: dict[SentenceId, np.ndarray] = {}
        for segment, number in self._holders[key]:
            if segment.name == besides.name or (held := self._leg.files.open(segment)) is None:
                continue
            start, count = segment.starts[number], segment.documents[number].sentences
            with suppress(DamagedIndexError):
                ids = (sentence.id for sentence in segment.read(number).sentences)
                rows = zip(ids, held.rows(start, count), strict=True)
                # Nothing was made of a document that was gone then.
                found |= {key: vector for key, vector in rows if is_there(vector)}
        return found
