"""One state of an index, opened: documents of everybody and of single chats, seen only through an asker's eyes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache, partial

from embeddings.types import Encoders
from retrieval.errors import DamagedIndexError, OtherIndexError
from retrieval.search.document_cache import DocumentCache
from retrieval.search.embedded_index import LiveSegment
from retrieval.search.index_reader import IndexReader
from retrieval.search.whole_index import WholeIndex
from retrieval.store.index_store import IndexStore
from retrieval.store.segments import Segment
from retrieval.store.segments_in_use import live_segments
from retrieval.store.snapshot import WordKnowledge
from retrieval.store.vector_files import VectorFiles
from retrieval.store.word_store import load_words
from retrieval.types import EVERYBODY, Owner

_VERIFIED_AT_ONCE = 64 * 1024 * 1024
"""Bytes of documents in an index that is compared with its checksums when it is opened, which takes a tenth of a second; of
a larger one each document is when it is read, and everything behind the answers (`damaged_documents`)."""
_KEPT_COLLECTIONS = 32
"""Of chats with documents of their own; making one takes some milliseconds for a thousand documents."""
_log = logging.getLogger(__name__)


class OpenedIndex:
    """Holds the files of all owners, and answers nothing itself: `seen_by` does. Safe to use from several threads."""

    def __init__(
        self,
        segments: Sequence[LiveSegment],
        words: WordKnowledge,
        vectors: tuple[VectorFiles, VectorFiles],
        words_name: str = "",
        former: OpenedIndex | None = None,
        whole: WholeIndex | None = None,
    ) -> None:
        """Take the parts.

        Args:
            segments: each with the numbers of its dead documents.
            words: of the documents of everybody.
            vectors: the files of the accurate and of the fast model.
            words_name: that of the words in the index.
            former: another state, of which what is open of the same segments stays open.
            whole: what a question to all documents of everybody is looked up in; None: the files of this machine.
        """
        self.words = words
        self.words_name = words_name
        self.vectors = vectors
        self._segments = tuple(segments)
        self._whole = whole
        self._cache: DocumentCache = DocumentCache(vectors, former._cache if former else None)
        self._owners = frozenset(segment.owner for segment, _ in segments)
        of_everybody = [each for each in segments if each[0].owner == EVERYBODY]
        self._of_everybody = IndexReader(of_everybody, vectors, self._cache, whole)
        self._of_chat = lru_cache(_KEPT_COLLECTIONS)(partial(_seen_by, self._segments, vectors, self._cache))

    @property
    def segments(self) -> dict[str, Segment]:
        """By name; they can be taken over into another state."""
        return {segment.name: segment for segment, _ in self._segments}

    @property
    def lacks_vectors(self) -> bool:
        """Whether any sentence, whoever may see it, has no vector yet of one of the models."""
        return any(
            files.count(segment, dead)
            < sum(held.sentences for number, held in enumerate(segment.documents) if number not in dead)
            for segment, dead in self._segments
            for files in self.vectors
        )

    def damaged_documents(self) -> list[DamagedIndexError]:
        """Compare the segments with their checksums; takes a second for a gigabyte."""
        found: list[DamagedIndexError] = []
        for segment, _ in self._segments:
            try:
                segment.verify()
            except DamagedIndexError as error:
                found.append(error)
        return found

    def damaged_vectors(self) -> list[DamagedIndexError]:
        """Compare the vectors with their checksums: those that are damaged, and were not found to be before.

        They are not opened any more; what is open of them already is, until `anew`.
        """
        damaged = [
            file for segment, _ in self._segments for files in self.vectors for file in files.verify(segment)
        ]
        return [DamagedIndexError(file, "it is not what was written") for file in damaged]

    def anew(self) -> OpenedIndex:
        """The same state, with nothing kept open of its vectors and documents."""
        return OpenedIndex(self._segments, self.words, self.vectors, self.words_name, whole=self._whole)

    def has_own(self, owner: Owner) -> bool:
        """Whether a chat has documents that not everybody may see."""
        return owner != EVERYBODY and owner in self._owners

    def seen_by(self, owner: Owner) -> IndexReader:
        """The documents of everybody, and those of the owner; the same object for all who have none of their own."""
        return self._of_chat(owner) if self.has_own(owner) else self._of_everybody

    def hold(self) -> None:
        """Open every file now: what answers goes on answering when a newer state has replaced it on disk.

        Raises:
            DamagedIndexError: a file is missing or is not what was written.
        """
        for segment, _ in self._segments:
            segment.hold()

    def let_go(self) -> None:
        """Keep nothing for questions to come."""
        self._cache.let_go()


def open_index(
    store: IndexStore,
    encoders: Encoders,
    former: OpenedIndex | None = None,
    whole: WholeIndex | None = None,
) -> OpenedIndex:
    """Open what is in use.

    Args:
        store: the index.
        encoders: whose vectors are used.
        former: another state of the same index, with which it shares what has not changed.
        whole: see `OpenedIndex`.

    Raises:
        DamagedIndexError: a file is missing or is not what was written.
        OtherIndexError: made by another version or another fast model.
    """
    manifest = store.manifest()
    if manifest.fingerprint != encoders.fast.fingerprint:
        raise OtherIndexError(store.folder, "another model")
    known = former.segments if former else {}
    segments = live_segments(store, manifest, known)
    is_small = sum(segment.size for segment, _ in segments) < _VERIFIED_AT_ONCE
    if is_small:
        for segment, _ in segments:
            if segment.name not in known:
                segment.verify()
    opened = OpenedIndex(
        segments,
        former.words
        if former and former.words_name == manifest.words
        else load_words(store.words / manifest.words),
        former.vectors if former else vectors_of(store, encoders),
        manifest.words,
        former,
        whole,
    )
    for error in opened.damaged_vectors() if is_small else ():
        _log.warning("%s Questions are answered without it; `yinju index` makes it anew.", error)
    return opened


def vectors_of(store: IndexStore, encoders: Encoders) -> tuple[VectorFiles, VectorFiles]:
    """The files of the accurate and of the fast model."""
    return (
        VectorFiles(store.vectors, encoders.accurate.fingerprint),
        VectorFiles(store.vectors, encoders.fast.fingerprint),
    )


def _seen_by(
    segments: Sequence[LiveSegment],
    vectors: tuple[VectorFiles, VectorFiles],
    cache: DocumentCache,
    owner: Owner,
) -> IndexReader:
    """What a chat with documents of its own sees; looked up in the files of this machine, as Milvus has none of these."""
    return IndexReader([each for each in segments if each[0].owner in {EVERYBODY, owner}], vectors, cache)
