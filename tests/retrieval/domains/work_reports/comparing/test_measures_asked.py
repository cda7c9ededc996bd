"""A figure of another measure of the same indicator says so in its cell."""

from __future__ import annotations

import pytest

from retrieval.domains.work_reports.comparing.cells import Wanted, best_fact, filled
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Kind
from retrieval.types import Role
from tests.retrieval.domains.work_reports.reports import indexed

REPORT = """2023年云岭县政府工作报告
一、2022年工作回顾
过去一年，财政收入完成47亿元，城镇调查失业率为5.3%，经济总量达到320亿元。新增地方财政收入3亿元。
"""


@pytest.mark.parametrize(
    ("indicator", "name", "value", "note"),
    [
        ("一般公共预算收入", "一般公共预算收入", "47亿元", "财政收入"),
        ("一般公共预算收入", "财政收入", "47亿元", ""),
        ("城镇登记失业率", "登记失业率", "5.3%", "城镇调查失业率"),
        ("地区生产总值", "GDP", "320亿元", ""),
    ],
)
def test_another_measure_is_named(indicator: str, name: str, value: str, note: str) -> None:
    wanted = Wanted("云岭县", 2022, Role.RESULT, Kind.LEVEL, indicator, name, ())
    fact = best_fact(wanted, FactReader().facts(indexed("云岭县-2023.txt", REPORT)))
    assert fact is not None
    cell = filled(wanted, fact)
    assert (cell.value, cell.note) == (value, note)
