"""An index, opened: what is known of all documents, and each document whole when a question comes to it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from embeddings.types import Encoders, Vectors
from retrieval.errors import MilvusError, OtherIndexError
from retrieval.index.index_store import IndexStore
from retrieval.index.segments import Segment
from retrieval.index.segments_in_use import live_segments
from retrieval.index.snapshot import HeldDocument, WordKnowledge
from retrieval.index.vector_files import VectorFiles
from retrieval.index.word_store import load_words
from retrieval.opened.embedded_index import EmbeddedPassages, EmbeddedSentences
from retrieval.opened.likeliest import likeliest
from retrieval.opened.open_document import OpenDocument, SentenceVectors
from retrieval.opened.selection import Selection
from retrieval.opened.whole_index import WholeIndex
from retrieval.types import Document, DocumentId, Meaning, PassageId, PlacedPassage

MOST_SENTENCES = 16_000
"""A question is asked of at most so many sentences: of the documents that have its words, where there are more."""
_VERIFIED_AT_ONCE = 64 * 1024 * 1024
"""Bytes of an index that is compared with its checksums when it is opened, which takes a tenth of a second; of a larger
one each document is when it is read, and all when it is next brought up to date."""
_KEPT_DOCUMENTS = 32
"""Documents kept open; one takes some 2 MB."""
_KEPT_SELECTIONS = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Holding:
    """Where a document is."""

    segment: Segment
    number: int
    held: HeldDocument


class Collection:
    """The documents of one state of an index. Safe to use from several threads."""

    def __init__(
        self,
        segments: Sequence[tuple[Segment, AbstractSet[int]]],
        words: WordKnowledge,
        vectors: tuple[VectorFiles, VectorFiles],
        words_name: str = "",
        former: Collection | None = None,
        whole: WholeIndex | None = None,
    ) -> None:
        """Take the parts.

        Args:
            segments: each with the numbers of its dead documents.
            words: of all documents.
            vectors: the files of the accurate and of the fast model.
            words_name: that of the words in the index.
            former: another state, of which what is open of the same segments stays open.
            whole: what a question to all documents is looked up in; None: the segments and the vector files.
        """
        self.words = words
        self.words_name = words_name
        self._accurate, self._fast = vectors
        self._segments = tuple(segments)
        self._embedded = WholeIndex(EmbeddedPassages(segments), EmbeddedSentences(segments, self._fast))
        self._lookup = whole or self._embedded
        self._holdings = {
            held.document.id: _Holding(segment, number, held)
            for segment, dead in segments
            for number, held in enumerate(segment.documents)
            if number not in dead
        }
        self._by_id = sorted(self._holdings)
        self.documents: tuple[Document, ...] = tuple(each.held.document for each in self._holdings.values())
        self.sentences = sum(each.held.sentences for each in self._holdings.values())
        self._by_file = {each.held.document.file: each for each in self._holdings.values()}
        self._opened: Callable[[Segment, int], OpenDocument] = (
            former._opened if former else lru_cache(_KEPT_DOCUMENTS)(partial(_whole, vectors))
        )
        self._select = lru_cache(_KEPT_SELECTIONS)(self._select_anew)

    @property
    def held(self) -> tuple[HeldDocument, ...]:
        """What is known of each document."""
        return tuple(each.held for each in self._holdings.values())

    @property
    def segments(self) -> dict[str, Segment]:
        """By name; they can be taken over into another state."""
        return {segment.name: segment for segment, _ in self._segments}

    def count_vectors(self) -> tuple[int, int]:
        """How many sentences have a vector of the accurate model, and of the fast one."""
        accurate, fast = (
            sum(files.count(segment, dead) for segment, dead in self._segments)
            for files in (self._accurate, self._fast)
        )
        return accurate, fast

    def hold(self) -> None:
        """Open every file now: what answers goes on answering when a newer state has replaced it on disk.

        Raises:
            DamagedIndexError: a file is missing or is not what was written.
        """
        for segment, _ in self._segments:
            segment.hold()

    def let_go(self) -> None:
        """Keep nothing for questions to come."""
        self._select.cache_clear()

    def select(self, documents: Iterable[DocumentId]) -> Selection:
        """Open some documents; ids of none are passed over."""
        return self._select(tuple(key for key in dict.fromkeys(documents) if key in self._holdings))

    def likeliest(
        self,
        terms: Sequence[str],
        meanings: Sequence[Sequence[Meaning]],
        among: AbstractSet[DocumentId],
        vector: np.ndarray | None = None,
        most: int = MOST_SENTENCES,
    ) -> list[DocumentId]:
        """The documents likeliest to answer a question, best first, as many as can be asked.

        Args:
            terms: see `PassageIndex.search`.
            meanings: the same.
            among: the only documents that count; none: all.
            vector: the question's, by the fast model; None: by its terms only.
            most: the sentences that they have together, at most, if the first has not more.
        """
        found = self._found(terms, meanings, vector, among or None)
        allowed = among or self._holdings.keys()
        chosen: list[DocumentId] = []
        sentences = 0
        for key in dict.fromkeys((*found, *self._by_id)):
            if key not in allowed or key not in self._holdings:
                continue
            sentences += self._holdings[key].held.sentences
            if chosen and sentences > most:
                break
            chosen.append(key)
        return chosen

    def _found(
        self,
        terms: Sequence[str],
        meanings: Sequence[Sequence[Meaning]],
        vector: np.ndarray | None,
        among: AbstractSet[DocumentId] | None,
    ) -> list[DocumentId]:
        try:
            return likeliest(self._lookup, terms, meanings, vector, among)
        except MilvusError as error:
            # The same is in the files here; a question is not lost because a server is.
            _log.warning("%s The files of this machine are asked instead.", error)
            return likeliest(self._embedded, terms, meanings, vector, among)

    def knows(self, word: str) -> bool:
        """Whether any passage has a word, however rare."""
        return any(segment.keywords.holding(word) for segment, _ in self._segments)

    def count(self, documents: Iterable[DocumentId]) -> int:
        """How many sentences some documents have."""
        return sum(self._holdings[key].held.sentences for key in documents if key in self._holdings)

    def source(self, file: str) -> Path:
        """The path of a document's file, by its name; KeyError: no document has it."""
        return Path(self._by_file[file].held.source)

    def lines(self, file: str) -> tuple[int, ...]:
        """The lines of a document's paragraphs, 1-based, in their order; KeyError: no document has that name."""
        return tuple(
            passage.line for passage in self._open(self._by_file[file].held.document.id).indexed.passages
        )

    def passage(self, key: PassageId) -> PlacedPassage | None:
        """A paragraph by its id; None when no document holds it (any more)."""
        for segment, dead in self._segments:
            number = segment.holder_of(key)
            if number is not None and number not in dead:
                return _placed(self._open(segment.documents[number].document.id), key)
        return None

    def _select_anew(self, keys: tuple[DocumentId, ...]) -> Selection:
        return Selection([self._open(key) for key in keys])

    def _open(self, key: DocumentId) -> OpenDocument:
        holding = self._holdings[key]
        return self._opened(holding.segment, holding.number)


