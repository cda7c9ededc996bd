"""The passages that have a question's terms, against BM25 written out from its definition."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import DamagedIndexError
from retrieval.store.keyword_index import KeywordIndex
from retrieval.types import Meaning
from tests.retrieval import bm25

TEXTS = (("甲", "乙", "乙"), ("乙", "丙"), ("丙", "丙", "丙", "丁"), ("戊",))


def test_by_hand() -> None:
    """Four texts of 2.5 terms on average; 乙 is in two of them."""
    scores = KeywordIndex.build(TEXTS).scores(["乙"])
    idf = np.log(1 + 2.5 / 2.5)
    expected = [idf * 2 / (2 + 1.2 * 1.1), idf * 1 / (1 + 1.2 * 0.9), 0, 0]
    assert scores == pytest.approx(expected, abs=1e-6)
    assert scores.dtype == np.float32


@pytest.mark.parametrize(
    "terms", [["乙"], ["甲", "丁"], ["甲", "丁", "无"], ["丙", "丙", "乙"], ["甲", "乙", "丙", "丁", "戊"]]
)
def test_against_the_reference(terms: list[str]) -> None:
    assert KeywordIndex.build(TEXTS).scores(terms) == pytest.approx(bm25.scores(TEXTS, terms), abs=1e-6)


def test_random_texts_against_the_reference() -> None:
    random_ = random.Random(5)
    vocabulary = [chr(ord("一") + at) for at in range(80)]
    weights = [1 / (at + 1) for at in range(80)]
    texts = [random_.choices(vocabulary, weights, k=random_.randrange(1, 60)) for _ in range(80)]
    index = KeywordIndex.build(texts)
    assert len(index) == 80
    for _ in range(25):
        terms = [*random_.choices(vocabulary, k=random_.randrange(1, 12)), "没有的"]
        assert index.scores(terms) == pytest.approx(bm25.scores(texts, terms), abs=1e-4)


@pytest.mark.parametrize("terms", [[], ["无"], ["无", "也无"], [""]])
def test_nothing_known_scores_nothing(terms: list[str]) -> None:
    assert KeywordIndex.build(TEXTS).scores(terms).tolist() == [0, 0, 0, 0]


def test_of_a_group_the_best_word_counts() -> None:
    """甲 and 丁 are as rare; a text has the one or the other, or neither."""
    index = KeywordIndex.build(TEXTS)
    alone = {term: index.scores([term]) for term in "甲乙丁"}
    unsure = index.scores([], [(Meaning("甲", 1.0), Meaning("丁", 0.4), Meaning("无", 1.0))])
    assert unsure == pytest.approx(np.maximum(alone["甲"], np.float32(0.4) * alone["丁"]), abs=1e-6)
    beside = index.scores(["乙"], [(Meaning("甲", 0.5),), (Meaning("无", 1.0),)])
    assert beside == pytest.approx(alone["乙"] + np.float32(0.5) * alone["甲"], abs=1e-6)


def test_how_many_texts_have_a_term() -> None:
    assert KeywordIndex.build([*TEXTS, ()]).frequencies == {"甲": 1, "乙": 2, "丙": 2, "丁": 1, "戊": 1}


def test_texts_without_terms_keep_their_positions() -> None:
    index = KeywordIndex.build([(), ("甲",), ()])
    assert len(index) == 3
    assert np.flatnonzero(index.scores(["甲"])).tolist() == [1]
    nothing = KeywordIndex.build([(), ()])
    assert (nothing.scores(["甲"]).tolist(), nothing.frequencies) == ([0, 0], {})


def test_round_trip(tmp_path: Path) -> None:
    texts = [*TEXTS, ("😀", "<b>", "a\nb", 'quote"', "\u2028")]
    index = KeywordIndex.build(texts)
    index.save(tmp_path / "keywords")
    again = KeywordIndex.load(tmp_path / "keywords")
    assert len(again) == len(index) == 5
    for terms in (["甲"], ["乙", "丙", "无"], ["😀", "a\nb"], ['quote"', "\u2028", "<b>"]):
        assert again.scores(terms).tolist() == index.scores(terms).tolist()
    assert again.frequencies == index.frequencies


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError, match="the keywords cannot be read"):
        KeywordIndex.load(tmp_path / "none")


def test_files_cut_in_half(tmp_path: Path) -> None:
    KeywordIndex.build(TEXTS).save(tmp_path)
    for file in sorted(tmp_path.iterdir()):
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])
        with pytest.raises(DamagedIndexError):
            KeywordIndex.load(tmp_path)
        file.write_bytes(content)
    assert len(KeywordIndex.load(tmp_path)) == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [("data.csc.index.npy", b""), ("params.index.json", b"[1]"), ("vocab.index.json", b"[1]")],
)
def test_files_that_hold_something_else(tmp_path: Path, name: str, content: bytes) -> None:
    KeywordIndex.build(TEXTS).save(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DamagedIndexError):
        KeywordIndex.load(tmp_path)
