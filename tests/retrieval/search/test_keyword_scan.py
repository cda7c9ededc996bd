"""Coverage found by scanning, against BM25 written out from its definition and against bm25s."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.language import tokenizer
from retrieval.search.keyword_scan import KeywordScan
from retrieval.store.keyword_index import KeywordIndex
from retrieval.store.terms import MARK, TermTexts
from retrieval.types import Meaning
from tests.retrieval import bm25
from tests.retrieval.lake import REPORT
from tests.retrieval.making import indexed

TEXTS = (("甲", "乙", "乙"), ("乙", "丙"), ("丙", "丙", "丙", "丁"), ("戊",))


def words_of(texts: Sequence[Sequence[str]]) -> TermTexts:
    """Texts given as words."""
    marked = tuple("".join(f"{MARK}{term}{MARK}" for term in text) for text in texts)
    return TermTexts(marked, counts=tuple(map(len, texts)))


def pairs_of(texts: Sequence[str]) -> TermTexts:
    """The character pairs of texts."""
    parts = [tokenizer.runs_and_others(text) for text in texts]
    return TermTexts(
        words_of([others for _, others in parts]).marked,
        tuple(" ".join(runs) for runs, _ in parts),
        tuple(len(tokenizer.bigrams(text)) for text in texts),
    )


def scan_of(texts: Sequence[Sequence[str]]) -> KeywordScan:
    return KeywordScan([words_of(texts)])


def test_by_hand() -> None:
    """Four texts of 2.5 terms on average; 乙 is in two of them, so ln(1 + 2.5 / 2.5) cancels out."""
    coverage = scan_of(TEXTS).coverage(["乙"])
    assert coverage == pytest.approx([2 / (2 + 1.2 * 1.1), 1 / (1 + 1.2 * 0.9), 0, 0], abs=1e-6)
    assert coverage.dtype == np.float32


@pytest.mark.parametrize(
    "terms", [["乙"], ["甲", "丁"], ["甲", "丁", "无"], ["丙", "丙", "乙"], ["甲", "乙", "丙", "丁", "戊"]]
)
def test_against_the_reference(terms: list[str]) -> None:
    assert scan_of(TEXTS).coverage(terms) == pytest.approx(bm25.coverage(TEXTS, terms), abs=1e-6)


def test_rarity() -> None:
    scan = scan_of(TEXTS)
    for term in "甲乙丙丁戊无":
        assert scan.idf(term) == pytest.approx(bm25.idf(TEXTS, term))
    assert scan.idf("无") > scan.idf("甲") > scan.idf("乙") > 0
    assert scan.rarity_of_unknown == scan.idf("无")


def test_what_is_known() -> None:
    assert [term for term in "甲乙丙丁戊己" if scan_of(TEXTS).knows(term)] == list("甲乙丙丁戊")


def test_a_term_that_no_text_has_lowers_the_coverage() -> None:
    scan = scan_of(TEXTS)
    share = scan.idf("甲") / (scan.idf("甲") + scan.idf("无"))
    assert scan.coverage(["甲", "无"])[0] == pytest.approx(scan.coverage(["甲"])[0] * share, rel=1e-5)


@pytest.mark.parametrize("terms", [[], ["无"], ["无", "也无"]])
def test_nothing_known_covers_nothing(terms: list[str]) -> None:
    assert scan_of(TEXTS).coverage(terms).tolist() == [0, 0, 0, 0]


def test_a_group_is_covered_by_its_best_word() -> None:
    """甲 and 丁 are as rare; a text has the one or the other, or neither."""
    scan = scan_of(TEXTS)
    alone = {term: scan.coverage([term]) for term in "甲乙丁"}
    both = scan.coverage([], [(Meaning("甲", 1.0), Meaning("丁", 1.0))])
    assert both == pytest.approx(np.maximum(alone["甲"], alone["丁"]), abs=1e-6)
    unsure = scan.coverage([], [(Meaning("甲", 1.0), Meaning("丁", 0.4), Meaning("无", 1.0))])
    assert unsure == pytest.approx(np.maximum(alone["甲"], np.float32(0.4) * alone["丁"]), abs=1e-6)
    one = scan.coverage([], [(Meaning("甲", 0.3),)])
    assert one == pytest.approx(alone["甲"], abs=1e-6)


def test_groups_count_beside_terms() -> None:
    scan = scan_of(TEXTS)
    first, second = scan.idf("乙"), 0.5 * scan.idf("甲")
    expected = (first * scan.coverage(["乙"]) + second * scan.coverage(["甲"])) / (first + second)
    assert scan.coverage(["乙"], [(Meaning("甲", 0.5),)]) == pytest.approx(expected, abs=1e-6)


def test_a_group_that_no_text_has_says_nothing() -> None:
    scan = scan_of(TEXTS)
    assert scan.coverage(["乙"], [(Meaning("无", 1.0),)]).tolist() == scan.coverage(["乙"]).tolist()


def test_texts_without_terms_keep_their_positions() -> None:
    scan = scan_of([(), ("甲",), ()])
    assert len(scan) == 3
    assert np.flatnonzero(scan.coverage(["甲"])).tolist() == [1]
    assert scan_of([(), ()]).coverage(["甲"]).tolist() == [0, 0]
    assert (len(KeywordScan([])), KeywordScan([]).coverage(["甲"]).tolist()) == (0, [])


def test_terms_are_found_whole() -> None:
    texts = [("地区", "生产总值"), ("生产",), ("总值", "生"), ("产总",), ("gdp2017", "gdp")]
    scan = scan_of(texts)
    for term in ("生产", "产总", "总值", "地区生产总值", "gdp", "2017", "产", ""):
        assert [bool(value) for value in scan.coverage([term])] == [term in text for text in texts], term


def test_several_documents_are_one_corpus() -> None:
    parted = KeywordScan([words_of(TEXTS[:1]), words_of([]), words_of(TEXTS[1:])])
    for terms in (["乙"], ["甲", "丙", "无"]):
        assert parted.coverage(terms).tolist() == scan_of(TEXTS).coverage(terms).tolist()


PIECES = [
    *[
        "三",
        "三三三三",
        "渔港",
        "渔",
        "港口吞吐量",
        "增长",
        "的",
        "GDP",
        "g",
        "7.5%",
        "2017年",
        "３%",
        "，",
        "。",
    ],
    *[" ", "\u3000", "😀", "𠮷", "c++", "x-ray", "A.B", "1-2", "é", "\u2028", "\x1f", "\n", "一", "鿿", "龦"],
]


@pytest.mark.parametrize("seed", range(6))
def test_random_texts_against_bm25s_and_the_reference(seed: int) -> None:
    random_ = random.Random(seed)

    def text() -> str:
        return "".join(random_.choices(PIECES, k=random_.randrange(12)))

    for _ in range(12):
        texts = [text() for _ in range(random_.randrange(1, 30))]
        if random_.random() < 0.5:
            texts = [f"{each}渔港X" for each in texts]
        asked = text()
        for cut, held in (
            (tokenizer.bigrams, pairs_of(texts)),
            (tokenizer.words, words_of([tokenizer.words(each) for each in texts])),
        ):
            cut_texts, terms = [cut(each) for each in texts], cut(asked)
            assert held.counts == tuple(map(len, cut_texts))
            assert_the_same(KeywordScan([held]), cut_texts, terms)


def assert_the_same(scan: KeywordScan, texts: list[list[str]], terms: list[str]) -> None:
    """Scanned, looked up by bm25s and worked out from the definition."""
    found = scan.coverage(terms)
    assert all(scan.knows(term) == any(term in text for text in texts) for term in terms)
    if not any(texts) or not terms:
        assert found.tolist() == [0] * len(texts)
        return
    assert found == pytest.approx(bm25.coverage(texts, terms), abs=1e-5)
    if not all(texts):
        return  # bm25s has to be given a term where there is none, so that its mean length is another
    best = sum(scan.idf(term) for term in set(terms))
    assert found == pytest.approx(KeywordIndex.build(texts).scores(terms) / best, abs=1e-5)


def test_pairs_that_overlap_are_counted_one_by_one() -> None:
    texts = ["三三三", "三三", "三", "三三，三", "不三不四三三三三"]
    assert_the_same(KeywordScan([pairs_of(texts)]), [tokenizer.bigrams(each) for each in texts], ["三三"])


@pytest.mark.parametrize("rare", ["𠮷", "\ud83d"])
def test_characters_beyond_the_first_plane_and_halves_of_them(rare: str) -> None:
    plain, other = scan_of([["甲"], ["乙"]]), scan_of([["甲"], [f"{rare}乙"], [rare]])
    assert not plain.knows(rare)
    assert np.flatnonzero(other.coverage([f"{rare}乙"])).tolist() == [1]
    assert [other.knows(term) for term in (rare, "甲", "乙")] == [True, True, False]


def test_nothing_stands_in_nothing() -> None:
    empty = KeywordScan([TermTexts((), (), ())])
    assert not empty.knows("甲")
    assert empty.coverage(["甲", "甲乙"]).tolist() == []


def test_a_pair_does_not_stand_across_two_runs() -> None:
    scan = KeywordScan([pairs_of(["渔港，口岸", "渔港 口岸", "渔a港", "港"]), pairs_of(["口", "口岸"])])
    assert not scan.knows("港口")
    assert not scan.knows("岸口")
    assert not scan.knows("港 ")
    assert np.flatnonzero(scan.coverage(["口岸"])).tolist() == [0, 1, 5]


@pytest.mark.parametrize("question", ["2019年渔业产值是多少", "新建渔港几座", "投资多少", "GDP", "三类"])
def test_a_report_against_bm25s(question: str) -> None:
    terms = indexed(REPORT).terms
    for held in (terms.sentence_words, terms.passage_words):
        words = [text.strip(MARK).split(2 * MARK) if text else [] for text in held.marked]
        assert_the_same(KeywordScan([held]), words, tokenizer.words(question))
    for held in (terms.sentence_bigrams, terms.passage_bigrams):
        pairs = [
            [run[at : at + 2] for run in runs.split() for at in range(len(run) - 1)]
            + [other for other in others.split(MARK) if other]
            for runs, others in zip(held.runs, held.marked, strict=True)
        ]
        assert_the_same(KeywordScan([held]), pairs, tokenizer.bigrams(question))
