"""Who may write an index: one process at a time, of one corpus; and whoever only looks writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import BusyIndexError, IndexFolderError
from retrieval.store import index_locks
from retrieval.store.index_store import IndexStore


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_locks, "_CLAIM_SECONDS", 0.05)


def test_one_corpus_at_a_time_however_it_is_named(store: IndexStore, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(corpus)
    other = IndexStore(store.folder).locks
    with store.locks.claimed([corpus]) as is_ours:
        assert is_ours
        for named in ([corpus], [corpus / ".." / "corpus"], [tmp_path / "linked", corpus]):
            with other.claimed(named) as is_theirs_too:
                assert not is_theirs_too
        for named in ([tmp_path], [corpus, tmp_path], [corpus / "a.txt"]):
            with pytest.raises(BusyIndexError) as raised, other.claimed(named):
                pass
            assert raised.value.corpus == (corpus,)
    with other.claimed([tmp_path]) as is_ours:
        assert is_ours


def test_a_claim_that_cannot_be_read_is_somebody_elses(store: IndexStore, corpus: Path) -> None:
    with store.locks.claimed([corpus]):
        (store.folder / "claim.json").write_text("[", encoding="utf-8")
        with pytest.raises(BusyIndexError), IndexStore(store.folder).locks.claimed([corpus]):
            pass


def test_what_a_killed_process_claimed_counts_no_more(
    store: IndexStore, corpus: Path, tmp_path: Path
) -> None:
    store.folder.mkdir()
    (store.folder / "claim.json").write_text('["/elsewhere"]', encoding="utf-8")
    (store.folder / "claim.lock").touch()
    store.locks.refuse_if_busy()
    with store.locks.claimed([corpus]) as is_ours:
        assert is_ours
    assert not (store.folder / "claim.json").exists()


def test_a_look_writes_nothing_and_sees_who_is_at_work(store: IndexStore, corpus: Path) -> None:
    watching = IndexStore(store.folder).locks
    watching.refuse_if_busy()
    assert not watching.is_building
    assert not store.folder.exists()
    with store.locks.claimed([corpus]), pytest.raises(BusyIndexError, match=f"from {corpus};"):
        watching.refuse_if_busy()
    with store.locks.building():
        assert watching.is_building
        with pytest.raises(BusyIndexError):
            watching.refuse_if_busy()
    assert not watching.is_building
    watching.refuse_if_busy()


def test_a_folder_that_cannot_be_written(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(IndexFolderError, match="Not a directory"),
        IndexStore(tmp_path / "file" / "index").locks.claimed([corpus]),
    ):
        pass
