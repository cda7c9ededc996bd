"""Corpus to snapshot: what is new or changed is embedded, what is gone is gone, the rest costs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from embeddings import Encoders
from retrieval.index_store import IndexStore
from retrieval.indexing import IndexReport, hold, update
from retrieval.snapshot import Snapshot
from retrieval.sources import SourceReader
from tests.fakes import FakeEncoder, fake_encoders
from tests.retrieval.making import PORTS, STEEL, WHEAT, CountingEncoder, write

MEETING = "2020年3月5日在甲州市第一届人民代表大会第二次会议上"


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    return (report.documents, report.added, report.updated, report.removed, report.unchanged)


def loaded(store: IndexStore) -> Snapshot:
    return store.load(fake_encoders(CountingEncoder()).fingerprint)


def texts(snapshot: Snapshot) -> list[str]:
    """All sentences, in the order of the indexes."""
    return [
        sentence.span.of(passage.text)
        for held in snapshot.documents
        for passage in held.passages
        for sentence in held.sentences
        if sentence.passage == passage.id
    ]


def assert_consistent(snapshot: Snapshot) -> None:
    """Every index holds what the documents hold, in the same order, and nothing else."""
    found = texts(snapshot)
    ids = [sentence.id for held in snapshot.documents for sentence in held.sentences]
    assert len(snapshot.vectors) == len(snapshot.keywords.sentence_words) == len(ids) == len(found)
    assert len(snapshot.keywords.sentence_bigrams) == len(ids)
    passages = sum(len(held.passages) for held in snapshot.documents)
    assert len(snapshot.keywords.passage_words) == len(snapshot.keywords.passage_bigrams) == passages
    words = snapshot.english.vocabulary
    for index, keys, embedded in (
        (snapshot.vectors, ids, found),
        (snapshot.fast_vectors, ids, found),
        (snapshot.word_vectors, range(len(words)), words),
    ):
        assert len(index) == len(keys)
        assert index.vectors(keys).tolist() == FakeEncoder().encode_passages(embedded).tolist()


def test_first_build(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    encoder = CountingEncoder()
    report = update(store, [corpus], fake_encoders(encoder))
    assert counts(report) == (2, 2, 0, 0, 0)
    assert (report.passages, report.sentences, report.skipped) == (4, 6, ())
    assert encoder.passages == [
        *["2021年1月8日在乙河市第三届人民代表大会第四次会议上", "钢铁产量增长8%。", "煤炭减产。"],
        *[MEETING, "小麦产量达到十万吨。", "水稻增产5%。"],
    ]
    assert_consistent(loaded(store))
    assert [(held.document.place, held.source) for held in loaded(store).documents] == [
        ("乙河市", str(corpus / "steel.txt")),
        ("甲州市", str(corpus / "wheat.txt")),
    ]


def test_unchanged_documents_cost_nothing(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    before = (store.folder / "CURRENT").read_text(encoding="utf-8")
    monkeypatch.setattr(SourceReader, "read", None)
    os.utime(corpus / "wheat.txt", (1, 1))
    encoder = CountingEncoder()
    assert counts(update(store, [corpus], fake_encoders(encoder))) == (2, 0, 0, 0, 2)
    assert encoder.passages == []
    assert (store.folder / "CURRENT").read_text(encoding="utf-8") == before


def test_only_new_sentences_of_a_changed_document_are_embedded(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    write(
        corpus,
        steel=STEEL.replace("煤炭减产。\n", "煤炭减产。\n焦炭增产。\n").replace("一、2020年", "一、去年"),
    )
    encoder = CountingEncoder()
    assert counts(update(store, [corpus], fake_encoders(encoder))) == (2, 0, 1, 0, 1)
    assert encoder.passages == ["焦炭增产。"]
    assert_consistent(loaded(store))
    assert loaded(store).keywords.sentence_words.knows("焦炭")


def test_a_new_document_is_added(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    write(corpus, ports=PORTS)
    encoder = CountingEncoder()
    assert counts(update(store, [corpus], fake_encoders(encoder))) == (3, 1, 0, 0, 2)
    assert encoder.passages == ["2022年1月9日在丙港市第五届人民代表大会第一次会议上", "港口吞吐量创新高！"]
    assert_consistent(loaded(store))


def test_a_deleted_document_leaves_nothing_behind(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    gone = [
        s.id for held in loaded(store).documents if held.document.file == "steel.txt" for s in held.sentences
    ]
    (corpus / "steel.txt").unlink()
    encoder = CountingEncoder()
    assert counts(update(store, [corpus], fake_encoders(encoder))) == (1, 0, 0, 1, 1)
    assert encoder.passages == []
    snapshot = loaded(store)
    assert_consistent(snapshot)
    assert texts(snapshot) == [MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]
    assert not snapshot.keywords.sentence_words.knows("钢铁")
    assert not snapshot.keywords.passage_bigrams.knows("钢铁")
    for key in gone:
        with pytest.raises(KeyError):
            snapshot.vectors.vectors([key])
    folder = store.folder / "snapshots" / (store.folder / "CURRENT").read_text(encoding="utf-8")
    assert all("钢铁".encode() not in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_an_update_gives_what_a_build_from_nothing_gives(
    corpus: Path, store: IndexStore, tmp_path: Path
) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    write(corpus, ports=PORTS, wheat=WHEAT + "玉米丰收。\n")
    (corpus / "steel.txt").unlink()
    assert counts(update(store, [corpus], fake_encoders(CountingEncoder()))) == (2, 1, 1, 1, 0)
    fresh = IndexStore(tmp_path / "fresh")
    update(fresh, [corpus], fake_encoders(CountingEncoder()))
    assert loaded(store).documents == loaded(fresh).documents
    for terms in (["玉米", "丰收"], ["港口"], ["产量"]):
        one, other = (loaded(each).keywords.sentence_words.coverage(terms) for each in (store, fresh))
        assert one.tolist() == other.tolist()
    assert_consistent(loaded(store))


def test_a_moved_document_keeps_its_vectors(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    update(store, [corpus], fake_encoders(CountingEncoder()))
    (corpus / "old").mkdir()
    (corpus / "wheat.txt").rename(corpus / "old" / "wheat.txt")
    encoder = CountingEncoder()
    assert counts(update(store, [corpus], fake_encoders(encoder))) == (1, 0, 1, 0, 0)
    assert encoder.passages == []
    assert loaded(store).documents[0].source == str(corpus / "old" / "wheat.txt")


def test_each_model_embeds_what_is_new_to_it(corpus: Path, store: IndexStore) -> None:
    """Sentences by both; the words of the documents by the fast one, with every build."""
    write(corpus, wheat=WHEAT)
    accurate, fast = CountingEncoder(), CountingEncoder("fast")
    encoders = Encoders(accurate, fast)
    update(store, [corpus], encoders)
    words = store.load(encoders.fingerprint).english.vocabulary
    assert {"小麦", "产量", "水稻", "增产"} <= set(words)
    assert fast.passages == [*accurate.passages, *words]
    write(corpus, ports=PORTS)
    accurate.passages.clear()
    fast.passages.clear()
    update(store, [corpus], encoders)
    more = store.load(encoders.fingerprint).english.vocabulary
    assert accurate.passages == ["2022年1月9日在丙港市第五届人民代表大会第一次会议上", "港口吞吐量创新高！"]
    assert fast.passages == [*accurate.passages, *more]
    assert set(words) < set(more)
    assert store.load(encoders.fingerprint).fingerprint == f"{accurate.fingerprint}+{fast.fingerprint}"


def test_documents_that_are_held_replace_what_was_there(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    encoder = CountingEncoder()
    update(store, [corpus], fake_encoders(encoder))
    encoder.passages.clear()
    steel, _ = loaded(store).documents
    hold(store, (steel,), fake_encoders(encoder), ())
    assert loaded(store).documents == (steel,)
    assert (encoder.passages, store.sources) == ([], ())
    assert_consistent(loaded(store))
    before = (store.folder / "CURRENT").read_text(encoding="utf-8")
    hold(store, (steel,), fake_encoders(encoder), ())
    assert (store.folder / "CURRENT").read_text(encoding="utf-8") == before
