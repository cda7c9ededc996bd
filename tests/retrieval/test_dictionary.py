"""English words find the documents' own Chinese words."""

from __future__ import annotations

from retrieval.dictionary import build_dictionary, translations

WORDS = ("铁路", "竣工", "平台", "螃蟹", "服务业", "公园", "的", "2017", "gdp")


def test_definitions_and_their_forms() -> None:
    made = build_dictionary(WORDS)
    assert translations("Which railways were completed?", made) == (("铁路",), ("竣工",))
    assert translations("platforms in parks", made) == (("平台",), ("公园",))


def test_names_are_found_by_their_sound() -> None:
    assert translations("the Pangxie ditch", build_dictionary(WORDS)) == (("螃蟹",),)


def test_only_words_of_the_documents() -> None:
    made = build_dictionary(["铁路"])
    assert set(made.meanings) == {"railroad", "railway", "tielu"}
    assert translations("airport", made) == ()


def test_the_more_literal_word_comes_first() -> None:
    made = build_dictionary(["平台", "建筑"])  # a 平台 is also a "flat-roofed building"
    assert translations("buildings", made) == (("建筑", "平台"),)


def test_nothing_to_translate() -> None:
    assert translations("", build_dictionary([])) == ()
    assert translations("the of and", build_dictionary(WORDS)) == ()
    assert build_dictionary([]).meanings == {}


def test_words_that_are_spelled_right() -> None:
    words = build_dictionary([]).words
    assert {"planned", "expert", "county", "employer"} <= words
    assert not {"unemployement", "goverment", "gpd"} & words
