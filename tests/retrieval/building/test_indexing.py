"""Corpus to index: what is new or changed is read and embedded, what is gone is gone, the rest costs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoders
from retrieval.building import index_state, indexing, segment_writer
from retrieval.building.backfill import fill
from retrieval.building.indexing import hold, update
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY
from tests.fakes import fake_encoders
from tests.retrieval.built import assert_consistent, build, counts, documents, loaded, opened, texts
from tests.retrieval.making import PORTS, STEEL, WHEAT, CountingEncoder, indexed, write

MEETING = "2020年3月5日在甲州市第一届人民代表大会第二次会议上"


def test_first_build(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    encoder = CountingEncoder()
    report = build(store, [corpus], encoder)
    assert counts(report) == (2, 2, 0, 0, 0)
    assert (report.passages, report.sentences, report.skipped) == (4, 6, ())
    assert encoder.passages == [
        *["2021年1月8日在乙河市第三届人民代表大会第四次会议上", "钢铁产量增长8%。", "煤炭减产。"],
        *[MEETING, "小麦产量达到十万吨。", "水稻增产5%。"],
    ]
    assert_consistent(store)
    assert [(held.document.place, held.source) for held in loaded(store).held] == [
        ("乙河市", str(corpus / "steel.txt")),
        ("甲州市", str(corpus / "wheat.txt")),
    ]


def test_the_newest_come_first(corpus: Path, store: IndexStore) -> None:
    for year in (1999, 2020, 2007):
        write(corpus, **{f"甲州市-{year}": f"{year}万吨。"})
    write(corpus, **{"甲州市": "十万吨。"})
    build(store, [corpus])
    assert [held.document.file for held in loaded(store).held] == [
        *["甲州市-2020.txt", "甲州市-2007.txt", "甲州市-1999.txt"],
        "甲州市.txt",
    ]
    write(corpus, **{"甲州市-2021": "2021万吨。"})
    build(store, [corpus])
    assert loaded(store).held[0].document.file == "甲州市-2021.txt"


def test_unchanged_documents_cost_nothing(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    before = (store.folder / "CURRENT").stat()
    monkeypatch.setattr(segment_writer, "read_document", None)
    monkeypatch.setattr(indexing, "learn_words", None)
    os.utime(corpus / "wheat.txt", (1, 1))
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (2, 0, 0, 0, 2)
    assert encoder.passages == []
    assert (store.folder / "CURRENT").stat().st_ino == before.st_ino


def test_only_new_sentences_of_a_changed_document_are_embedded(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    write(
        corpus,
        steel=STEEL.replace("煤炭减产。\n", "煤炭减产。\n焦炭增产。\n").replace("一、2020年", "一、去年"),
    )
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (2, 0, 1, 0, 1)
    assert encoder.passages == ["焦炭增产。"]
    assert_consistent(store)
    assert "焦炭" in opened(store).words.words


def test_a_new_document_is_added(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    write(corpus, ports=PORTS)
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (3, 1, 0, 0, 2)
    assert encoder.passages == ["2022年1月9日在丙港市第五届人民代表大会第一次会议上", "港口吞吐量创新高！"]
    assert_consistent(store)


def test_a_new_document_costs_a_segment_of_its_own_size(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    before = {path.name: path.stat().st_ino for path in store.segments.iterdir()}
    write(corpus, ports=PORTS)
    build(store, [corpus])
    after = {path.name: path.stat().st_ino for path in store.segments.iterdir()}
    assert before.items() < after.items()
    assert len(after) == len(before) + 1 == 2


def test_a_deleted_document_is_found_no_more(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    (gone,) = (held.document.id for held in loaded(store).held if held.document.file == "steel.txt")
    (corpus / "steel.txt").unlink()
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (1, 0, 0, 1, 1)
    assert encoder.passages == []
    assert_consistent(store)
    collection = loaded(store)
    assert texts(collection) == [MEETING, "小麦产量达到十万吨。", "水稻增产5%。"]
    assert gone not in collection.likeliest(["钢铁"], (), frozenset())
    assert len(collection.select([gone])) == collection.count([gone]) == 0


def test_a_deleted_document_leaves_nothing_behind_when_its_segment_is_merged(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_state, "_MOST_SMALL", 2)
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    (corpus / "steel.txt").unlink()
    write(corpus, ports=PORTS)
    build(store, [corpus])
    write(corpus, ports=PORTS + "铁路通车。\n")
    build(store, [corpus])
    assert_consistent(store)
    assert len(store.manifest().segments) == 1
    assert "钢铁" not in opened(store).words.words
    for folder in (store.segments / store.manifest().segments[0].name, store.words / store.manifest().words):
        held = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
        assert "钢铁".encode() not in held
        assert b"\\u94a2\\u94c1" not in held


def test_many_small_segments_are_merged(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_state, "_MOST_SMALL", 3)
    encoder = CountingEncoder()
    merged = []
    for at in range(1, 8):
        write(corpus, **{f"r{at}": WHEAT.replace("十万吨", f"{at}万吨")})
        assert counts(build(store, [corpus], encoder)) == (at, 1, 0, 0, at - 1)
        merged.append(len(store.manifest().segments))
        assert_consistent(store)
    assert merged == [1, 2, 1, 2, 1, 2, 1]
    assert len(encoder.passages) == 7 * 3
    assert sorted(text for text in texts(loaded(store)) if "小麦" in text) == [
        f"小麦产量达到{at}万吨。" for at in range(1, 8)
    ]


def test_an_update_gives_what_a_build_from_nothing_gives(
    corpus: Path, store: IndexStore, tmp_path: Path
) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    write(corpus, ports=PORTS, wheat=WHEAT + "玉米丰收。\n")
    (corpus / "steel.txt").unlink()
    assert counts(build(store, [corpus])) == (2, 1, 1, 1, 0)
    fresh = IndexStore(tmp_path / "fresh")
    build(fresh, [corpus])
    one, other = loaded(store), loaded(fresh)
    assert documents(one) == documents(other)
    assert len({(each.words.words, str(each.words.english)) for each in (opened(store), opened(fresh))}) == 1
    keys = sorted(document.id for document in one.documents)
    for terms in (["玉米", "丰收"], ["港口"], ["产量"]):
        covered = [each.select(keys).keywords.sentence_words.coverage(terms) for each in (one, other)]
        assert covered[0].tolist() == covered[1].tolist()
    assert_consistent(store)


def test_a_moved_document_keeps_its_vectors(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT)
    build(store, [corpus])
    (corpus / "old").mkdir()
    (corpus / "wheat.txt").rename(corpus / "old" / "wheat.txt")
    encoder = CountingEncoder()
    assert counts(build(store, [corpus], encoder)) == (1, 0, 1, 0, 0)
    assert encoder.passages == []
    assert_consistent(store)
    assert loaded(store).source("wheat.txt") == corpus / "old" / "wheat.txt"


def test_each_model_embeds_what_is_new_to_it(corpus: Path, store: IndexStore) -> None:
    """Sentences by both; the words of the documents by the fast one."""
    write(corpus, wheat=WHEAT)
    accurate, fast = CountingEncoder(), CountingEncoder("fast")
    encoders = Encoders(accurate, fast)

    def build_by_both() -> None:
        accurate.passages.clear()
        fast.passages.clear()
        update(store, [corpus], encoders)
        assert fill(store, encoders)

    build_by_both()
    words = opened(store, encoders).words.english.vocabulary
    assert {"小麦", "产量", "水稻", "增产"} <= set(words)
    assert fast.passages == [*words, *accurate.passages]
    write(corpus, ports=PORTS)
    build_by_both()
    more = opened(store, encoders).words.english.vocabulary
    assert set(words) < set(more)
    assert accurate.passages == ["2022年1月9日在丙港市第五届人民代表大会第一次会议上", "港口吞吐量创新高！"]
    assert fast.passages == [*(word for word in more if word not in words), *accurate.passages]


def test_of_a_large_corpus_a_few_new_sentences_teach_no_words(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_state, "_CHEAP", 5)
    write(corpus, **{f"r{at}": WHEAT for at in range(20)})
    build(store, [corpus])
    write(corpus, ports=PORTS)
    build(store, [corpus])
    assert "港口" not in opened(store).words.words
    write(corpus, **{f"p{at}": PORTS for at in range(3)})
    build(store, [corpus])
    assert "港口" in opened(store).words.words
    assert_consistent(store)


@pytest.mark.parametrize(("is_changed", "third"), [(True, True), (False, False)])
def test_what_moves_bit_by_bit_is_learnt_in_the_end(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch, is_changed: bool, third: bool
) -> None:
    monkeypatch.setattr(index_state, "_CHEAP", 5)
    write(corpus, **{f"r{at}": WHEAT for at in range(40)})
    build(store, [corpus])
    learnt = []
    for at in range(4):
        name = f"r{at}" if is_changed else f"p{at}"
        write(corpus, **{name: PORTS})
        build(store, [corpus])
        learnt.append("港口" in opened(store).words.words)
    # 2 sentences move at a time, of 120 that become fewer or more: 5 in 100 have moved with the third or the fourth.
    assert learnt == [False, False, third, True]
    assert store.manifest().moved == (2 if third else 0)


def test_documents_that_are_held_replace_what_was_there(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    encoder = CountingEncoder()
    encoders = fake_encoders(encoder)
    build(store, [corpus], encoder)
    encoder.passages.clear()
    steel = documents(loaded(store))[str(corpus / "steel.txt")]
    hold(store, (steel,), encoders, ())
    assert fill(store, encoders)
    assert list(documents(loaded(store)).values()) == [steel]
    assert (encoder.passages, store.sources) == ([], ())
    assert_consistent(store)
    before = (store.folder / "CURRENT").stat().st_ino
    hold(store, (steel,), encoders, ())
    assert (store.folder / "CURRENT").stat().st_ino == before
    other = indexed(PORTS, "d9")
    hold(store, (steel, other), encoders, ())
    assert [each.document for each in documents(loaded(store)).values()] == [steel.document, other.document]


def test_a_reader_of_the_former_state_is_not_disturbed(corpus: Path, store: IndexStore) -> None:
    """However many states come after the one it has opened."""
    write(corpus, wheat=WHEAT, steel=STEEL)
    build(store, [corpus])
    index = opened(store)
    index.hold()
    reader = index.seen_by(EVERYBODY)
    steel, wheat = (document.id for document in reader.documents)
    first = reader.select([steel])
    question = CountingEncoder().encode_questions(["钢铁产量"])[0]
    cosines = first.cosines(question, CountingEncoder(), is_fast=False)
    (corpus / "steel.txt").unlink()
    write(corpus, wheat=WHEAT + "玉米丰收。\n")
    build(store, [corpus])
    assert [entry.text for entry in reader.select([wheat]).entries] == [
        MEETING,
        "小麦产量达到十万吨。",
        "水稻增产5%。",
    ]
    again = reader.select([steel, wheat]).cosines(question, CountingEncoder(), is_fast=False)
    assert again[: len(cosines)].tolist() == cosines.tolist()
    assert not np.isnan(again).any()
    for grain in ("大豆", "高粱"):
        write(corpus, wheat=WHEAT + f"{grain}丰收。\n")
        build(store, [corpus])
    assert [entry.text for entry in reader.select([steel]).entries][1] == "钢铁产量增长8%。"
    assert reader.likeliest(["钢铁"], (), frozenset())[0] == steel
