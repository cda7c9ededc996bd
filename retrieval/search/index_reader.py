"""The documents of an index that one asker may see: each is opened whole when a question comes to it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.errors import MilvusError
from retrieval.search.document_cache import DocumentCache
from retrieval.search.document_retrieval import likeliest
from retrieval.search.embedded_index import EmbeddedPassages, EmbeddedSentences, LiveSegment
from retrieval.search.open_document import OpenDocument
from retrieval.search.selection import Selection
from retrieval.search.whole_index import WholeIndex
from retrieval.store.segments import Segment
from retrieval.store.snapshot import DocumentHeader, IndexedDocument
from retrieval.store.vector_files import VectorFiles
from retrieval.types import EVERYBODY, Document, DocumentId, Meaning, Passage, PassageId, PlacedPassage

MOST_SENTENCES = 16_000
"""A question is asked of at most so many sentences: of the documents that have its words, where there are more."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Holding:
    """Where a document is."""

    segment: Segment
    number: int
    held: DocumentHeader


class IndexReader:
    """Some segments of an index: no document, word or count of the others is reached from here.

    Safe to use from several threads.
    """

    def __init__(
        self,
        segments: Sequence[LiveSegment],
        vectors: tuple[VectorFiles, VectorFiles],
        cache: DocumentCache,
        whole: WholeIndex | None = None,
    ) -> None:
        """Take the parts.

        Args:
            segments: all that the asker may see, each with the numbers of its dead documents.
            vectors: the files of the accurate and of the fast model.
            cache: opens the documents.
            whole: what a question to all these documents is looked up in; None: the segments and the vector files.
        """
        self._accurate, self._fast = vectors
        self._segments = tuple(segments)
        self._cache = cache
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

    @property
    def held(self) -> tuple[DocumentHeader, ...]:
        """What is known of each document."""
        return tuple(each.held for each in self._holdings.values())

    def count_vectors(self) -> tuple[int, int]:
        """How many sentences have a vector of the accurate model, and of the fast one."""
        accurate, fast = (
            sum(files.count(segment, dead) for segment, dead in self._segments)
            for files in (self._accurate, self._fast)
        )
        return accurate, fast

    @property
    def private_words(self) -> frozenset[str]:
        """The words of the documents that do not belong to everybody."""
        private = (segment for segment, _ in self._segments if segment.owner != EVERYBODY)
        return frozenset(word for segment in private for word in segment.keywords.frequencies)

    def select(self, documents: Iterable[DocumentId]) -> Selection:
        """Open some documents; ids of none of these are passed over."""
        there = (self._holdings[key] for key in dict.fromkeys(documents) if key in self._holdings)
        return self._cache.select(tuple((each.segment, each.number) for each in there))

    def read(self, key: DocumentId) -> IndexedDocument:
        """One document whole, which is not kept open; KeyError: it is none of these."""
        holding = self._holdings[key]
        return holding.segment.read(holding.number)

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
        """A paragraph by its id; None when no document of these holds it (any more)."""
        for segment, dead in self._segments:
            number = segment.holder_of(key)
            if number is not None and number not in dead:
                return _placed(self._open(segment.documents[number].document.id), key)
        return None

    def passages(self, document: DocumentId) -> tuple[Passage, ...]:
        """All paragraphs of a document, in order; none when these have it not (any more)."""
        return tuple(self._open(document).indexed.passages) if document in self._holdings else ()

    def _open(self, key: DocumentId) -> OpenDocument:
        holding = self._holdings[key]
        return self._cache.open(holding.segment, holding.number)


def _placed(opened: OpenDocument, key: PassageId) -> PlacedPassage:
    passages = opened.indexed.passages
    at = next(at for at, passage in enumerate(passages) if passage.id == key)
    return PlacedPassage(
        passage=passages[at],
        document=opened.indexed.document,
        before=passages[at - 1].id if at > 0 else None,
        after=passages[at + 1].id if at + 1 < len(passages) else None,
    )
