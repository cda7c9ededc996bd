"""Who builds an index that cannot be opened: see `tests/end_to_end/test_two_processes` for two real processes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from embeddings import Encoders
from retrieval.building import indexing, opening
from retrieval.building.opening import IndexOpener, OpenedState
from retrieval.errors import BusyIndexError, MissingIndexError
from retrieval.store import index_locks
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY
from tests.fakes import fake_encoders
from tests.retrieval.making import STEEL, WHEAT, write


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> Encoders:
    monkeypatch.setattr(index_locks, "_CLAIM_SECONDS", 0.05)
    return fake_encoders()


def files(state: OpenedState) -> list[str]:
    return [document.file for document in state.index.seen_by(EVERYBODY).documents]


def never(corpus: Sequence[Path]) -> None:
    raise AssertionError(f"built of {corpus}")


def test_what_another_process_finished_meanwhile_is_opened_and_not_replaced(
    corpus: Path, store: IndexStore, encoders: Encoders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at an index and the right to build it others may have built theirs."""
    write(corpus, wheat=WHEAT)
    write(tmp_path, steel=STEEL)
    claimed = index_locks.IndexLocks.claimed

    def built_just_before(locks: index_locks.IndexLocks, sources: Sequence[Path]) -> object:
        indexing.update(IndexStore(store.folder), [tmp_path / "steel.txt"], encoders)
        return claimed(locks, sources)

    monkeypatch.setattr(index_locks.IndexLocks, "claimed", built_just_before)
    assert files(IndexOpener(store, encoders).built([corpus], never)) == ["steel.txt"]


def test_a_build_by_somebody_who_does_not_say_of_what_is_waited_for(
    corpus: Path, store: IndexStore, encoders: Encoders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT)
    write(tmp_path, steel=STEEL)
    with store.locks.building():
        other = IndexStore(store.folder)
        with pytest.raises(BusyIndexError):
            IndexOpener(other, encoders).as_it_is()
        monkeypatch.setattr(other.locks, "building", store.locks.filling)

        def finished(seconds: float) -> None:
            indexing.update(other, [tmp_path / "steel.txt"], encoders)

        monkeypatch.setattr(opening.time, "sleep", finished)
        assert files(IndexOpener(IndexStore(store.folder), encoders).built([corpus], never)) == ["steel.txt"]


def test_an_emptied_manifest_is_damage_and_not_a_missing_index(
    corpus: Path, store: IndexStore, encoders: Encoders
) -> None:
    write(corpus, wheat=WHEAT)
    with pytest.raises(MissingIndexError):
        IndexOpener(store, encoders).as_it_is()
    indexing.update(store, [corpus], encoders)
    (store.folder / "CURRENT").write_bytes(b"")

    def build(sources: Sequence[Path]) -> None:
        assert sources == (corpus,)
        indexing.update(store, sources, encoders)

    assert files(IndexOpener(store, encoders).built([corpus.parent], build)) == ["wheat.txt"]
