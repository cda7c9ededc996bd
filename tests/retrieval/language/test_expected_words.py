"""How likely the sentence that answers has a word of the question."""

from __future__ import annotations

import pytest

from retrieval.language.expected_words import UNKNOWN, likelihood


@pytest.mark.parametrize("word", ["失业率", "城镇", "粮食", "游客", "产量", "人均"])
def test_names_of_things_are_expected(word: str) -> None:
    assert likelihood(word) >= 0.7


@pytest.mark.parametrize("word", ["房子", "为啥", "拿", "咋样", "打算", "哪几个"])
def test_what_only_askers_say_is_not(word: str) -> None:
    assert likelihood(word) <= 0.3


def test_a_word_that_nothing_is_known_of_is_mostly_a_name() -> None:
    assert likelihood("泖嘏") == likelihood(UNKNOWN) == 0.8
