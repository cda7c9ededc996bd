"""Places in a question, in Chinese and English."""

from __future__ import annotations

import pytest

from retrieval.normalizing import normalize
from retrieval.places import Gazetteer, shipped_gazetteer, short_name


def named(text: str) -> list[set[str]]:
    return [set(names) for names in shipped_gazetteer().mentions(normalize(text))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("大连的渔港", [{"大连"}]),
        ("大连市的渔港", [{"大连"}]),
        ("大連的漁港", [{"大连"}]),
        ("廣東的漁港", [{"广东"}]),
        ("内蒙古自治区的牧场", [{"内蒙古"}]),
        ("河南南阳的月季", [{"河南"}, {"南阳"}]),
        ("上海和北京", [{"上海"}, {"北京"}]),
        ("吉林省吉林市", [{"吉林"}]),
        ("日本的GDP", [{"日本"}]),
        ("日本東京", [{"日本"}, {"东京"}]),
        ("Dalian harbour", [{"大连"}]),
        ("DALIAN's harbour", [{"大连"}]),
        ("Xi'an walls", [{"西安"}]),
        ("the GDP of the USA", [{"美国"}]),
        ("New York City", [{"纽约"}]),
        ("Shanghai 和上海", [{"上海"}]),
        ("渔港建了几座", []),
        ("中国的渔港", []),
        ("York and Panjinger", []),
        ("为社会作贡献", []),
        ("朝阳产业", []),
        ("", []),
    ],
)
def test_the_places_named(text: str, places: list[set[str]]) -> None:
    assert named(text) == places


@pytest.mark.parametrize(
    ("text", "either"),
    [("Suzhou", {"苏州", "宿州"}), ("Fuzhou", {"福州", "抚州"}), ("Yichun", {"伊春", "宜春"})],
)
def test_an_english_name_of_several_places(text: str, either: set[str]) -> None:
    assert named(f"fish output of {text}") == [either]


def test_a_curly_apostrophe() -> None:
    assert named("Xi’an walls") == [{"西安"}]


@pytest.mark.parametrize("text", ["沿海口岸建设", "企业各自贡献了多少税收", "延边朝鲜族自治州"])
def test_no_place_across_words(text: str) -> None:
    assert len(named(text)) == text.count("延边")


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("甲州市", "甲州"),
        ("吉林省", "吉林"),
        ("大洼区", "大洼"),
        ("广西壮族自治区", "广西"),
        ("宁夏回族自治区", "宁夏"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("甲州", "甲州"),
        ("东区", "东区"),
        ("市", "市"),
        ("", ""),
    ],
)
def test_short_names(place: str, short: str) -> None:
    assert short_name(place) == short


def test_the_longest_name_counts() -> None:
    gazetteer = Gazetteer([("甲", "a"), ("甲乙", "a b"), ("丙市", "c; d")])
    assert gazetteer.mentions("甲乙和甲") == ({"甲乙"}, {"甲"})
    assert gazetteer.mentions("a b") == ({"甲乙"},)
    assert gazetteer.mentions("C") == gazetteer.mentions("d") == ({"丙市"},)
