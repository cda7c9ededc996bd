"""Names of indicators in a question: the longest counts, English ones as words, in either number."""

from __future__ import annotations

import pytest

from retrieval.language.glossary import Entry, Glossary, parse, shipped_glossary

FILE = """\
# comment
地区生产总值；生产总值；GDP；GDP	GDP; gross domestic product
人均地区生产总值；人均GDP	per capita GDP

進出口總額；进出口	imports and exports; foreign trade
出口	exports; export
失业率	unemployment rate; jobless rate
批次；批	batch
"""


def named(text: str, glossary: Glossary | None = None) -> list[str]:
    """The standard names found, in order."""
    return [mention.entry.standard for mention in (glossary or Glossary(parse(FILE))).mentions(text)]


def test_the_file_is_read_as_written() -> None:
    assert parse(FILE)[:3] == [
        Entry(("地区生产总值", "生产总值", "gdp"), ("gdp", "gross domestic product"), "GDP"),
        Entry(("人均地区生产总值", "人均gdp"), ("per capita gdp",), "per capita GDP"),
        Entry(("进出口总额", "进出口"), ("imports and exports", "foreign trade"), "imports and exports"),
    ]
    assert [entry.standard for entry in parse(FILE)] == [
        *["地区生产总值", "人均地区生产总值", "进出口总额", "出口", "失业率", "批次"]
    ]


@pytest.mark.parametrize("file", ["", "# only a comment\n", "\n\n"])
def test_an_empty_glossary_names_nothing(file: str) -> None:
    assert Glossary(parse(file)).mentions("GDP 生产总值") == ()


def test_windows_line_ends() -> None:
    assert parse(FILE.replace("\n", "\r\n")) == parse(FILE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生产总值是多少", ["地区生产总值"]),
        ("人均地区生产总值", ["人均地区生产总值"]),
        ("人均GDP和GDP", ["人均地区生产总值", "地区生产总值"]),
        ("进出口总额", ["进出口总额"]),
        ("进出口和出口", ["进出口总额", "出口"]),
        ("per capita GDP", ["人均地区生产总值"]),
        ("Gross Domestic Product", ["地区生产总值"]),
        ("imports and exports; exports", ["进出口总额", "出口"]),
        ("GDP的失业率", ["地区生产总值", "失业率"]),
        ("旅游", []),
        ("", []),
    ],
)
def test_the_longest_name_counts(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unemployment rates", ["失业率"]),
        ("GDPs", ["地区生产总值"]),
        ("batches", ["批次"]),
        ("batchs", ["批次"]),
        ("export", ["出口"]),
        ("exporter", []),
        ("reexports", []),
        ("gdp2", []),
        ("xgdp", []),
        ("export-led", ["出口"]),
        ("(export)", ["出口"]),
        ("中国export额", ["出口"]),
    ],
)
def test_english_names_are_whole_words_in_either_number(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_where_they_stand() -> None:
    (first, second) = Glossary(parse(FILE)).mentions("2017年人均gdp与出口")
    assert (first.start, first.end, second.start, second.end) == (5, 10, 11, 13)


def test_the_first_line_that_has_a_name_keeps_it() -> None:
    glossary = Glossary(parse("甲；共有\n乙；共有\n"))
    assert named("共有", glossary) == ["甲"]
    assert named("乙", glossary) == ["乙"]


def test_names_are_no_patterns() -> None:
    glossary = Glossary(parse("PM2.5；a+b\tPM2.5; (x)\n"))
    assert named("PM2.5", glossary) == ["pm2.5"]
    assert named("pm255", glossary) == []
    assert named("aab", glossary) == []


def test_a_line_without_a_chinese_name_stops_nothing() -> None:
    assert named("growth", Glossary(parse("\tgrowth\n"))) in ([], ["growth"])


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("2017年gdp增长目标", "地区生产总值"),
        ("2017 gdp growth target", "地区生产总值"),
        ("失业率控制在多少", "城镇登记失业率"),
        ("fixed-asset investment", "固定资产投资"),
        ("农民收入增长多少", "农村常住居民人均可支配收入"),
    ],
)
def test_the_shipped_one(text: str, standard: str) -> None:
    assert standard in named(text, shipped_glossary())


def test_what_is_divided_by_is_not_told_of() -> None:
    glossary = shipped_glossary()
    said = {text: [each.entry.standard for each in glossary.mentions(text)] for text in (
        "万元gdp水耗下降2%", "万元GDP综合能耗下降3%", "单位生产总值水耗下降2%", "达到2万元gdp", "gdp增长7%",
    )}  # fmt: skip
    energy = "单位地区生产总值能耗"
    assert list(said.values()) == [[], [energy], [], ["地区生产总值"], ["地区生产总值"]]
