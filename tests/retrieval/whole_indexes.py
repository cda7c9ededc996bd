"""The two makes of the indexes over all passages and sentences, behind one handle, for tests that run over both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.types import Encoders
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.ingest.identity import identify
from retrieval.milvus.mirroring import mirror_passages, mirror_sentences
from retrieval.search.embedded_index import EmbeddedPassages, EmbeddedSentences
from retrieval.search.whole_index import WholeIndex
from retrieval.store.index_store import IndexStore
from retrieval.store.segments_in_use import live_segments
from retrieval.store.vector_files import VectorFiles
from retrieval.types import DocumentId
from tests.fakes import fake_encoders

if TYPE_CHECKING:
    from retrieval.milvus.index import Milvus


class Corpus:
    """A folder of documents with its index."""

    def __init__(self, folder: Path) -> None:
        self.texts = folder / "texts"
        self.texts.mkdir()
        self.store = IndexStore(folder / "index")
        self.encoders: Encoders = fake_encoders()
        self.files = VectorFiles(self.store.vectors, self.encoders.fast.fingerprint)

    def write(self, **texts: str | None) -> None:
        """Write documents, or delete those without a text, and bring the keywords up to date."""
        for name, text in texts.items():
            file = self.texts / f"{name}.txt"
            if text is None:
                file.unlink()
            else:
                file.write_text(text, encoding="utf-8")
        indexing.update(self.store, (self.texts,), self.encoders, processes=1)

    def fill(self) -> None:
        """Make the vectors."""
        assert fill(self.store, self.encoders)

    @property
    def segments(self) -> list[tuple[indexing.Segment, frozenset[int]]]:
        return live_segments(self.store, self.store.manifest())


class Embedded:
    """The files of this machine."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def open(self) -> WholeIndex:
        """Open what the corpus holds now."""
        segments = [] if self.corpus.store.is_empty else self.corpus.segments
        return WholeIndex(EmbeddedPassages(segments), EmbeddedSentences(segments, self.corpus.files))


class Mirrored:
    """Milvus."""

    def __init__(self, corpus: Corpus, milvus: Milvus) -> None:
        self.corpus = corpus
        self.milvus = milvus

    def open(self) -> WholeIndex:
        """Bring Milvus up to date with what the corpus holds now."""
        if not self.corpus.store.is_empty:
            mirror_passages(self.corpus.segments, self.milvus.passages)
            mirror_sentences(self.corpus.segments, self.corpus.files, self.milvus.sentences)
        return WholeIndex(self.milvus.passages, self.milvus.sentences)


def ids(*names: str) -> frozenset[DocumentId]:
    """The ids of documents by the names they were written under."""
    return frozenset(identify(f"{name}.txt") for name in names)


def names(found: Iterable[DocumentId], *known: str) -> list[str]:
    """The names of documents by their ids."""
    by_id = {identify(f"{name}.txt"): name for name in known}
    return [by_id[key] for key in found]
