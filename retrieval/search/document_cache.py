"""Documents kept open, and selections of them, so that the next question need not open the same ones again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from embeddings.types import Vectors
from retrieval.search.open_document import OpenDocument, SentenceVectors
from retrieval.search.selection import Selection
from retrieval.store.segments import Segment
from retrieval.store.vector_files import VectorFiles

_KEPT_DOCUMENTS = 32
"""Documents kept open; one takes some 2 MB."""
_KEPT_SELECTIONS = 8

Whereabouts = tuple[Segment, int]
"""The segment that holds a document, and its number there."""


class DocumentCache:
    """Opens documents by where they are; who may see them, its callers have decided. Safe to use from several threads."""

    def __init__(self, vectors: tuple[VectorFiles, VectorFiles], former: DocumentCache | None = None) -> None:
        """Open nothing yet.

        Args:
            vectors: the files of the accurate and of the fast model.
            former: of another state of the index, of which what is open of the same segments stays open.
        """
        self._opened: Callable[[Segment, int], OpenDocument] = (
            former._opened if former else lru_cache(_KEPT_DOCUMENTS)(partial(_whole, vectors))
        )
        self._select = lru_cache(_KEPT_SELECTIONS)(partial(_selection, self._opened))

    def open(self, segment: Segment, number: int) -> OpenDocument:
        """A document."""
        return self._opened(segment, number)

    def select(self, documents: tuple[Whereabouts, ...]) -> Selection:
        """Some documents side by side."""
        return self._select(documents)

    def let_go(self) -> None:
        """Keep no selections for questions to come."""
        self._select.cache_clear()


def _selection(
    opened: Callable[[Segment, int], OpenDocument], documents: tuple[Whereabouts, ...]
) -> Selection:
    return Selection([opened(segment, number) for segment, number in documents])


def _whole(vectors: tuple[VectorFiles, VectorFiles], segment: Segment, number: int) -> OpenDocument:
    start, count = segment.starts[number], segment.documents[number].sentences
    accurate, fast = (
        SentenceVectors(count, partial(_read, files, segment, start, count)) for files in vectors
    )
    return OpenDocument(segment.read(number), accurate, fast)


def _read(files: VectorFiles, segment: Segment, start: int, count: int) -> Vectors | None:
    vectors = files.open(segment)
    return None if vectors is None else vectors.rows(start, count)
