"""Places in a text, in Chinese and English: which they are, and which words are none."""

from __future__ import annotations

import pytest

from retrieval.domains.work_reports.places.gazetteer import STATE, Gazetteer, shipped_gazetteer
from retrieval.domains.work_reports.places.named_places import NamedPlace
from retrieval.domains.work_reports.places.neighbouring_places import are_joined
from retrieval.language.normalizing import normalize
from retrieval.types import Document, DocumentId, Level, Mention, Place


def document(place: str, level: Level = Level.COUNTY, province: str = "") -> Document:
    return Document(DocumentId(place), f"{place}.txt", "题", place, 2020, "", "", province, level)


INDEXED = shipped_gazetteer().with_documents(
    [
        document("保定市易县", province="河北省"),
        document("保定市徐水区", province="河北省"),
        document("高唐县", province="山东省"),
        document("云岭县"),
        document("大同市", Level.PREFECTURE, "山西省"),
        document("日照市", Level.PREFECTURE, "山东省"),
        document("国务院", Level.STATE),
    ]
)


def mentions(text: str, gazetteer: Gazetteer = INDEXED) -> tuple[Mention, ...]:
    return gazetteer.mentions(normalize(text))


def named(text: str, gazetteer: Gazetteer = INDEXED) -> list[set[str]]:
    return [{place.name for place in mention.candidates} for mention in mentions(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("大连的渔港", [{"大连市"}]),
        ("大连市的渔港", [{"大连市"}]),
        ("大連的漁港", [{"大连市"}]),
        ("廣東的漁港", [{"广东省"}]),
        ("内蒙古自治区的牧场", [{"内蒙古自治区"}]),
        ("河南南阳的月季", [{"河南省"}, {"南阳市"}]),
        ("上海和北京", [{"上海市"}, {"北京市"}]),
        ("吉林省吉林市", [{"吉林省"}, {"吉林市"}]),
        ("日本的GDP", [{"日本"}]),
        ("日本東京", [{"日本"}, {"东京"}]),
        ("Dalian harbour", [{"大连市"}]),
        ("DALIAN's harbour", [{"大连市"}]),
        ("Xi'an walls", [{"西安市"}]),
        ("the GDP of the USA", [{"美国"}]),
        ("New York City", [{"纽约"}]),
        ("Shanghai 和上海", [{"上海市"}, {"上海市"}]),
        ("渔港建了几座", []),
        ("中国的渔港", [{"国务院"}]),
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
    [("Suzhou", {"苏州市", "宿州市"}), ("Fuzhou", {"福州市", "抚州市"}), ("Yichun", {"伊春市", "宜春市"})],
)
def test_an_english_name_of_several_places(text: str, either: set[str]) -> None:
    assert named(f"fish output of {text}") == [either]


def test_a_curly_apostrophe() -> None:
    assert named("Xi’an walls") == [{"西安市"}]


@pytest.mark.parametrize("text", ["沿海口岸建设", "企业各自贡献了多少税收", "延边朝鲜族自治州"])
def test_no_place_across_words(text: str) -> None:
    assert len(named(text)) == text.count("延边")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("凉山州的荞麦", "凉山彝族自治州"),
        ("凉山的荞麦", "凉山彝族自治州"),
        ("西双版纳的茶", "西双版纳傣族自治州"),
        ("新疆自治区的棉花", "新疆维吾尔自治区"),
        ("海南的椰子", "海南省"),
        ("海南州的牦牛", "海南藏族自治州"),
        ("襄樊的汽车", "襄阳市"),
        ("毕节地区的核桃", "毕节市"),
        ("徐水县的白菜", "保定市徐水区"),
        ("徐水的白菜", "保定市徐水区"),
        ("想了解易县的旅游", "保定市易县"),
        ("高唐的棉花", "高唐县"),
        ("云岭县的茶", "云岭县"),
        ("云岭的茶", "云岭县"),
        ("义乌2019年出口", "金华市义乌市"),
        ("北京市朝阳区的大使馆", "北京市朝阳区"),
        ("盘锦市大洼区的稻米", "盘锦市大洼区"),
        ("大同2019年煤产量", "大同市"),
        ("2019年大同煤产量", "大同市"),
        ("到2019年底大同的煤产量", "大同市"),
        ("请问日照港口吞吐量", "日照市"),
        ("Inner Mongolia wool", "内蒙古自治区"),
        ("ÜRÜMQI wool", "乌鲁木齐市"),
        ("Pu'er tea", "普洱市"),
        ("Jilin City rice", "吉林市"),
        ("rice of Jilin province", "吉林省"),
        ("Xushui District cabbage", "保定市徐水区"),
        ("Yi County inns", "保定市易县"),
        ("Yunling tea", "云岭县"),
    ],
)
def test_one_place(text: str, place: str) -> None:
    assert named(text) == [{place}]


