"""Headline figures that a report names, with those that are told as records."""

from __future__ import annotations

from benchmarks.facts.coverage import coverage, named_in
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.language.glossary import shipped_glossary
from tests.retrieval.domains.work_reports.reports import indexed

REPORT = """2019年云岭县政府工作报告
——2019年1月8日在云岭县第九届人民代表大会第三次会议上
各位代表：
一、2018年工作回顾
过去一年，全县地区生产总值完成120.5亿元，同比增长7.2%；人均地区生产总值5万元，云岭新区固定资产投资增长30%。
二、2019年主要目标
今年经济社会发展的主要预期目标是：地区生产总值增长7%左右，城镇新增就业1.2万人；居民消费价格保持稳定。
"""


def test_what_is_named_before_a_figure_and_what_is_told() -> None:
    report = indexed("云岭县-2019.txt", REPORT)
    named = list(named_in(report.document, report.passages, shipped_glossary()))
    assert [(each.indicator, each.clause) for each in named] == [
        ("地区生产总值", "全县地区生产总值完成120.5亿元"),
        ("地区生产总值", "地区生产总值增长7%左右"),
        ("城镇新增就业", "城镇新增就业1.2万人"),
    ]
    facts = FactReader().facts(report)
    whole, missed = coverage(named, facts)
    assert (whole.reports, whole.indicators, whole.figures, missed) == (1, 1.0, 1.0, [])
    some, missed = coverage(named, [fact for fact in facts if fact.value != "1.2万人"])
    assert (some.indicators, round(some.figures, 2), [each.indicator for each in missed]) == (
        0.5,
        0.67,
        ["城镇新增就业"],
    )
