"""Vectors filled in behind: resumed after any stop, newest first, taken over from what a document was before."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoders, EncoderSettings, EncodingProcesses, Vectors, open_encoders
from retrieval.building import backfill
from retrieval.building.backfill import ACCURATE, FAST, fill
from retrieval.building.backfill_state import FillingState, read_state
from retrieval.building.indexing import update
from retrieval.search.index_reader import IndexReader
from retrieval.store import vector_files
from retrieval.store.index_store import IndexStore
from retrieval.store.segments_in_use import open_segments
from tests.fakes import fake_encoders
from tests.retrieval.built import assert_consistent, build, loaded
from tests.retrieval.making import PORTS, STEEL, WHEAT, CountingEncoder, write


class StoppedError(Exception):
    """Stands for any stop."""


class StoppingEncoder(CountingEncoder):
    """Stops the work at a batch."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.left = batches

    def encode_passages(self, texts: Sequence[str], progress: object = None) -> Vectors:
        if not self.left:
            raise StoppedError
        self.left -= 1
        return super().encode_passages(texts)


def in_parts_of(rows: int, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(backfill, "PART_ROWS", rows)
    patch.setattr(vector_files, "PART_ROWS", rows)


def report(grain: int, more: str = "") -> str:
    return WHEAT.replace("十万吨", f"{grain}万吨") + more


@pytest.fixture
def seven(corpus: Path, store: IndexStore) -> IndexStore:
    """Seven reports of three sentences in one segment, without vectors."""
    write(corpus, **{f"甲州市-{2010 + at}": report(at) for at in range(7)})
    update(store, [corpus], fake_encoders(CountingEncoder()))
    return store


def both(accurate: CountingEncoder, fast: CountingEncoder | None = None) -> Encoders:
    return fake_encoders(accurate) if fast is None else Encoders(accurate, fast)


def test_parts_of_any_size_give_the_same(seven: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for rows in (1, 2, 3, 5, 20, 21, 22, 100):
        in_parts_of(rows, monkeypatch)
        for file in seven.vectors.glob("*.faiss"):
            file.unlink()
        encoder = CountingEncoder()
        assert fill(seven, fake_encoders(encoder))
        assert len(encoder.passages) == 21
        assert_consistent(seven)
        assert list(seven.vectors.glob("parts/*")) == []


@pytest.mark.parametrize("batches", range(8))
def test_resumed_where_it_was_stopped(
    seven: IndexStore, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    in_parts_of(3, monkeypatch)
    stopping = StoppingEncoder(batches)
    if batches < 7:
        with pytest.raises(StoppedError):
            fill(seven, both(stopping))
    else:
        assert fill(seven, both(stopping))
    encoder = CountingEncoder()
    assert fill(seven, both(encoder))
    assert len(stopping.passages) == 3 * batches
    assert len(encoder.passages) == 21 - 3 * batches
    assert not set(stopping.passages) & set(encoder.passages) - {WHEAT.split("\n")[0], "水稻增产5%。"}
    assert_consistent(seven)


def test_the_fast_model_comes_first_and_the_newest_reports(
    seven: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts_of(3, monkeypatch)
    order: list[str] = []

    class Noting(CountingEncoder):
        def encode_passages(self, texts: Sequence[str], progress: object = None) -> Vectors:
            order.append(f"{self.fingerprint[-4:]} {texts[1]}")
            return super().encode_passages(texts)

    assert fill(seven, Encoders(Noting("slow"), Noting("fast")))
    grains = [f"小麦产量达到{at}万吨。" for at in reversed(range(7))]
    assert order == [f"{kind} {grain}" for kind in ("fast", "slow") for grain in grains]


def test_nothing_missing_asks_nothing(seven: IndexStore) -> None:
    assert fill(seven, both(CountingEncoder()))
    encoder = CountingEncoder()
    told: list[tuple[str, int, int]] = []
    assert fill(seven, both(encoder), progress=lambda *step: told.append(step))
    assert (encoder.passages, told) == ([], [])


def test_how_far_it_is(seven: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts_of(8, monkeypatch)
    assert read_state(seven) is None
    told: list[tuple[str, int, int]] = []
    states: list[FillingState | None] = []

    def progress(what: str, done: int, total: int) -> None:
        told.append((what, done, total))
        states.append(read_state(seven))

    assert fill(seven, both(CountingEncoder()), progress=progress)
    assert told == [(what, done, 21) for what in (FAST, ACCURATE) for done in (0, 8, 16, 21)]
    assert [(each.is_fast, each.done, each.total) for each in states if each] == [
        *[(True, done, 21) for done in (8, 16, 21, 21)],  # said before the accurate model begins
        *[(False, done, 21) for done in (8, 16, 21)],
    ]
    last = read_state(seven)
    assert last is not None
    assert last.rate > 0
    assert last.seconds_left == 0
    assert FillingState(True, 10, 30, 4.0, 0.0).seconds_left == 5
    assert FillingState(True, 10, 30, 0.0, 0.0).seconds_left == float("inf")


@pytest.mark.parametrize("content", ["", "{", "[]", "5", '{"done": 5}', "\ud800"])
def test_a_damaged_word_of_how_far_it_is(store: IndexStore, content: str) -> None:
    store.folder.mkdir()
    (store.folder / "filling.json").write_text(content, encoding="utf-8", errors="surrogatepass")
    assert read_state(store) is None


def test_sentences_of_unchanged_paragraphs_keep_their_vectors(corpus: Path, seven: IndexStore) -> None:
    assert fill(seven, both(CountingEncoder()))
    write(corpus, **{"甲州市-2012": report(2, "玉米丰收。\n"), "甲州市-2013": report(33)})
    encoder = CountingEncoder()
    update(seven, [corpus], both(encoder))
    assert fill(seven, both(encoder))
    assert sorted(encoder.passages) == ["小麦产量达到33万吨。", "水稻增产5%。", "玉米丰收。"]
    assert_consistent(seven)


def test_a_document_that_came_back_has_vectors(corpus: Path, seven: IndexStore) -> None:
    """It was gone while the vectors of its segment were made."""
    names = ("甲州市-2012", "甲州市-2013")
    for name in names:
        (corpus / f"{name}.txt").unlink()
    build(seven, [corpus])
    write(corpus, **{name: report(int(name[-1])) for name in names})
    build(seven, [corpus])
    assert_consistent(seven)


def test_a_change_that_was_taken_back_has_vectors(corpus: Path, seven: IndexStore) -> None:
    write(corpus, **{"甲州市-2012": report(99)})
    build(seven, [corpus])
    write(corpus, **{"甲州市-2012": report(2)})
    build(seven, [corpus])
    assert_consistent(seven)


def test_a_whole_segment_that_came_back_has_vectors(corpus: Path, store: IndexStore) -> None:
    write(corpus, a=WHEAT, b=STEEL)
    update(store, [corpus], both(CountingEncoder()))
    (corpus / "b.txt").unlink()
    write(corpus, c=PORTS)
    build(store, [corpus])
    (corpus / "a.txt").unlink()
    build(store, [corpus])
    write(corpus, a=WHEAT, b=STEEL)
    build(store, [corpus])
    asked = loaded(store).select(document.id for document in loaded(store).documents)
    encoder = CountingEncoder()
    question = encoder.encode_questions(["钢铁产量"])[0]
    cosines = asked.cosines(question, encoder, is_fast=False, among=range(len(asked)))
    told = encoder.encode_passages([entry.text for entry in asked.entries]) @ question
    assert cosines == pytest.approx(told, abs=0.01)


def test_nothing_of_deleted_documents_is_embedded(corpus: Path, seven: IndexStore) -> None:
    (corpus / "甲州市-2012.txt").unlink()
    encoder = CountingEncoder()
    build(seven, [corpus], encoder)
    assert len(encoder.passages) == 18
    assert "小麦产量达到2万吨。" not in encoder.passages
    assert_consistent(seven)


def test_a_build_meanwhile_is_filled_as_well(
    corpus: Path, seven: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts_of(10, monkeypatch)

    def build_meanwhile(what: str, done: int, total: int) -> None:
        if (what, done) == (ACCURATE, 10):
            write(corpus, ports=PORTS, **{"甲州市-2012": report(99)})
            update(seven, [corpus], both(CountingEncoder()))

    assert fill(seven, both(CountingEncoder()), progress=build_meanwhile)
    assert_consistent(seven)
    assert len(loaded(seven).documents) == 8


def test_a_second_process_is_sent_away(seven: IndexStore) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Waiting(CountingEncoder):
        def encode_passages(self, texts: Sequence[str], progress: object = None) -> Vectors:
            begun.set()
            assert go_on.wait(20)
            return super().encode_passages(texts)

    done: list[bool] = []
    first = threading.Thread(target=lambda: done.append(fill(seven, both(Waiting()))))
    first.start()
    assert begun.wait(20)
    second = CountingEncoder()
    assert not fill(IndexStore(seven.folder), both(second))
    assert second.passages == []
    go_on.set()
    first.join()
    assert done == [True]
    assert_consistent(seven)


class FakeProcesses:
    """Stands for `EncodingProcesses`: takes some batches ahead."""

    def __init__(self, encoders: Encoders) -> None:
        self._encoders = encoders
        self.started = 0

    @contextmanager
    def start(self) -> Iterator[FakeProcesses]:
        self.started += 1
        yield self

    def encode_passages(self, batches: Iterable[Sequence[str]], *, is_fast: bool) -> Iterator[Vectors]:
        encoder = self._encoders.fast if is_fast else self._encoders.accurate
        ahead = list(batches)
        return iter([encoder.encode_passages(batch) for batch in ahead])


def test_many_sentences_are_given_to_processes(seven: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts_of(2, monkeypatch)
    ours, theirs = CountingEncoder(), CountingEncoder()
    processes = FakeProcesses(both(theirs))
    monkeypatch.setattr(backfill, "_FEW", 42)
    assert fill(seven, both(ours), processes.start)
    assert (processes.started, len(ours.passages), theirs.passages) == (0, 21, [])
    for file in seven.vectors.glob("*.faiss"):
        file.unlink()
    monkeypatch.setattr(backfill, "_FEW", 41)
    ours.passages.clear()
    assert fill(seven, both(ours), processes.start)
    assert (processes.started, ours.passages, len(theirs.passages)) == (1, [], 21)
    assert_consistent(seven)


def test_real_processes(corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled models in two processes give what they give in this one."""
    in_parts_of(2, monkeypatch)
    monkeypatch.setattr(backfill, "_FEW", 0)
    settings = EncoderSettings()
    encoders = open_encoders(settings)
    write(corpus, wheat=WHEAT, steel=STEEL, ports=PORTS)
    update(store, [corpus], encoders)
    assert fill(store, encoders, lambda: EncodingProcesses(settings, 2))
    assert_filled_by(loaded(store, encoders), encoders)
    (segment, _), *_ = open_segments(store, store.manifest())
    assert segment.starts[-1] == 8


def assert_filled_by(collection: IndexReader, encoders: Encoders) -> None:
    whole = collection.select(document.id for document in collection.documents)
    texts = [entry.text for entry in whole.entries]
    for is_fast, encoder in ((False, encoders.accurate), (True, encoders.fast)):
        (question,) = encoder.encode_questions(["钢铁产量增长多少"])
        found = whole.cosines(question, encoder, is_fast=is_fast)
        assert np.abs(found - encoder.encode_passages(texts) @ question).max() < 0.01
