"""The noun a question word belongs to, and the unit asked for."""

from __future__ import annotations

import pytest

from retrieval.language.question_words.focus import focus_of, unit_of


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("成立了什么协会", "协会"),
        ("哪些渔港完工了", "完工"),
        ("有哪些渔港", "渔港"),
        ("哪家公司建的桥", "公司"),
        ("渔港有多少座", "渔港"),
        ("渔港一共有多少", "渔港"),
        ("渔业产值是多少", "产值"),
        ("为什么要修水库", "水库"),
        ("小学生有几个老师", "老师"),
        ("桥叫什么名字", ""),
        ("是多少", ""),
        ("渔业产值", ""),
        ("有啥渔港", "渔港"),
        ("全市有多少", ""),
        ("how many bridges", ""),
        ("", ""),
    ],
)
def test_the_noun_asked_about(text: str, noun: str) -> None:
    assert focus_of(text) == noun


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("产值多少亿元", "亿元"),
        ("产值多少亿", "亿"),
        ("出口多少亿美元", "亿美元"),
        ("花了多少钱", "元"),
        ("要几块钱", "元"),
        ("鱼产量多少万吨", "万吨"),
        ("修了多少公里", "公里"),
        ("水面多少亩", "亩"),
        ("修几座桥", "座"),
        ("来了多少人", "人"),
        ("提高几个百分点", "个百分点"),
        ("增长百分之几", "%"),
        ("增长了多少", "%"),
        ("渔业增速", "%"),
        ("渔业占比", "%"),
        ("合格率", "%"),
        ("效率高的企业", ""),
        ("功率多大", ""),
        ("总额增长多少", ""),
        ("提高几个点", "%"),
        ("提高多少点", "%"),
        ("几点儿", ""),
        ("成长率", "%"),
        ("多少资金", "元"),
        ("补贴多少", "元"),
        ("资金总额是多少", "元"),
        ("工资多少", "元"),
        ("投资多少个项目", "个"),
        ("投资增长多少", "%"),
        ("how much money", "元"),
        ("how much did the bridge cost", "元"),
        ("the amount of loans", "元"),
        ("worth over 1 million", ""),
        ("全省第几名", ""),
        ("有多少", ""),
        ("渔业", ""),
        ("how many percent", "%"),
        ("What percentage of fish", "%"),
        ("fish growth rate", "%"),
        ("output in US dollars", "美元"),
        ("output in yuan", "元"),
        ("catch in tons", "吨"),
        ("how big is the catch", ""),
        ("how many bridges", ""),
        ("医保补多少", "元"),
        ("医保补多少？", "元"),
        ("补种多少棵树", "棵"),
        ("坐船几个钟头", "个钟头"),
        ("要泡多久", "天"),
        ("加多少克盐", "克"),
        ("how long does it take", "天"),
        ("how many days of leave", "天"),
    ],
)
def test_the_unit_asked_for(text: str, unit: str) -> None:
    assert unit_of(text) == unit
