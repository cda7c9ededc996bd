"""What is found among all passages and sentences: the same by the files of this machine and by Milvus."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval.search.whole_index import PassageHit, WholeIndex
from retrieval.types import Meaning
from tests.retrieval.whole_indexes import Corpus, Embedded, Mirrored, ids, names

K1, B = 1.2, 0.5
TEXTS = {
    "wheat": "小麦产量达到十万吨。水稻增产。\n玉米和小麦价格稳定，小麦储备充足。\n",
    "steel": "钢铁产量增长百分之八。煤炭减产。\n煤炭价格上涨，小麦进口减少。\n",
    "ports": "港口吞吐量创新高！\n",
}
NAMES = tuple(TEXTS)


@pytest.fixture(params=["embedded", "milvus"])
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Embedded | Mirrored]:
    corpus = Corpus(tmp_path)
    if request.param == "embedded":
        yield Embedded(corpus)
        return
    shutil.copytree(request.getfixturevalue("empty_milvus"), tmp_path / "whole.db")
    from retrieval.milvus.index import open_milvus  # noqa: PLC0415 - not everywhere

    milvus = open_milvus(str(tmp_path / "whole.db"), corpus.encoders.fast)
    yield Mirrored(corpus, milvus)
    milvus.close()


@pytest.fixture
def filled(whole: Embedded | Mirrored) -> WholeIndex:
    """All of `TEXTS`, with their vectors."""
    whole.corpus.write(**TEXTS)
    whole.corpus.fill()
    return whole.open()


def test_passages_have_the_scores_of_the_definition(whole: Embedded | Mirrored, filled: WholeIndex) -> None:
    hits = filled.passages.search(["小麦", "煤炭", "无"], [], 10)
    assert scores(hits) == pytest.approx(reference(whole.corpus, {"小麦": 1, "煤炭": 1}), abs=1e-5)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_term_counts_once_however_often_it_is_asked(filled: WholeIndex) -> None:
    assert filled.passages.search(["小麦", "小麦"], [], 10) == filled.passages.search(["小麦"], [], 10)


def test_of_the_meanings_of_a_word_the_best_counts(whole: Embedded | Mirrored, filled: WholeIndex) -> None:
    meant = [[Meaning("港口", 1.0), Meaning("煤炭", 0.5)], [Meaning("小麦", 0.8), Meaning("无", 1.0)]]
    hits = filled.passages.search(["价格"], meant, 10)
    expected = reference(whole.corpus, {"价格": 1, "港口": 1, "煤炭": 0.5, "小麦": 0.8})
    assert scores(hits) == pytest.approx(expected, abs=1e-5)  # no passage has both words of a group
    assert filled.passages.search([], meant[:1], 1) == [
        max(filled.passages.search([], meant[:1], 10), key=lambda hit: hit.score)
    ]


def test_one_passage_with_two_meanings_of_a_word_counts_the_better(filled: WholeIndex) -> None:
    [alone] = filled.passages.search(["吞吐量"], [], 10)
    both = [[Meaning("吞吐量", 1.0), Meaning("港口", 0.5)]]
    [hit] = filled.passages.search([], both, 10)
    assert hit.score == pytest.approx(alone.score, abs=1e-5)


def test_passages_among_some_documents(filled: WholeIndex) -> None:
    hits = filled.passages.search(["小麦"], [], 10, ids("steel", "ports"))
    assert names((hit.document for hit in hits), *NAMES) == ["steel"]
    everywhere = {hit.passage: hit.score for hit in filled.passages.search(["小麦"], [], 10)}
    assert hits[0].score == pytest.approx(everywhere[hits[0].passage], abs=1e-6)
    assert filled.passages.search(["小麦"], [], 10, frozenset()) == []
    assert filled.passages.search(["小麦"], [], 10, ids("nobody")) == []


def test_as_many_passages_as_asked_for(filled: WholeIndex) -> None:
    best = filled.passages.search(["小麦"], [], 10)
    assert filled.passages.search(["小麦"], [], 2) == best[:2]
    assert filled.passages.search(["小麦"], [], 0) == []
    assert filled.passages.search([], [], 10) == []
    assert filled.passages.search(["", "无"], [], 10) == []


def test_equal_passages_come_by_their_ids(whole: Embedded | Mirrored) -> None:
    whole.corpus.write(**{f"n{at}": f"棉花丰收。\n编号{at}的报告到此结束。\n" for at in range(6)})
    hits = whole.open().passages.search(["棉花"], [], 10)
    assert len({hit.score for hit in hits}) == 1
    assert [hit.passage for hit in hits] == sorted(hit.passage for hit in hits)
    assert len(hits) == 6


def test_sentences_have_the_cosines_of_their_vectors(whole: Embedded | Mirrored, filled: WholeIndex) -> None:
    vector = whole.corpus.encoders.fast.encode_questions(["小麦产量"])[0]
    expected = cosines(whole.corpus, vector)
    hits = filled.sentences.search(vector, 3)
    assert {hit.sentence: hit.score for hit in hits} == pytest.approx(
        {hit.sentence: expected[hit.sentence] for hit in hits}, abs=2e-3
    )
    assert [hit.sentence for hit in hits] == sorted(expected, key=lambda key: -expected[key])[:3]
    assert names([hits[0].document], *NAMES) == ["wheat"]
    assert len(filled.sentences.search(vector, 100)) == len(expected) == 7


def test_sentences_among_some_documents(whole: Embedded | Mirrored, filled: WholeIndex) -> None:
    vector = whole.corpus.encoders.fast.encode_questions(["小麦产量"])[0]
    hits = filled.sentences.search(vector, 10, ids("ports", "steel"))
    assert {hit.document for hit in hits} == ids("ports", "steel")
    assert len(hits) == 4
    assert filled.sentences.search(vector, 10, frozenset()) == []
    assert filled.sentences.search(vector, 0) == []


def test_passages_are_found_before_sentences_have_vectors(whole: Embedded | Mirrored) -> None:
    whole.corpus.write(**TEXTS)
    opened = whole.open()
    assert len(opened.passages.search(["小麦"], [], 10)) == 3
    assert opened.sentences.search(np.eye(64, dtype=np.float32)[0], 10) == []


def test_a_changed_document_is_found_as_it_is_now(whole: Embedded | Mirrored, filled: WholeIndex) -> None:
    del filled
    whole.corpus.write(ports="机场旅客增长。\n港口没有变化。\n")
    whole.corpus.fill()
    opened = whole.open()
    assert found(opened, "吞吐量") == []
    assert found(opened, "机场") == ["ports"]
    assert found(opened, "港口") == ["ports"]
    [hit] = opened.sentences.search(vector_of(whole, "机场旅客增长。"), 1)
    assert names([hit.document], *NAMES) == ["ports"]
    assert hit.score == pytest.approx(1, abs=2e-3)
    assert opened.sentences.search(vector_of(whole, "港口吞吐量创新高！"), 1)[0].score < 0.9


def test_a_new_and_a_deleted_document(whole: Embedded | Mirrored, filled: WholeIndex) -> None:
    del filled
    whole.corpus.write(steel=None, tea="茶叶出口增长。\n")
    whole.corpus.fill()
    opened = whole.open()
    assert found(opened, "煤炭") == []
    assert found(opened, "茶叶") == ["tea"]
    assert found(opened, "小麦") == ["wheat", "wheat"]
    known = {hit.document for hit in opened.sentences.search(vector_of(whole, "煤炭减产。"), 100)}
    assert known == ids("wheat", "ports", "tea")


def test_nothing_was_indexed(whole: Embedded | Mirrored) -> None:
    opened = whole.open()
    assert opened.passages.search(["小麦"], [], 10) == []
    assert opened.passages.search(["小麦"], [[Meaning("煤炭", 1.0)]], 10) == []
    assert opened.sentences.search(np.eye(64, dtype=np.float32)[0], 10) == []


def found(opened: WholeIndex, term: str) -> list[str]:
    hits = opened.passages.search([term], [], 10)
    return names((hit.document for hit in hits), *NAMES, "tea")


def vector_of(whole: Embedded | Mirrored, text: str) -> np.ndarray:
    return whole.corpus.encoders.fast.encode_questions([text])[0]


def scores(hits: list[PassageHit]) -> dict[str, float]:
    return {hit.passage: hit.score for hit in hits}


def reference(corpus: Corpus, weights: dict[str, float]) -> dict[str, float]:
    """Lucene's BM25 (no factor k1 + 1), written out, of the passages that have a term."""
    texts: dict[str, list[str]] = {}
    for segment, _ in corpus.segments:
        for number in range(len(segment.documents)):
            indexed = segment.read(number)
            marked = indexed.terms.passage_words.marked
            for passage, terms in zip(indexed.passages, marked, strict=True):
                texts[passage.id] = terms.strip("\x1f").split("\x1f\x1f")
    mean = sum(map(len, texts.values())) / len(texts)

    def score(terms: list[str]) -> float:
        total = 0.0
        for term, weight in weights.items():
            holding = sum(term in other for other in texts.values())
            idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            count = terms.count(term)
            total += weight * idf * count / (count + K1 * (1 - B + B * len(terms) / mean))
        return total

    return {key: value for key, terms in texts.items() if (value := score(terms)) > 0}


def cosines(corpus: Corpus, vector: np.ndarray) -> dict[int, float]:
    """Of all sentences, by their texts."""
    result: dict[int, float] = {}
    for segment, _ in corpus.segments:
        for number in range(len(segment.documents)):
            indexed = segment.read(number)
            texts = {passage.id: passage.text for passage in indexed.passages}
            spoken = [each.span.of(texts[each.passage]) for each in indexed.sentences]
            vectors = corpus.encoders.fast.encode_passages(spoken)
            result |= {
                each.id: float(row @ vector) for each, row in zip(indexed.sentences, vectors, strict=True)
            }
    return result
