"""Values of figures, the same in Chinese and English; years and dates are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from retrieval.language.figures import figures, is_other_ordinal, ordinals


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7253亿元", ["725300000000"]),
        ("725.3 billion yuan", ["725300000000"]),
        ("1.5万亿", ["1500000000000"]),
        ("1.5 trillion", ["1500000000000"]),
        ("120万", ["1200000"]),
        ("1.2 Million people", ["1200000"]),
        ("100-million", ["100000000"]),
        ("5 thousand", ["5000"]),
        ("3千", ["3000"]),
        ("2 hundred", ["200"]),
        ("1,250万元", ["12500000"]),
        ("1，250", ["1250"]),
        ("增长8%，共36个", ["8", "36"]),
        ("3.50", ["3.5"]),
        ("8.0", ["8"]),
        ("9.2:69.5:21.3", ["9.2", "69.5", "21.3"]),
        ("3 millionaires", ["3"]),
        ("十二", []),
        ("twelve", []),
        ("", []),
    ],
)
def test_values(text: str, values: list[str]) -> None:
    assert figures(text) == {Decimal(value) for value in values}


@pytest.mark.parametrize(
    "text",
    ["2016年", "in 2016", "2016", "1998", "2016-2020", "from 2012 to 2016", "2017年1月10日", "2012至2016年"],
)
def test_years_and_dates_are_no_figures(text: str) -> None:
    assert figures(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2016人", "2016"),
        ("2017亿元", "201700000000"),
        ("2016.5", "2016.5"),
        ("2,016户", "2016"),
        ("2016%", "2016"),
    ],
)
def test_numbers_that_look_like_years(text: str, value: str) -> None:
    assert figures(text) == {Decimal(value)}


def test_a_year_beside_a_figure() -> None:
    assert figures("2016年增长8%") == figures("8% growth in 2016") == {Decimal(8)}
    assert figures("2020年底前建6座") == {Decimal(6)}


def test_one_value_however_it_is_written() -> None:
    written = ["7253亿", "7,253亿", "725.3 billion", "0.7253万亿", "725,300 million", "72530000万"]
    assert len({figures(text) for text in written}) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市第七次党代会和第十二届人大", {"7次", "12届"}),
        ("第7次", {"7次"}),
        ("第三十五轮", {"35轮"}),
        ("第100批", {"100批"}),
        ("第七名和七次会议", set()),
        # Nobody writes so, but somebody may type it.
        ("第十十次，第一二十次，第二三十次，第十次十次", {"10次"}),
    ],
)
def test_numbers_that_are_part_of_a_name(text: str, found: set[str]) -> None:
    assert ordinals(text) == found


def test_another_of_what_has_a_number() -> None:
    asked = ordinals("第七次党代会")
    assert is_other_ordinal(ordinals("第八次党代会"), asked)
    assert not is_other_ordinal(ordinals("第八次和第七次党代会"), asked)
    assert not is_other_ordinal(ordinals("第八届运动会"), asked)
    assert not is_other_ordinal(ordinals("党代会"), asked)
    assert not is_other_ordinal(ordinals("第八次党代会"), frozenset())
