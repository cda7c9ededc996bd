"""Which figure fills a cell, which does not, and what an empty cell says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.comparing.cells import Wanted, best_fact, empty, filled
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Kind
from retrieval.types import Role, Scan, Span, WhyEmpty
from tests.retrieval.domains.work_reports.reports import indexed as report
from tests.retrieval.making import indexed

SAID = "过去一年，全市地区生产总值增长7.1%，粮食产量127.3万吨。"


def test_a_doubtful_figure_is_not_asserted() -> None:
    plain = indexed(SAID)
    at = SAID.index("7.1%")
    scanned = replace(plain.passages[0], scan=Scan((Span(at, at + 4),)))
    growth, grain = FactReader().facts(replace(plain, passages=(scanned,)))
    wanted = Wanted("盘锦市", 2019, Role.RESULT, Kind.GROWTH, "地区生产总值", "GDP", ())
    cell = filled(wanted, growth)
    assert (cell.value, cell.why_empty, cell.span) == ("", WhyEmpty.HARD_TO_READ, Span(at, at + 4))
    assert filled(wanted, grain).value == "127.3万吨"


REVIEW = """2023年云岭县政府工作报告
——2023年1月8日在云岭县第十届人民代表大会第二次会议上
各位代表：
一、过去五年工作回顾
全县地区生产总值超过10亿元的乡镇从3个增加到9个。云岭新区持续领跑全市，生产总值由162.1亿元增加到342亿元。
对外贸易拓展到110个国家和地区，进出口总额五年累计达到186亿元。
财政收入的1.3%用于人口和计划生育事业，占全市3%的人口、1.3%的土地。
二、2023年工作安排
主要预期目标是：地区生产总值增速比全国高2个百分点左右，居民收入增长与经济增长同步，投资平稳增长。
"""


@pytest.mark.parametrize("indicator", ["地区生产总值", "进出口总额", "常住人口"])
def test_figures_of_a_part_of_a_sum_or_in_another_unit_fill_no_cell(indicator: str) -> None:
    facts = FactReader().facts(report("云岭县-2023.txt", REVIEW))
    assert any(fact.subject.indicator == indicator for fact in facts)
    assert best_fact(wanted(indicator, 2022, Role.RESULT, Kind.LEVEL), facts) is None


ZONE = """2023年云岭县政府工作报告
——2023年1月8日在云岭县第十届人民代表大会第二次会议上
各位代表：
一、2022年工作回顾
云岭新区步伐明显加快。引进项目50个，经济总量达到96亿元。
主要指标平稳增长。预计实现地区生产总值350亿元。
二、2023年工作安排
主要预期目标是：本地生产总值增长8—8.5%。
"""


def test_a_measure_by_its_name_goes_before_another_name_for_it() -> None:
    facts = FactReader().facts(report("云岭县-2023.txt", ZONE))
    asked = replace(wanted("地区生产总值", 2022, Role.RESULT, Kind.LEVEL), name="GDP")
    found = best_fact(asked, facts)
    assert found is not None
    assert found.value == "350亿元"


def test_what_is_local_is_of_the_whole_place() -> None:
    facts = FactReader().facts(report("云岭县-2023.txt", ZONE))
    found = best_fact(wanted("地区生产总值", 2023, Role.TARGET, Kind.GROWTH), facts)
    assert found is not None
    assert found.value == "8—8.5%"


def test_an_empty_cell_shows_what_is_said_without_a_number_of_the_year_itself() -> None:
    held = [report("云岭县-2023.txt", REVIEW)]
    target = empty(wanted("地区生产总值", 2023, Role.TARGET, Kind.GROWTH), ("地区生产总值", "经济增长"), held)
    assert target.passage is not None
    assert target.span is not None
    assert target.why_empty is WhyEmpty.NO_NUMBER
    assert target.span.of(target.passage.text) == "地区生产总值增速比全国高2个百分点左右"
    result = empty(wanted("地区生产总值", 2022, Role.RESULT, Kind.GROWTH), ("经济增长",), held)
    assert result.why_empty is WhyEmpty.NOT_SAID


def wanted(indicator: str, year: int, role: Role, kind: Kind) -> Wanted:
    return Wanted("云岭县", year, role, kind, indicator, indicator, ())


DECADES = """2020年云岭县政府工作报告
——2020年1月8日在云岭县第九届人民代表大会第四次会议上
各位代表：
一、2019年工作回顾
我们迎来新中国成立70周年。70年来，云岭人民创造了奇迹。地区生产总值增长215倍。
二、2020年工作安排
刚刚过去的2019年，我们较好完成了主要任务。全县生产总值增长7.8%。今年的预期目标是：地区生产总值增长7.5%。
（一）建设新区。云岭新区扎实开局。作为全省首个县级新区，规划正式印发，生产总值增长20%以上。
"""


def test_neither_decades_nor_a_look_back_nor_a_zone_fill_the_cell_of_a_year() -> None:
    facts = FactReader().facts(report("云岭县-2020.txt", DECADES))
    cells = (
        best_fact(wanted("地区生产总值", 2019, Role.RESULT, Kind.GROWTH), facts),
        best_fact(wanted("地区生产总值", 2020, Role.TARGET, Kind.GROWTH), facts),
    )
    assert [fact and fact.value for fact in cells] == ["7.8%", "7.5%"]
    assert {"215倍", "20%以上"} <= {fact.value for fact in facts}
