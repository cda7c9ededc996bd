"""Coverage of a question's terms, against BM25 written out from its definition."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import DamagedIndexError
from retrieval.keyword_index import KeywordIndex
from retrieval.types import Meaning

K1, B = 1.2, 0.5
TEXTS = (("甲", "乙", "乙"), ("乙", "丙"), ("丙", "丙", "丙", "丁"), ("戊",))


def reference_rarity(texts: Sequence[Sequence[str]], term: str) -> float:
    """Lucene's inverse document frequency."""
    holding = sum(term in text for text in texts)
    return math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))


def reference_coverage(texts: Sequence[Sequence[str]], terms: Sequence[str]) -> list[float]:
    """Lucene's BM25 (no factor k1 + 1), over what a text could reach at most."""
    distinct = set(terms)
    average = sum(map(len, texts)) / len(texts)
    best = sum(reference_rarity(texts, term) for term in distinct)

    def score(text: Sequence[str], term: str) -> float:
        count = text.count(term)
        return reference_rarity(texts, term) * count / (count + K1 * (1 - B + B * len(text) / average))

    return [sum(score(text, term) for term in distinct) / best for text in texts]


def test_by_hand() -> None:
    """Four texts of 2.5 terms on average; 乙 is in two of them, so ln(1 + 2.5 / 2.5) cancels out."""
    coverage = KeywordIndex.build(TEXTS).coverage(["乙"])
    assert coverage == pytest.approx([2 / (2 + 1.2 * 1.1), 1 / (1 + 1.2 * 0.9), 0, 0], abs=1e-6)
    assert coverage.dtype == np.float32


@pytest.mark.parametrize(
    "terms", [["乙"], ["甲", "丁"], ["甲", "丁", "无"], ["丙", "丙", "乙"], ["甲", "乙", "丙", "丁", "戊"]]
)
def test_against_the_reference(terms: list[str]) -> None:
    coverage = KeywordIndex.build(TEXTS).coverage(terms)
    assert coverage == pytest.approx(reference_coverage(TEXTS, terms), abs=1e-6)


def test_random_texts_against_the_reference() -> None:
    random_ = random.Random(5)
    vocabulary = [chr(ord("一") + at) for at in range(80)]
    weights = [1 / (at + 1) for at in range(80)]
    texts = [random_.choices(vocabulary, weights, k=random_.randrange(1, 60)) for _ in range(80)]
    index = KeywordIndex.build(texts)
    assert len(index) == 80
    for _ in range(25):
        terms = [*random_.choices(vocabulary, k=random_.randrange(1, 12)), "没有的"]
        coverage = index.coverage(terms)
        assert coverage == pytest.approx(reference_coverage(texts, terms), abs=1e-5)
        assert float(coverage.min()) >= 0
        assert float(coverage.max()) <= 1


def test_rarity() -> None:
    index = KeywordIndex.build(TEXTS)
    for term in "甲乙丙丁戊无":
        assert index.rarity(term) == pytest.approx(reference_rarity(TEXTS, term))
    assert index.rarity("无") > index.rarity("甲") > index.rarity("乙") > 0


def test_a_term_that_no_text_has_lowers_the_coverage() -> None:
    index = KeywordIndex.build(TEXTS)
    share = index.rarity("甲") / (index.rarity("甲") + index.rarity("无"))
    assert index.coverage(["甲", "无"])[0] == pytest.approx(index.coverage(["甲"])[0] * share, rel=1e-5)


@pytest.mark.parametrize("terms", [[], ["无"], ["无", "也无"]])
def test_nothing_known_covers_nothing(terms: list[str]) -> None:
    assert KeywordIndex.build(TEXTS).coverage(terms).tolist() == [0, 0, 0, 0]


def test_a_group_is_covered_by_its_best_word() -> None:
    """甲 and 丁 are as rare; a text has the one or the other, or neither."""
    index = KeywordIndex.build(TEXTS)
    alone = {term: index.coverage([term]) for term in "甲乙丁"}
    both = index.coverage([], [(Meaning("甲", 1.0), Meaning("丁", 1.0))])
    assert both == pytest.approx(np.maximum(alone["甲"], alone["丁"]), abs=1e-6)
    unsure = index.coverage([], [(Meaning("甲", 1.0), Meaning("丁", 0.4), Meaning("无", 1.0))])
    assert unsure == pytest.approx(np.maximum(alone["甲"], np.float32(0.4) * alone["丁"]), abs=1e-6)
    one = index.coverage([], [(Meaning("甲", 0.3),)])
    assert one == pytest.approx(alone["甲"], abs=1e-6)


def test_groups_count_beside_terms() -> None:
    index = KeywordIndex.build(TEXTS)
    first, second = index.rarity("乙"), 0.5 * index.rarity("甲")
    expected = (first * index.coverage(["乙"]) + second * index.coverage(["甲"])) / (first + second)
    assert index.coverage(["乙"], [(Meaning("甲", 0.5),)]) == pytest.approx(expected, abs=1e-6)


def test_a_group_that_no_text_has_says_nothing() -> None:
    index = KeywordIndex.build(TEXTS)
    assert index.coverage(["乙"], [(Meaning("无", 1.0),)]).tolist() == index.coverage(["乙"]).tolist()


def test_what_is_known() -> None:
    index = KeywordIndex.build(TEXTS)
    assert [term for term in "甲乙丙丁戊己" if index.knows(term)] == list("甲乙丙丁戊")


def test_texts_without_terms_keep_their_positions() -> None:
    index = KeywordIndex.build([(), ("甲",), ()])
    assert len(index) == 3
    assert np.flatnonzero(index.coverage(["甲"])).tolist() == [1]
    nothing = KeywordIndex.build([(), ()])
    assert nothing.coverage(["甲"]).tolist() == [0, 0]


def test_round_trip(tmp_path: Path) -> None:
    texts = [*TEXTS, ("😀", "<b>", "a\nb", 'quote"', "\u2028")]
    index = KeywordIndex.build(texts)
    index.save(tmp_path / "keywords")
    again = KeywordIndex.load(tmp_path / "keywords")
    assert len(again) == len(index) == 5
    for terms in (["甲"], ["乙", "丙", "无"], ["😀", "a\nb"], ['quote"', "\u2028", "<b>"]):
        assert again.coverage(terms).tolist() == index.coverage(terms).tolist()
    assert [again.rarity(term) for term in "甲乙无"] == [index.rarity(term) for term in "甲乙无"]


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