def open_collection(
    store: IndexStore,
    encoders: Encoders,
    former: Collection | None = None,
    whole: WholeIndex | None = None,
) -> Collection:
    """Open what is in use.

    Args:
        store: the index.
        encoders: whose vectors are used.
        former: another state of the same index, with which it shares what has not changed.
        whole: see `Collection`.

    Raises:
        DamagedIndexError: a file is missing or is not what was written.
        OtherIndexError: made by another version or another fast model.
    """
    manifest = store.manifest()
    if manifest.fingerprint != encoders.fast.fingerprint:
        raise OtherIndexError(store.folder, "another model")
    known = former.segments if former else {}
    segments = live_segments(store, manifest, known)
    if sum(segment.size for segment, _ in segments) < _VERIFIED_AT_ONCE:
        for segment, _ in segments:
            if segment.name not in known:
                segment.verify()
    return Collection(
        segments,
        former.words
        if former and former.words_name == manifest.words
        else load_words(store.words / manifest.words),
        (
            VectorFiles(store.vectors, encoders.accurate.fingerprint),
            VectorFiles(store.vectors, encoders.fast.fingerprint),
        ),
        manifest.words,
        former,
        whole,
    )


def _whole(vectors: tuple[VectorFiles, VectorFiles], segment: Segment, number: int) -> OpenDocument:
    start, count = segment.starts[number], segment.documents[number].sentences
    accurate, fast = (
        SentenceVectors(count, partial(_read, files, segment, start, count)) for files in vectors
    )
    return OpenDocument(segment.read(number), accurate, fast)


def _read(files: VectorFiles, segment: Segment, start: int, count: int) -> Vectors | None:
    vectors = files.open(segment)
    return None if vectors is None else vectors.rows(start, count)


def _placed(opened: OpenDocument, key: PassageId) -> PlacedPassage:
    passages = opened.indexed.passages
    at = next(at for at, passage in enumerate(passages) if passage.id == key)
    return PlacedPassage(
        passage=passages[at],
        document=opened.indexed.document,
        before=passages[at - 1].id if at > 0 else None,
        after=passages[at + 1].id if at + 1 < len(passages) else None,
    )
