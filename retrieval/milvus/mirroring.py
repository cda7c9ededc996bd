"""The documents of everybody in an index -> the same passages and sentences in Milvus, under the same ids.

What belongs to one chat stays in the files of this machine: Milvus counts how rare a word is over all that it holds.

Of each document Milvus keeps which version it has, written when all of it is there; what is missing, changed or gone is
found by comparing these with the manifest, so a stop at any moment is mended by the next run, and a document costs its
own size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from embeddings.types import Progress, Vectors
from retrieval.search.embedded_index import LiveSegment
from retrieval.store.index_store import FORMAT
from retrieval.store.segments import Segment
from retrieval.store.terms import MARK
from retrieval.store.vector_files import VectorFiles
from retrieval.types import EVERYBODY, DocumentId, PassageId, SentenceId

PASSAGES = "copying passages"
SENTENCES = "copying sentence vectors"
_TOGETHER = 16
"""Documents sent at once: some ten megabytes of vectors."""


@dataclass(frozen=True, slots=True)
class PassageRows:
    """The passages of a document."""

    document: DocumentId
    version: str
    ids: tuple[PassageId, ...]
    terms: tuple[tuple[str, ...], ...]
    """Of each passage."""


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """The sentences of a document."""

    document: DocumentId
    version: str
    ids: tuple[SentenceId, ...]
    vectors: Vectors
    """Of the fast model, shape (len(ids), dimension)."""


Rows = TypeVar("Rows")
Rows_contra = TypeVar("Rows_contra", contravariant=True)


class Mirror(Protocol[Rows_contra]):
    """What holds the rows of documents outside of this machine's files."""

    def versions(self) -> Mapping[DocumentId, str]:
        """The documents that have any row, each with the version that is there whole; empty: none is.

        Raises:
            MilvusError: the server cannot be asked.
        """
        ...

    def put(self, documents: Sequence[Rows_contra]) -> None:
        """Hold these rows of these documents, instead of any others.

        Raises:
            MilvusError: they could not be written.
        """
        ...

    def remove(self, documents: Sequence[DocumentId]) -> None:
        """Hold nothing of these documents.

        Raises:
            MilvusError: they could not be removed.
        """
        ...

    def settle(self) -> None:
        """Write to disk what was put and removed, and index it.

        Raises:
            MilvusError: it could not be done.
        """
        ...


def mirror_passages(
    segments: Sequence[LiveSegment], mirror: Mirror[PassageRows], progress: Progress | None = None
) -> None:
    """Make a mirror hold the passages of those of these documents that belong to everybody, and nothing else.

    Args:
        segments: see `segments_in_use.live_segments`.
        mirror: of passages.
        progress: told how many documents are there.

    Raises:
        MilvusError: the server cannot be used; what was sent stays.
        DamagedIndexError: a document cannot be read.
    """
    _mirror(list(_live(segments)), mirror, _passage_rows, PASSAGES, progress)


def mirror_sentences(
    segments: Sequence[LiveSegment],
    files: VectorFiles,
    mirror: Mirror[SentenceRows],
    progress: Progress | None = None,
) -> None:
    """Make a mirror hold the sentences of those of everybody's documents that have their vectors by now.

    Args:
        segments: see `segments_in_use.live_segments`.
        files: of the fast model.
        mirror: of sentences.
        progress: told how many documents are there.

    Raises:
        MilvusError: the server cannot be used; what was sent stays.
    """

    def rows(live: _Live) -> SentenceRows:
        segment, number = live.segment, live.number
        start, stop = segment.starts[number], segment.starts[number + 1]
        vectors = files.open(segment)
        ids = tuple(SentenceId(key) for key in segment.sentence_ids[start:stop].tolist())
        if vectors is None:  # they have gone since they were looked for; the next run sends the document
            return SentenceRows(live.key, "", (), np.empty((0, 1), np.float32))
        return SentenceRows(live.key, live.version, ids, vectors.rows(start, stop - start))

    filled = [each for each in segments if files.open(each[0]) is not None]
    _mirror(list(_live(filled)), mirror, rows, SENTENCES, progress)


@dataclass(frozen=True, slots=True)
class _Live:
    """A document of a segment."""

    segment: Segment
    number: int

    @property
    def key(self) -> DocumentId:
        return self.segment.documents[self.number].document.id

    @property
    def version(self) -> str:
        return f"{FORMAT}-{self.segment.documents[self.number].content_hash}"


def _live(segments: Iterable[LiveSegment]) -> Iterator[_Live]:
    """The documents of everybody."""
    for segment, dead in segments:
        for number in range(len(segment.documents)):
            if segment.owner == EVERYBODY and number not in dead:
                yield _Live(segment, number)


def _passage_rows(live: _Live) -> PassageRows:
    indexed = live.segment.read(live.number)
    terms = (text.strip(MARK).split(2 * MARK) for text in indexed.terms.passage_words.marked)
    return PassageRows(
        live.key,
        live.version,
        tuple(passage.id for passage in indexed.passages),
        tuple(tuple(own) for own in terms),
    )


def _mirror(
    documents: Sequence[_Live],
    mirror: Mirror[Rows],
    rows: Callable[[_Live], Rows],
    stage: str,
    progress: Progress | None,
) -> None:
    versions = mirror.versions()
    wanted = {each.key for each in documents}
    gone = [key for key in versions if key not in wanted]
    new = [each for each in documents if versions.get(each.key) != each.version]
    if gone:
        mirror.remove(gone)
    for start in range(0, len(new), _TOGETHER):
        mirror.put([rows(each) for each in new[start : start + _TOGETHER]])
        if progress is not None:
            progress(stage, len(documents) - max(0, len(new) - start - _TOGETHER), len(documents))
    if gone or new:
        mirror.settle()
