"""Figures with their units and bounds."""

from __future__ import annotations

import pytest

from retrieval.language.quantities import has_date, kind_of_unit, kinds, quantities


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
        ("分为国家级和省级两级", True),
        ("应当自收到之日起七日内退还", True),
        ("占总课时一半以上", False),
        ("工会代表占1/3", True),
        ("经三分之二以上的业主同意", True),
        ("交押金伍拾元", True),
        ("扩大干部队伍人数", False),
        ("保险期间为一年", True),
        ("加盐2g", True),
        ("5G基站", False),
        ("泡两周", True),
        ("占用2GB空间", True),
        ("for 3 weeks", True),
        ("“七五”普法规划", False),
        ("列入国家“十五”计划", False),
        ("这是极不平凡的一年", False),
        ("建设一批精品民宿", False),
        ("第三十条　扣除不完的", False),
        ("稳步提升", False),
        ("", False),
    ],
)
def test_whether_there_is_a_figure(text: str, expected: bool) -> None:
    assert bool(quantities(text)) is expected


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
    ("text", "expected"),
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
        ("加盐2g", {"weight"}),
        ("空间40–100 MB", {"data"}),
        ("至少3个工作日或两周", {"time"}),
        ("at least 3 business days", {"time"}),
        ("红枣15颗", {"count"}),
        ("占三分之二", {"share"}),
        ("装机30万千瓦", {"power"}),
        ("七级十二个月", {"grade", "time"}),
        ("增长百分之五十五点三", {"share"}),
        ("总产量三亿零四百七十五万吨", {"weight"}),
        ("2019年6月18日", set()),
        ("到2019年", set()),
        ("没有", set()),
    ],
)
def test_kinds_of_figures(text: str, expected: set[str]) -> None:
    assert kinds(quantities(text)) == expected


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
