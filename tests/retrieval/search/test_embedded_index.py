"""What is the own files': several segments as one, codes before vectors, dead documents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.search import embedded_index
from retrieval.search.embedded_index import EmbeddedPassages, EmbeddedSentences
from retrieval.store import vector_files
from retrieval.store.vector_files import remove_gaps
from retrieval.store.vector_index import CodedVectors, PackedVectors, encode, may_be_coded, pack
from tests.retrieval.making import unit_vectors
from tests.retrieval.whole_indexes import Corpus, Embedded, ids, names


def test_a_passage_is_worth_the_same_whatever_segment_it_came_in(tmp_path: Path) -> None:
    """All passages are as long, so that nothing but rarity could tell segments apart."""
    texts = {f"n{at}": f"{word}丰收。\n" for at, word in enumerate(["棉花", "棉花", "水稻", "甘蔗", "花生"])}
    (tmp_path / "once").mkdir()
    (tmp_path / "apart").mkdir()
    once, apart = Corpus(tmp_path / "once"), Corpus(tmp_path / "apart")
    once.write(**texts)
    for name, text in texts.items():
        apart.write(**{name: text})
    assert (len(once.segments), len(apart.segments)) == (1, 5)
    for term in ("棉花", "丰收", "甘蔗"):
        (expected, found) = (
            {hit.passage: hit.score for hit in EmbeddedPassages(each.segments).search([term], [], 10)}
            for each in (once, apart)
        )
        assert found == pytest.approx(expected, rel=1e-5)


def test_vectors_that_come_later_are_found_by_an_index_that_is_open(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    corpus.write(wheat="小麦增产。\n")
    opened = Embedded(corpus).open()
    vector = corpus.encoders.fast.encode_questions(["小麦"])[0]
    assert opened.sentences.search(vector, 5) == []
    corpus.fill()
    assert names((hit.document for hit in opened.sentences.search(vector, 5)), "wheat") == ["wheat"]


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Two segments with codes, a dead document in the first."""
    monkeypatch.setattr(vector_files, "LEAST_CODED", 4)
    corpus = Corpus(tmp_path)
    many = {f"n{at}": "".join(f"第{at}类作物第{each}次增产。\n" for each in range(40)) for at in range(8)}
    corpus.write(**many)
    corpus.fill()
    corpus.write(n3="换了。\n", other="".join(f"其他产业第{each}次增长。\n" for each in range(30)))
    corpus.fill()
    return corpus


def test_codes_find_what_vectors_find(coded: Corpus) -> None:
    assert len(list(coded.store.vectors.glob("*.pq.faiss"))) == 2
    by_codes = EmbeddedSentences(coded.segments, coded.files)
    questions = coded.encoders.fast.encode_questions(["第3类作物第7次增产。", "其他产业", "增产", "换了。"])
    everything = frozenset(each.document.id for segment, _ in coded.segments for each in segment.documents)
    for question in questions:
        compared = by_codes.search(question, 20, everything)  # among some: every vector is compared
        found = by_codes.search(question, 20)
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in compared], abs=1e-6)
        best = [hit for hit in compared if hit.score > compared[-1].score + 1e-6]
        assert {hit.sentence for hit in best} <= {hit.sentence for hit in found}
        assert len(found) == len(compared) == 20


def test_codes_go_with_vectors_that_have_gaps(coded: Corpus) -> None:
    (first, first_dead), (second, second_dead) = sorted(coded.segments, key=lambda each: len(each[1]))
    assert (len(first_dead), len(second_dead)) == (0, 1)
    packed = coded.store.vectors.glob(f"{second.name}.*.faiss")
    (vectors,) = (file for file in packed if not file.name.endswith(".pq.faiss"))
    pack(vectors, np.vstack([np.zeros((1, 64), np.float32), unit_vectors(second.starts[-1] - 1, 64)]))
    for segment in (first, second):
        remove_gaps(coded.store.vectors, segment)
    kept = {file.name.split(".")[0] for file in coded.store.vectors.glob("*.faiss")}
    assert kept == {first.name}
    assert (coded.files.codes(second), coded.files.codes(first) is None) == (None, False)


def test_of_the_nearest_codes_dead_documents_are_passed_over(
    coded: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = coded.encoders.fast.encode_questions(["第3类作物第7次增产。"])[0]
    for most in (4096, 0):  # by codes, and by vectors where too much is dead
        monkeypatch.setattr(embedded_index, "_MOST_CLOSED", most)
        hits = EmbeddedSentences(coded.segments, coded.files).search(question, 400)
        assert len(hits) == 7 * 40 + 1 + 30
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert not ids("n3") & {hit.document for hit in hits[:40]}  # its old sentences would be the nearest


def test_codes_of_many_vectors_keep_the_nearest(tmp_path: Path) -> None:
    """Of 50 nearest, codes bring at least 45 among the first 400."""
    centres = unit_vectors(60, 128)
    drawn = np.random.default_rng(3).integers(0, 60, 6000)
    vectors = centres[drawn] + unit_vectors(6000, 128, seed=4) * 0.7
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    encode(tmp_path / "codes", vectors)
    codes = CodedVectors.open(tmp_path / "codes")
    assert len(codes) == 6000
    assert (tmp_path / "codes").stat().st_size < 6000 * 128 / 8 + 50_000
    for question in centres[:20]:
        nearest = set(np.argsort(-(vectors @ question))[:50].tolist())
        rows, cosines = codes.search(question, 400)
        assert len(nearest & set(rows.tolist())) >= 45
        assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)


def test_equal_vectors_give_equal_codes(tmp_path: Path) -> None:
    vectors = unit_vectors(3000, 16)
    for name in ("one", "two"):
        encode(tmp_path / name, vectors)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (may_be_coded(16), may_be_coded(18)) == (True, False)


def test_packed_vectors_are_compared_among_some_rows(tmp_path: Path) -> None:
    vectors, (question,) = unit_vectors(100, 32), unit_vectors(1, 32, seed=9)
    pack(tmp_path / "packed", vectors)
    packed = PackedVectors.open(tmp_path / "packed")
    among = [range(3, 10), range(40, 41), range(90, 100)]
    chosen = [row for rows in among for row in rows]
    rows, cosines = packed.search(question, 5, among)
    assert rows.tolist() == sorted(chosen, key=lambda row: -(packed.pick(np.array([row])) @ question)[0])[:5]
    assert cosines == pytest.approx(vectors[rows] @ question, abs=0.01)
    assert packed.search(question, 5, [])[0].tolist() == []
    assert packed.search(question, 500)[0].tolist() == np.argsort(-(packed.rows(0, 100) @ question)).tolist()
