"""How much of what may be expected a sentence says."""

from __future__ import annotations

import math

import pytest

from retrieval.ranking.expected import share_said, unsaid
from retrieval.types import ExpectedTerm
from tests.retrieval.making import entries_of

COTTON, OUTPUT, ASKED = (
    ExpectedTerm(("棉花",), 0.9),
    ExpectedTerm(("产量",), 0.8),
    ExpectedTerm(("一共",), 0.05),
)


def surprise(likelihood: float) -> float:
    return -math.log(1 - likelihood)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("棉花产量3万吨", 1.0),
        ("产量3万吨", surprise(0.8) / (surprise(0.9) + surprise(0.8))),
        ("粮食播种面积", 0.0),
    ],
)
def test_each_word_counts_by_how_surely_it_is_expected(text: str, share: float) -> None:
    assert share_said((COTTON, OUTPUT), text) == pytest.approx(share)


def test_headings_count_almost_as_much() -> None:
    assert share_said((COTTON,), "3万吨", "棉花") == pytest.approx(0.9)


def test_any_of_several_words_will_do() -> None:
    assert share_said((ExpectedTerm(("棉花", "皮棉"), 0.9),), "皮棉3万吨") == 1.0


def test_characters_that_stand_apart_are_worth_less() -> None:
    assert share_said((ExpectedTerm(("违建",), 0.9),), "拆除违法建筑") == pytest.approx(0.75)


def test_words_of_the_other_script_tell_nothing() -> None:
    terms = (COTTON, ExpectedTerm(("cotton",), 0.9))
    assert share_said(terms, "棉花3万吨") == share_said(terms, "cotton, 30,000 tons") == 1.0
    assert share_said((COTTON,), "cotton") == 1.0


def test_what_is_lacking_is_as_surprising_as_it_was_expected() -> None:
    (entry,) = entries_of("粮食产量3万吨。")
    assert unsaid((COTTON, OUTPUT, ASKED), entry) == pytest.approx(surprise(0.9) + surprise(0.05))
    assert unsaid((OUTPUT,), entry) == unsaid((), entry) == 0.0


def test_what_the_paragraph_said_before_counts_a_little() -> None:
    *_, entry = entries_of("种棉花。产量3万吨。")
    assert unsaid((COTTON, OUTPUT), entry) == pytest.approx(0.7 * surprise(0.9))


def test_no_more_than_the_bound() -> None:
    (entry,) = entries_of("天气晴。")
    assert unsaid((COTTON, COTTON, COTTON, OUTPUT, OUTPUT), entry) == 4.0
