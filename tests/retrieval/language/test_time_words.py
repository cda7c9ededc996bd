"""Years in a question, however they are written, and numbers that are none."""

from __future__ import annotations

import pytest

from retrieval.language.normalizing import normalize
from retrieval.language.time_words import TIME_WORDS, report_year_in, years_in, years_on

REPORT_YEAR = 2017


def years(text: str) -> tuple[int, ...]:
    return years_in(normalize(text), REPORT_YEAR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015年货运量是多少", (2015,)),
        ("２０１５年货运量", (2015,)),
        ("15年货运量", (2015,)),
        ("98年的糖产量", (1998,)),
        ("二〇一八年的糖产量", (2018,)),
        ("二零一六年的糖产量", (2016,)),
        ("一九九八年的糖产量", (1998,)),
        ("17年8月通车的桥", (2017,)),
        ("sugar output in 2015", (2015,)),
        ("FY2016", (2016,)),
        ("2016年2017年目标", (2016, 2017)),
        ("2015、2016年", (2015, 2016)),
        ("2015至2017年的产量", (2015, 2017)),
        ("2016 and 2015 exports", (2016, 2015)),
        ("2016年和2016年", (2016,)),
        ("2099年", (2099,)),
        ("2010年以来", (2010,)),
        ("2016人均收入", (2016,)),
        ("2016人口", (2016,)),
        ("2016项目", (2016,)),
        ("2016个人所得税", (2016,)),
        ("2016户籍改革", (2016,)),
        ("2016台风", (2016,)),
        ("2016公共预算", (2016,)),
    ],
)
def test_years_in_figures(text: str, expected: tuple[int, ...]) -> None:
    assert years(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前年修了几座桥", (2015,)),
        ("去年修了几座桥", (2016,)),
        ("上年", (2016,)),
        ("过去一年", (2016,)),
        ("今年修几座桥", (2017,)),
        ("本年", (2017,)),
        ("明年呢", (2018,)),
        ("来年", (2018,)),
        ("今年目标比去年高多少", (2016, 2017)),
        ("bridges built last year", (2016,)),
        ("the previous year", (2016,)),
        ("THIS YEAR", (2017,)),
        ("next year", (2018,)),
        ("the year before last", (2015,)),
        ("十二五末的人口", (2015,)),
        ("“十三五”末的人口", (2020,)),
        ("十四五规划期末", (2025,)),
    ],
)
def test_years_relative_to_the_report(text: str, expected: tuple[int, ...]) -> None:
    assert years(text) == expected


def test_without_a_report_nothing_is_relative() -> None:
    assert years_in("去年和今年", None) == ()
    assert years_in("last year", None) == ()
    assert years_in("2014年和十三五末", None) == (2014, 2020)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "十三五时期",
        "3年以上",
        "10年来",
        "15年期国债",
        "12年级",
        "5年",
        "1850年",
        "20171年",
        "2017.5公里",
        "12.2017",
        "2016%",
        "2020亿元",
        "2018万元",
        "每年",
        "上半年",
        "学前班年龄",
    ],
)
def test_numbers_that_are_no_years(text: str) -> None:
    assert years(text) == ()


@pytest.mark.parametrize(
    "text", ["2000人", "2015个", "1998株", "2000多名学生", "2050美元", "2000公里", "第2016号"]
)
def test_counts_that_are_no_years(text: str) -> None:
    assert years(text) == ()


def test_a_year_before_a_full_stop() -> None:
    assert years("Tell us the sugar output of 2016.") == (2016,)


@pytest.mark.parametrize(("text", "asked"), [("57年的糖产量", 1957), ("35年的目标", 2035), ("98年", 1998)])
def test_two_digits_are_of_the_century_that_reports_tell_of(text: str, asked: int) -> None:
    assert years(text) == (asked,)


@pytest.mark.parametrize("text", ["2015年糖产量为啥比上年低", "sugar output in 2015 compared to last year"])
def test_the_year_that_is_compared_with_is_not_asked_about(text: str) -> None:
    assert years(text) == (2015,)


def test_a_year_written_with_a_circle() -> None:
    assert years("二○一七年") == (2017,)


def test_three_years_ago() -> None:
    assert years("大前年") == (2014,)


@pytest.mark.parametrize(
    ("text", "report", "asked"),
    [
        ("2026年报告里的糖产量", 2026, ()),
        ("the 2026 report", 2026, ()),
        ("57年报告说的糖产量", 1957, ()),
        ("26年政府工作报告中去年的糖产量", 2026, (2025,)),
        ("2026年政府工作报告中去年的糖产量", 2026, (2025,)),
        ("2026年的报告说2024年糖产量多少", 2026, (2024,)),
        ("the 2026 work report on last year", 2026, (2025,)),
        ("2026年甲州市政府工作报告今年的目标", 2026, (2026,)),
        ("2026年的糖产量", None, (2026,)),
        ("报告", None, ()),
        ("1995年乙州的报告,去年糖产量", 1995, (1994,)),
        ("去年糖产量 看2010年那份", 2010, (2009,)),
        ("2012糖产量今年目标多少", 2012, (2012,)),
        ("sugar output last year, 2010", 2010, (2009,)),
    ],
)
def test_a_report_is_not_the_year_asked_about(text: str, report: int | None, asked: tuple[int, ...]) -> None:
    assert report_year_in(text) == report
    assert years(text) == asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("再往前一年呢", True),
        ("前一年呢", True),
        ("再上一年", True),
        ("and the year before?", True),
        ("the year before last", False),
        ("那2014年呢", False),
    ],
)
def test_the_year_before_the_one_spoken_of(text: str, *, expected: bool) -> None:
    assert (years_on(text) == -1) is expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2015年糖产量", "糖产量"),
        ("去年糖产量", "糖产量"),
        ("二〇一五年糖产量", "糖产量"),
        ("sugar last year", "sugar "),
        ("糖产量", "糖产量"),
    ],
)
def test_words_that_only_say_when(text: str, rest: str) -> None:
    assert TIME_WORDS.sub("", text) == rest


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年报告提到，和2015年比增长多少", ()),
        ("2021年比2015年增长多少", (2021,)),
        ("2021年较2020年新增多少", (2021,)),
        ("比2015年增长多少", (2015,)),
        ("2006年和2021年的GDP相比", (2006, 2021)),
        ("growth in 2021 compared with 2020", (2021,)),
    ],
)
def test_a_year_that_is_compared_with(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text, 2022) == years


@pytest.mark.parametrize(
    "text",
    [
        "2015年和去年糖产量",
        "去年(22年)糖产量",
        "2013年、2016年和去年糖产量",
        "今年提出到2035年糖产量多少",
        "2010年以来去年糖产量",
        "今年比2015年增长多少",
        "sugar output in 2015 and last year",
    ],
)
def test_a_year_beside_last_year_may_be_another_one_asked_about(text: str) -> None:
    assert report_year_in(text) is None
