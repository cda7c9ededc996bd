from __future__ import annotations

from decimal import Decimal

import pytest

from retrieval.language.measures import Bound, measures


@pytest.mark.parametrize(
    ("text", "written", "low", "high", "dimension", "bound"),
    [
        ("财政收入约3.5亿元", "约3.5亿元", "3.5E8", "3.5E8", "yuan", Bound.ABOUT),
        ("增长6%—6.5%", "6%—6.5%", "6", "6.5", "share", Bound.POINT),
        ("失业率４.５％以内", "４.５％以内", "4.5", "4.5", "share", Bound.AT_MOST),
        ("粮食181.7 亿斤", "181.7 亿斤", "9085000", "9085000", "mass", Bound.POINT),
        ("人均15 245元", "15 245元", "15245", "15245", "yuan", Bound.POINT),
        ("增长百分之二十七点五", "百分之二十七点五", "27.5", "27.5", "share", Bound.POINT),
        ("产值一百九十亿元", "一百九十亿元", "1.9E10", "1.9E10", "yuan", Bound.POINT),
        ("募集220多亿元", "220多亿元", "2.2E10", "2.2E10", "yuan", Bound.ABOVE),
        ("突破200亿，", "突破200亿", "2E10", "2E10", "yuan", Bound.ABOVE),
        ("降到36.8毫克每立方米", "36.8毫克每立方米", "36800", "36800", "concentration", Bound.POINT),
        ("全省排第二", "第二", "2", "2", "rank", Bound.POINT),
        ("增速居全国首位", "首位", "1", "1", "rank", Bound.POINT),
        ("比上年-1.4%", "-1.4%", "-1.4", "-1.4", "share", Bound.POINT),
        ("涨幅为—0.2%", "—0.2%", "-0.2", "-0.2", "share", Bound.POINT),
        ("森林覆盖率过48%", "过48%", "48", "48", "share", Bound.ABOVE),
        ("合格率通过48%", "48%", "48", "48", "share", Bound.POINT),
        ("topped 5.68 billion yuan", "topped 5.68 billion yuan", "5.68E9", "5.68E9", "yuan", Bound.ABOVE),
        (
            "nearly HK$430 billion",
            "nearly HK$430 billion",
            "4.3E11",
            "4.3E11",
            "hong_kong_dollar",
            Bound.NEARLY,
        ),
        ("ranked second in Shanxi", "ranked second", "2", "2", "rank", Bound.POINT),
    ],
)
def test_a_figure_with_all_that_is_written_with_it(
    text: str, written: str, low: str, high: str, dimension: str, bound: Bound
) -> None:
    (found,) = measures(text)
    assert text[found.start : found.end] == written
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert (found.dimension, found.bound) == (dimension, bound)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("由11. 5%降低到9.6%", ["11.5", "9.6"]),
        ("from 9.6% to 11.5%", ["9.6", "11.5"]),
        ("从2010年的4.60万亿元增加到2015年的7.28万亿元", ["4.6E12", "7.28E12"]),
    ],
)
def test_a_change_is_no_range(text: str, values: list[str]) -> None:
    assert [(each.low, each.high) for each in measures(text)] == [(Decimal(value),) * 2 for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "2016年1月10日",
        "二〇一六年",
        "2018到2022年",
        "“双百”工程",
        "PM2.5",
        "第七次党代会",
        "十四五",
        "两个维护",
        "第三产业",
        "in 2016,",
    ],
)
def test_years_and_names_are_no_figures(text: str) -> None:
    assert measures(text) == []
