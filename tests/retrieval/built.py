"""Indexes built and filled for the tests of this folder, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings import Encoders, Progress, TextEncoder
from retrieval.building.backfill import fill
from retrieval.building.indexing import IndexReport, update
from retrieval.search.index_reader import IndexReader
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.store.index_store import IndexStore
from retrieval.store.segments_in_use import open_segments
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import EVERYBODY, Owner
from tests.fakes import FakeEncoder, fake_encoders
from tests.retrieval.making import CountingEncoder

NEAR = 0.01
"""How far a component of a vector kept in 8 bits may be off."""


def build(
    store: IndexStore,
    paths: Sequence[Path],
    accurate: TextEncoder | None = None,
    progress: Progress | None = None,
) -> IndexReport:
    """Bring an index up to date, with the sentence vectors of both models."""
    encoders = fake_encoders(accurate or CountingEncoder())
    report = update(store, paths, encoders, progress)
    assert fill(store, encoders, progress=progress)
    return report


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    return (report.documents, report.added, report.updated, report.removed, report.unchanged)


def loaded(store: IndexStore, encoders: Encoders | None = None, owner: Owner = EVERYBODY) -> IndexReader:
    """What an owner sees."""
    return opened(store, encoders).seen_by(owner)


def opened(store: IndexStore, encoders: Encoders | None = None) -> OpenedIndex:
    return open_index(store, encoders or fake_encoders(CountingEncoder()))


def documents(collection: IndexReader) -> dict[str, IndexedDocument]:
    """All documents, read whole, by their files' paths."""
    return {
        whole.indexed.source: whole.indexed
        for document in collection.documents
        for whole in collection.select([document.id]).opened
    }


def kept(store: IndexStore) -> list[IndexedDocument]:
    """All documents, also those that another one stands for."""
    return [
        segment.read(number)
        for segment, dead in open_segments(store, store.manifest())
        for number in range(len(segment.documents))
        if number not in dead
    ]


def texts(collection: IndexReader) -> list[str]:
    """All sentences, one document after another."""
    whole = collection.select(document.id for document in collection.documents)
    return [entry.text for entry in whole.entries]


def assert_consistent(store: IndexStore) -> None:
    """The parts of an index fit each other, and every sentence has the vectors of both models."""
    collection = loaded(store)
    for segment, dead in open_segments(store, store.manifest()):
        segment.verify()
        assert len(segment.keywords) == sum(held.passages for held in segment.documents)
        assert len(dead) < len(segment.documents)
    assert sum(held.sentences for held in collection.held) == collection.sentences == len(texts(collection))
    for held in collection.held:
        (whole,) = collection.select([held.document.id]).opened
        assert (held.passages, held.sentences) == (len(whole.indexed.passages), len(whole))
        assert (held.source, held.content_hash) == (whole.indexed.source, whole.indexed.content_hash)
        made = FakeEncoder().encode_passages([whole.text(at) for at in range(len(whole))])
        for vectors in (whole.accurate, whole.fast):
            components = np.stack([vectors.cosines(axis) for axis in np.eye(made.shape[1], dtype=np.float32)])
            assert np.abs(components.T - made).max() < NEAR
    known = opened(store).words
    words = known.english.vocabulary
    assert known.vectors.vectors(range(len(words))).tolist() == (
        FakeEncoder().encode_passages(words).tolist()
    )
