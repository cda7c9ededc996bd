"""Manifests on disk: what is written is read, what is damaged or of another kind is said to be, what is old goes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from retrieval.errors import DamagedIndexError, IndexFolderError, OtherIndexError
from retrieval.store import index_store
from retrieval.store.index_store import IndexStore, Manifest, SegmentInUse

SOURCES = (Path("/corpus/甲.txt"), Path("/corpus/two words"))


@pytest.fixture
def store(store: IndexStore) -> IndexStore:
    store.folder.mkdir()
    return store


def made(name: str, *dead: int) -> Manifest:
    """A manifest of one segment."""
    return Manifest((SegmentInUse(name, dead),), f"words-{name}", "fake-1", 0)


def put(store: IndexStore, name: str) -> Manifest:
    """Make the files that a manifest names, and the manifest the one in use."""
    for folder in (store.segments / name, store.words / f"words-{name}"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "file").write_text(name, encoding="utf-8")
    store.vectors.mkdir(exist_ok=True)
    (store.vectors / f"{name}.model.faiss").write_text("vectors", encoding="utf-8")
    (store.vectors / "parts").mkdir(exist_ok=True)
    (store.vectors / "parts" / f"{name}.model.7.npy").write_text("part", encoding="utf-8")
    store.commit(made(name), SOURCES)
    return made(name)


def held(store: IndexStore) -> dict[str, list[str]]:
    """The names of all there is."""
    return {
        "segments": sorted(path.name for path in store.segments.iterdir()),
        "words": sorted(path.name for path in store.words.iterdir()),
        "vectors": sorted(path.name.split(".")[0] for path in store.vectors.glob("*.faiss")),
        "parts": sorted(path.name.split(".")[0] for path in store.vectors.glob("parts/*")),
    }


def test_round_trip(store: IndexStore) -> None:
    assert store.is_empty
    assert store.sources == ()
    manifest = Manifest((SegmentInUse("甲", (0, 5)), SegmentInUse("b")), "words", "fingerprint \ud83d", 7)
    store.commit(manifest, SOURCES)
    assert not store.is_empty
    assert store.sources == SOURCES
    for again in (store, IndexStore(store.folder)):
        assert again.manifest() == manifest
        assert again.manifests() == [manifest]


def test_relative_sources_are_kept_in_full(store: IndexStore) -> None:
    store.commit(made("a"), [Path("corpus")])
    assert store.sources == (Path.cwd() / "corpus",)
    store.remember([Path("other")])
    assert store.sources == (Path.cwd() / "other",)


def test_the_state_in_use_and_the_one_before_are_kept(store: IndexStore) -> None:
    names = ["a", "b", "c", "d"]
    for at, name in enumerate(names):
        put(store, name)
        kept = names[max(at - 1, 0) : at + 1]
        assert store.manifests() == [made(each) for each in reversed(kept)]
        assert held(store) == {
            "segments": kept,
            "words": [f"words-{each}" for each in kept],
            "vectors": kept,
            "parts": kept,
        }


def test_what_a_stopped_build_left_behind_goes(store: IndexStore) -> None:
    put(store, "a")
    (store.segments / "b.1234").mkdir()
    (store.segments / "b.1234" / "documents.bin").write_bytes(b"half")
    (store.words / "w.1234").mkdir()
    (store.vectors / "stray.model.faiss.1234").write_bytes(b"half")
    put(store, "c")
    assert held(store)["segments"] == ["a", "c"]
    assert held(store)["words"] == ["words-a", "words-c"]
    assert not (store.vectors / "stray.model.faiss.1234").exists()


def test_an_index_of_an_older_kind_goes(store: IndexStore) -> None:
    """Up to format 6 an index was one folder for each state."""
    (store.folder / "snapshots" / "0123").mkdir(parents=True)
    (store.folder / "CURRENT").write_text("0123", encoding="utf-8")
    with pytest.raises(DamagedIndexError):
        store.manifest()
    store.commit(made("a"), SOURCES)
    assert store.manifests() == [made("a")]
    assert not (store.folder / "snapshots").exists()


def test_another_version(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.commit(made("a"), SOURCES)
    monkeypatch.setattr(index_store, "FORMAT", index_store.FORMAT + 1)
    with pytest.raises(OtherIndexError, match="was made with another version of Yinju"):
        store.manifest()


def test_the_state_before_may_be_of_another_version(store: IndexStore) -> None:
    store.commit(made("a"), SOURCES)
    store.commit(made("b"), SOURCES)
    former = store.folder / "FORMER"
    told = json.loads(former.read_text(encoding="utf-8"))
    former.write_text(json.dumps(told | {"format": 1}), encoding="utf-8")
    assert store.manifests() == [made("b")]
    former.unlink()
    assert store.manifests() == [made("b")]


@pytest.mark.parametrize(
    "content",
    [
        *[b"", b"nosuchsnapshot", b"../../etc", b"/", b"\xff\xfe", b"{}", b"[]", b"null", b"5", b'"x"'],
        b'{"format": 7}',
        b'{"format": 7, "segments": 5, "words": "w", "fingerprint": "f"}',
        b'{"format": 7, "segments": [{"name": "a"}], "words": "w", "fingerprint": "f"}',
        b'{"format": 7, "segments": [{"name": "a", "dead": 5}], "words": "w", "fingerprint": "f"}',
        b'{"format": 7, "segments": [], "words": "w"}',
    ],
)
def test_a_damaged_manifest(store: IndexStore, content: bytes) -> None:
    store.commit(made("a"), SOURCES)
    (store.folder / "CURRENT").write_bytes(content)
    with pytest.raises((DamagedIndexError, OtherIndexError)):
        store.manifest()
    with pytest.raises((DamagedIndexError, OtherIndexError)):
        store.manifests()
    store.commit(made("b"), SOURCES)
    assert store.manifest() == made("b")


def test_nothing_built_yet(store: IndexStore) -> None:
    with pytest.raises(DamagedIndexError, match="CURRENT cannot be read"):
        store.manifest()


@pytest.mark.parametrize("content", ["", "{", "5", "[1]", "\ud800"])
def test_damaged_sources_are_unknown_sources(store: IndexStore, content: str) -> None:
    store.commit(made("a"), SOURCES)
    (store.folder / "sources.json").write_text(content, encoding="utf-8", errors="surrogatepass")
    assert store.sources == ()
    assert store.manifest() == made("a")


def test_the_state_in_use_stays_when_the_clock_was_set_back(store: IndexStore) -> None:
    put(store, "a")
    put(store, "b")
    for path in store.folder.rglob("*"):
        os.utime(path, (4e9, 4e9))
    put(store, "c")
    assert store.manifest() == made("c")
    assert held(store)["segments"] == ["b", "c"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = IndexStore(tmp_path / "file" / "index")
    assert store.is_empty
    with pytest.raises(IndexFolderError, match="Not a directory"), store.locks.building():
        pass
    with pytest.raises(IndexFolderError, match="Not a directory"), store.locks.filling():
        pass
    with pytest.raises(IndexFolderError, match="Not a directory"):
        store.commit(made("a"), SOURCES)
    with pytest.raises(IndexFolderError, match="Not a directory"):
        store.remember(SOURCES)


def test_a_folder_name_that_is_too_long(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / ("x" * 300))
    assert store.is_empty


def test_only_one_fills(store: IndexStore) -> None:
    with store.locks.filling() as first, IndexStore(store.folder).locks.filling() as second:
        assert (first, second) == (True, False)
    with store.locks.filling() as again, store.locks.building():
        assert again
