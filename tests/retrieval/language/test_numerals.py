"""Chinese numerals and the dates and years they stand in."""

from __future__ import annotations

import pytest

from retrieval.language.numerals import DATE, YEAR, to_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("2017", 2017),
        ("２０１７", 2017),
        ("二〇一七", 2017),
        ("二零一七", 2017),
        ("二○一七", 2017),
        ("一九九九", 1999),
        ("一", 1),
        ("九", 9),
        ("十", 10),
        ("十一", 11),
        ("十六", 16),
        ("二十", 20),
        ("二十一", 21),
        ("三十一", 31),
        ("九十九", 99),
    ],
)
def test_numerals(text: str, number: int) -> None:
    assert to_number(text) == number


def test_every_small_numeral() -> None:
    digits = "零一二三四五六七八九"
    for number in range(1, 100):
        tens, ones = divmod(number, 10)
        text = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
        assert to_number(text) == number


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2017年1月10日在盘锦市", 2017, 1, 10),
        ("（2017 年 1 月 10 日）", 2017, 1, 10),
        ("二〇一七年一月十日", 2017, 1, 10),
        ("二○一一年十二月三十一日", 2011, 12, 31),
        ("一九七八年二月二十六日", 1978, 2, 26),
    ],
)
def test_dates(text: str, year: int, month: int, day: int) -> None:
    match = DATE.search(text)
    assert match
    assert [to_number(part) for part in match.groups()] == [year, month, day]


@pytest.mark.parametrize("text", ["2017年1月", "1月10日", "17年1月10日", "2017.1.10", "百年大计"])
def test_what_is_no_date(text: str) -> None:
    assert DATE.search(text) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2016年工作回顾", [2016]),
        ("二〇二三年和2024年", [2023, 2024]),
        ("2016-2020 年", [2020]),
        ("一九九九年", [1999]),
        ("12017年", []),
        ("3017年", []),
        ("投资2017万元", []),
        ("三年行动", []),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert [to_number(match[1]) for match in YEAR.finditer(text)] == years
