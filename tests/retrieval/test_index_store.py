"""Snapshots on disk: what is written is read, and what is damaged or of another kind is said to be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from retrieval import index_store
from retrieval.dictionary import EnglishDictionary
from retrieval.errors import DamagedIndexError, IndexFolderError, OtherIndexError
from retrieval.index_store import IndexStore
from retrieval.keyword_index import KeywordIndex
from retrieval.snapshot import IndexedDocument, KeywordIndexes, Snapshot
from retrieval.types import PassageId, Sentence, SentenceId, Span
from retrieval.vector_index import VectorIndex
from tests.retrieval.making import document, passage, unit_vectors

SOURCES = (Path("/corpus/甲.txt"), Path("/corpus/two words"))


def made(text: str, fingerprint: str = "fake-1") -> Snapshot:
    """A snapshot of one document that says one thing."""
    sentence = Sentence(SentenceId(len(text)), PassageId("p1"), Span(0, len(text)), None, frozenset(), None)
    indexed = IndexedDocument(document(), "/corpus/甲.txt", "0" * 64, (passage(text),), (sentence,))
    keywords = KeywordIndex.build([list(text)])
    return Snapshot(
        fingerprint=fingerprint,
        documents=(indexed,),
        vectors=VectorIndex.build([sentence.id], unit_vectors(1, 8, seed=len(text))),
        fast_vectors=VectorIndex.build([sentence.id], unit_vectors(1, 6, seed=len(text) + 100)),
        word_vectors=VectorIndex.build([0], unit_vectors(1, 6, seed=len(text) + 200)),
        keywords=KeywordIndexes(keywords, keywords, keywords, keywords),
        english=english(text),
    )


def english(text: str) -> EnglishDictionary:
    """A dictionary of one word."""
    return EnglishDictionary({"word": (text,)}, frozenset({"word"}), (text,))


def said(store: IndexStore) -> str:
    """What the document of the current snapshot says, after a look at all its parts."""
    snapshot = store.load("fake-1")
    text = snapshot.documents[0].passages[0].text
    key = snapshot.documents[0].sentences[0].id
    assert key == len(text)
    assert snapshot.english == english(text)
    assert snapshot.vectors.vectors([key]).tolist() == unit_vectors(1, 8, seed=len(text)).tolist()
    fast, words = snapshot.fast_vectors, snapshot.word_vectors
    assert fast.vectors([key]).tolist() == unit_vectors(1, 6, seed=len(text) + 100).tolist()
    assert words.vectors([0]).tolist() == unit_vectors(1, 6, seed=len(text) + 200).tolist()
    for index in (snapshot.keywords.sentence_words, snapshot.keywords.passage_bigrams):
        assert index.knows(text[0])
        assert not index.knows("无")
    return text


def snapshots(store: IndexStore) -> list[Path]:
    return sorted((store.folder / "snapshots").iterdir())


def current(store: IndexStore) -> Path:
    return store.folder / "snapshots" / (store.folder / "CURRENT").read_text(encoding="utf-8")


def test_round_trip(store: IndexStore) -> None:
    assert store.is_empty
    assert store.sources == ()
    store.save(made("甲乙"), SOURCES)
    assert not store.is_empty
    assert store.sources == SOURCES
    assert said(store) == "甲乙"
    assert said(IndexStore(store.folder)) == "甲乙"


def test_relative_sources_are_kept_in_full(store: IndexStore) -> None:
    store.save(made("甲"), [Path("corpus")])
    assert store.sources == (Path.cwd() / "corpus",)


def test_the_newest_two_are_kept(store: IndexStore) -> None:
    kept: list[Path] = []
    for text in ("甲", "乙乙", "丙丙丙", "丁丁丁丁"):
        store.save(made(text), SOURCES)
        assert said(store) == text
        kept = [*kept, current(store)][-2:]
        assert snapshots(store) == sorted(kept)


def test_a_reader_of_the_former_snapshot_is_not_disturbed(store: IndexStore) -> None:
    store.save(made("甲乙"), SOURCES)
    reader = store.load("fake-1")
    for text in ("丙", "丁丁丁", "戊戊戊戊"):
        store.save(made(text), SOURCES)
    assert reader.keywords.sentence_words.coverage(["乙"])[0] > 0
    assert reader.vectors.search(np.ones(8, np.float32), 1)[0].tolist() == [2]


def test_the_current_snapshot_stays_when_the_clock_was_set_back(store: IndexStore) -> None:
    for text in ("甲", "乙乙"):
        store.save(made(text), SOURCES)
    for folder in snapshots(store):
        os.utime(folder, (4e9, 4e9))
    store.save(made("丙丙丙"), SOURCES)
    assert said(store) == "丙丙丙"


def test_another_model(store: IndexStore) -> None:
    store.save(made("甲", fingerprint="other"), SOURCES)
    with pytest.raises(OtherIndexError, match="was made with another model"):
        store.load("fake-1")
    assert store.load("other").fingerprint == "other"


def test_another_version(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(made("甲"), SOURCES)
    monkeypatch.setattr(index_store, "FORMAT", index_store.FORMAT + 1)
    with pytest.raises(OtherIndexError, match="was made with another version of Yinju"):
        store.load("fake-1")


TOP_FILES = (
    *("documents.jsonl", "english.json", "manifest.json"),
    *("vectors.faiss", "fast_vectors.faiss", "word_vectors.faiss"),
)


def files_of_a_snapshot() -> list[str]:
    fields = ("sentence_words", "sentence_bigrams", "passage_words", "passage_bigrams")
    parts = (
        "data.csc.index.npy",
        "indices.csc.index.npy",
        "indptr.csc.index.npy",
        "params.index.json",
        "vocab.index.json",
    )
    return [*TOP_FILES] + [f"keywords/{field}/{part}" for field in fields for part in parts]


def test_these_are_all_files(store: IndexStore) -> None:
    store.save(made("甲"), SOURCES)
    found = [
        path.relative_to(current(store)).as_posix() for path in current(store).rglob("*") if path.is_file()
    ]
    assert sorted(found) == sorted(files_of_a_snapshot())


@pytest.mark.parametrize("name", files_of_a_snapshot())
def test_every_file_is_watched(store: IndexStore, name: str) -> None:
    store.save(made("甲"), SOURCES)
    file = current(store) / name
    content = file.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 0x80]) + content[middle + 1 :]
    for damaged in (b"", content[:middle], flipped):
        file.write_bytes(damaged)
        with pytest.raises(DamagedIndexError):
            store.load("fake-1")
    file.unlink()
    with pytest.raises(DamagedIndexError):
        store.load("fake-1")
    file.write_bytes(content)
    assert said(store) == "甲"


@pytest.mark.parametrize("content", [b"", b"nosuchsnapshot", b"../../etc", b"/", b".", b"\xff\xfe", b"a b"])
def test_a_damaged_name_of_the_current_snapshot(store: IndexStore, content: bytes) -> None:
    store.save(made("甲"), SOURCES)
    (store.folder / "CURRENT").write_bytes(content)
    with pytest.raises(DamagedIndexError):
        store.load("fake-1")


@pytest.mark.parametrize("manifest", ["{}", "[]", "null", '"x"', '{"format": 1}'])
def test_a_manifest_that_is_something_else(store: IndexStore, manifest: str) -> None:
    store.save(made("甲"), SOURCES)
    (current(store) / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(DamagedIndexError, match=r"manifest\.json cannot be read"):
        store.load("fake-1")


def test_nothing_saved_yet(store: IndexStore) -> None:
    with pytest.raises(DamagedIndexError, match="CURRENT cannot be read"):
        store.load("fake-1")


@pytest.mark.parametrize("content", ["", "{", "5", "[1]", "\ud800"])
def test_damaged_sources_are_unknown_sources(store: IndexStore, content: str) -> None:
    store.save(made("甲"), SOURCES)
    (store.folder / "sources.json").write_text(content, encoding="utf-8", errors="surrogatepass")
    assert store.sources == ()
    assert said(store) == "甲"


def test_the_manifest_names_every_file_but_itself(store: IndexStore) -> None:
    store.save(made("甲"), SOURCES)
    held = json.loads((current(store) / "manifest.json").read_text(encoding="utf-8"))
    assert held["format"] == index_store.FORMAT
    assert held["fingerprint"] == "fake-1"
    assert sorted([*held["files"], "manifest.json"]) == sorted(files_of_a_snapshot())


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = IndexStore(tmp_path / "file" / "index")
    assert store.is_empty
    with pytest.raises(IndexFolderError, match="Not a directory"), store.locked():
        pass
    with pytest.raises(IndexFolderError, match="Not a directory"):
        store.save(made("甲"), SOURCES)


def test_a_folder_name_that_is_too_long(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / ("x" * 300))
    assert store.is_empty
