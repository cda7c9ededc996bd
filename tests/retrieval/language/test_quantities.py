"""Figures with their units and bounds."""

from __future__ import annotations

import pytest

from retrieval.language.quantities import QUANTITY, has_date, has_quantity, kind_of_unit, unit_kinds


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("失业率控制在4%以内", ["4%以内"]),
        ("出口2.4亿美元以上", ["2.4亿美元以上"]),
        ("产值1,250亿元", ["1,250亿元"]),
        ("约300家企业", ["约300家"]),
        ("近5000名学生", ["近5000名"]),
        ("超10万人次", ["超10万人次"]),
        ("修路20多公里", ["20多公里"]),
        ("提高0.6个百分点", ["0.6个百分点"]),
        ("绿地266公顷、水面7万亩", ["266公顷", "7万亩"]),
        ("增长12%左右", ["12%左右"]),
        ("总长58公里", ["58公里"]),
        ("第3届", ["3届"]),
        ("没有数字", []),
        ("", []),
    ],
)
def test_figures_are_whole(text: str, figures: list[str]) -> None:
    assert [match[0] for match in QUANTITY.finditer(text)] == figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建渔港4座", True),
        ("增长12%", True),
        ("增长两倍", True),
        ("建成三所学校", True),
        ("实现“五连冠”", True),
        ("2019年", False),
        ("2019年底", False),
        ("2019年6月18日", False),
        ("二〇一九年六月十八日", False),
        ("到2019年建成12座", True),
        ("稳步提升", False),
        ("", False),
    ],
)
def test_whether_there_is_a_figure(text: str, expected: bool) -> None:
    assert has_quantity(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年6月18日开幕", True),
        ("二〇一九年六月十八日开幕", True),
        ("2019 年 6 月 18 日", True),
        ("2019年6月开幕", False),
        ("6月18日开幕", False),
        ("2019年", False),
        ("", False),
    ],
)
def test_whether_there_is_a_day(text: str, expected: bool) -> None:
    assert has_date(text) is expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("产值86亿元，增长8%", {"money", "share"}),
        ("出口2.4亿美元以上", {"money"}),
        ("人均34738元", {"money"}),
        ("利润增长2.5倍", {"share"}),
        ("产量3.2万吨", {"weight"}),
        ("绿地266公顷", {"area"}),
        ("房屋252万平方米", {"area"}),
        ("道路58公里", {"length"}),
        ("渔港4座、企业80家", {"count"}),
        ("引进人才2000人以上", {"count"}),
        ("供水24小时", {"time"}),
        ("2019年6月18日", set()),
        ("到2019年", set()),
        ("没有", set()),
    ],
)
def test_kinds_of_figures(text: str, kinds: set[str]) -> None:
    assert unit_kinds(text) == kinds


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("亿", "money"),
        ("万亿", "money"),
        ("元", "money"),
        ("亿美元", "money"),
        ("%", "share"),
        ("个百分点", "share"),
        ("倍", "share"),
        ("万吨", "weight"),
        ("平方公里", "area"),
        ("亩", "area"),
        ("公里", "length"),
        ("岁", "time"),
        ("座", "count"),
        ("户", "count"),
        ("光年", ""),
    ],
)
def test_the_kind_of_a_unit(unit: str, kind: str) -> None:
    assert kind_of_unit(unit) == kind
