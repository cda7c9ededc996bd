"""What is sent to a mirror: what is new, changed or gone, and after a stop what was not finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import MilvusError
from retrieval.milvus.mirroring import PassageRows, SentenceRows, mirror_passages, mirror_sentences
from retrieval.types import DocumentId
from tests.retrieval.whole_indexes import Corpus, ids, names

TEXTS = {"wheat": "小麦产量达到十万吨。水稻增产。\n", "steel": "钢铁产量增长。\n", "ports": "港口创新高！\n"}


class Memory:
    """A `Mirror` in memory, which fails after some rows when it is told to; `log` tells what was asked of it."""

    def __init__(self, fails_after: int | None = None) -> None:
        self.rows: dict[DocumentId, PassageRows | SentenceRows] = {}
        self.done: dict[DocumentId, str] = {}
        self.log: list[tuple[str, frozenset[DocumentId]]] = []
        self.fails_after = fails_after

    def versions(self) -> Mapping[DocumentId, str]:
        return dict(self.done)

    def put(self, documents: Sequence[PassageRows] | Sequence[SentenceRows]) -> None:
        self.log.append(("put", frozenset(each.document for each in documents)))
        self.done |= {each.document: "" for each in documents}
        for each in documents:
            if self.fails_after is not None and len(self.rows) >= self.fails_after:
                raise MilvusError("here", "stopped")
            self.rows[each.document] = each
        self.done |= {each.document: each.version for each in documents}

    def remove(self, documents: Sequence[DocumentId]) -> None:
        self.log.append(("remove", frozenset(documents)))
        for key in documents:
            self.rows.pop(key, None)
            self.done.pop(key, None)

    def settle(self) -> None:
        self.log.append(("settle", frozenset()))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    made = Corpus(tmp_path)
    made.write(**TEXTS)
    return made


def test_rows_have_the_ids_and_terms_of_the_index(corpus: Corpus) -> None:
    memory = Memory()
    mirror_passages(corpus.segments, memory)
    for segment, _ in corpus.segments:
        for number, held in enumerate(segment.documents):
            rows = memory.rows[held.document.id]
            assert isinstance(rows, PassageRows)
            assert rows.ids == tuple(passage.id for passage in segment.read(number).passages)
            assert held.content_hash in rows.version
    wheat = next(memory.rows[key] for key in ids("wheat"))
    assert isinstance(wheat, PassageRows)
    assert {"小麦", "产量", "水稻", "增产"} < set(wheat.terms[0])


def test_vectors_go_with_the_ids_of_their_sentences(corpus: Corpus) -> None:
    memory = Memory()
    mirror_sentences(corpus.segments, corpus.files, memory)
    assert memory.log == []  # no vectors are there yet
    corpus.fill()
    mirror_sentences(corpus.segments, corpus.files, memory)
    (key,) = ids("wheat")
    rows = memory.rows[key]
    assert isinstance(rows, SentenceRows)
    made = corpus.encoders.fast.encode_passages(["小麦产量达到十万吨。", "水稻增产。"])
    assert np.abs(rows.vectors - made).max() < 0.01
    segment, number = next(
        (segment, number)
        for segment, _ in corpus.segments
        for number, held in enumerate(segment.documents)
        if held.document.id == key
    )
    assert rows.ids == tuple(sentence.id for sentence in segment.read(number).sentences)


def test_only_what_changed_is_sent(corpus: Corpus) -> None:
    memory = Memory()
    mirror_passages(corpus.segments, memory)
    assert memory.log == [("put", ids(*TEXTS)), ("settle", frozenset())]
    memory.log.clear()
    mirror_passages(corpus.segments, memory)
    assert memory.log == []
    corpus.write(wheat="小麦减产。\n", steel=None, tea="茶叶出口增长。\n")
    mirror_passages(corpus.segments, memory)
    assert memory.log == [("remove", ids("steel")), ("put", ids("wheat", "tea")), ("settle", frozenset())]
    assert memory.rows.keys() == ids("wheat", "ports", "tea")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stop_is_mended_by_the_next_run(corpus: Corpus, after: int) -> None:
    memory = Memory(after)
    with pytest.raises(MilvusError):
        mirror_passages(corpus.segments, memory)
    corpus.write(steel=None)  # one of those that were begun is gone meanwhile
    memory.fails_after = None
    mirror_passages(corpus.segments, memory)
    assert sorted(names(memory.rows, *TEXTS)) == ["ports", "wheat"]
    assert all(memory.done.values())


def test_vectors_of_a_document_that_changed_do_not_stay(corpus: Corpus) -> None:
    memory = Memory()
    corpus.fill()
    mirror_sentences(corpus.segments, corpus.files, memory)
    corpus.write(wheat="小麦减产。\n")
    mirror_sentences(corpus.segments, corpus.files, memory)
    assert memory.rows.keys() == ids("steel", "ports")  # those of the new one are not there yet
    corpus.fill()
    mirror_sentences(corpus.segments, corpus.files, memory)
    assert memory.rows.keys() == ids(*TEXTS)


def test_progress_counts_documents(corpus: Corpus) -> None:
    told: list[tuple[str, int, int]] = []
    mirror_passages(corpus.segments, Memory(), lambda *said: told.append(said))
    assert told == [("copying passages", 3, 3)]