@pytest.mark.parametrize(
    "text",
    [
        "日照时间多长",
        "世界大同",
        "东方的智慧",
        "昆山玉碎",
        "吉祥和平",
        "老城区改造",
        "区域协调",
        "城市更新",
        "义乌",
    ],
)
def test_words_of_their_own(text: str) -> None:
    assert named(text) == []


def test_a_short_name_of_two_places_is_left_open() -> None:
    assert [place.name for place in mentions("吉林2021年")[0].candidates] == ["吉林省", "吉林市"]
    assert mentions("吉林市场") == mentions("吉林")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Suzhou in Anhui", [{"宿州市"}, {"安徽省"}]),
        ("Fuzhou, Jiangxi", [{"抚州市"}, {"江西省"}]),
        ("吉林省吉林", [{"吉林省"}, {"吉林市"}]),
        ("开封的鼓楼区", [{"开封市"}, {"开封市鼓楼区"}]),
        ("保定徐水", [{"保定市"}, {"保定市徐水区"}]),
    ],
)
def test_what_a_place_lies_in_tells_it_apart(text: str, places: list[set[str]]) -> None:
    assert named(text) == places


@pytest.mark.parametrize(
    "text", ["全国的就业", "国务院的报告", "2015年国家新设几个自贸区", "China's GDP", "the Premier's report"]
)
def test_the_whole_country(text: str) -> None:
    assert [mention.candidates for mention in mentions(text)] == [(STATE,)]


@pytest.mark.parametrize(
    "text", ["国家级园区", "国家森林公园", "居全国第三", "高于全国", "获全国文明城市", "中国式现代化"]
)
def test_praise_of_a_part_of_the_country(text: str) -> None:
    assert named(text) == []


def test_the_country_beside_another_place() -> None:
    assert named("大连是全国的渔港") == [{"大连市"}]
    assert named("全国和大连的渔港") == [{"国务院"}, {"大连市"}]


def test_where_it_stands() -> None:
    text = "2020年盘锦和大连"
    first, second = mentions(text)
    assert (first.text, text[first.start : first.end], text[second.start : second.end]) == (
        "盘锦",
        "盘锦",
        "大连",
    )
    assert are_joined(text, first, second)
    assert not are_joined("盘锦到大连", *mentions("盘锦到大连"))


def test_full_names() -> None:
    called = shipped_gazetteer().called
    assert [place.name for place in called("黔西南州")] == ["黔西南布依族苗族自治州"]
    assert called("保定市易县") == (Place("保定市易县", Level.COUNTY, ("河北省", "保定市")),)
    assert called("吉林市") == (Place("吉林市", Level.PREFECTURE, ("吉林省",)),)
    assert len(called("朝阳区")) > 1
    assert called("吉林") == called("甲州市") == called("") == ()


def test_the_longest_name_counts() -> None:
    province, city = Place("甲省", Level.PROVINCE), Place("丙丁市", Level.PREFECTURE)
    gazetteer = Gazetteer([NamedPlace(province, ("A",), ("甲乙",)), NamedPlace(city, ("c", "d e"))])
    assert [m.candidates for m in gazetteer.mentions("甲乙和丙丁")] == [(province,), (city,)]
    assert [m.text for m in gazetteer.mentions("a and D  e")] == ["a", "D  e"]
