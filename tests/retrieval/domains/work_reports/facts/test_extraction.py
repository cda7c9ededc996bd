from __future__ import annotations

import pytest

from retrieval.domains.work_reports.facts.clause_places import ClausePlaces
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Direction, Fact, Kind, Period
from retrieval.domains.work_reports.facts.sureness import SureFacts
from retrieval.language.measures import Bound
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Role
from tests.retrieval.domains.work_reports.reports import indexed

REPORT = """2019年云岭县政府工作报告
——2019年1月8日在云岭县第九届人民代表大会第三次会议上
各位代表：
一、2018年工作回顾
过去一年，全县地区生产总值完成120.5亿元，同比增长7.2%；一般公共预算收入下降3.1%。城乡居民人均可支配收入分别达到31200元和14800元，增长8%、9.5%。
贫困发生率由2015年的12.4%降到1.1%，新建学校12所。五年来，工业增加值年均增长9%。
二、2019年主要目标
今年经济社会发展的主要预期目标是：地区生产总值增长7%左右，力争7.5%；固定资产投资增长10%以上；城镇登记失业率控制在4%以内；城镇新增就业1.2万人。
"""


@pytest.fixture(scope="module")
def document() -> IndexedDocument:
    return indexed("云岭县-2019.txt", REPORT)


@pytest.fixture(scope="module")
def facts(document: IndexedDocument) -> list[Fact]:
    return FactReader().facts(document)


def told(facts: list[Fact], value: str) -> Fact:
    return next(fact for fact in facts if fact.value == value)


def test_the_value_stands_at_its_offsets(facts: list[Fact]) -> None:
    assert facts
    assert all(fact.value == fact.passage.text[fact.start : fact.end] != "" for fact in facts)


@pytest.mark.parametrize(
    ("value", "indicator", "kind", "role", "year"),
    [
        ("120.5亿元", "地区生产总值", Kind.LEVEL, Role.RESULT, 2018),
        ("7.2%", "地区生产总值", Kind.GROWTH, Role.RESULT, 2018),
        ("31200元", "城镇常住居民人均可支配收入", Kind.LEVEL, Role.RESULT, 2018),
        ("14800元", "农村常住居民人均可支配收入", Kind.LEVEL, Role.RESULT, 2018),
        ("9.5%", "农村常住居民人均可支配收入", Kind.GROWTH, Role.RESULT, 2018),
        ("7%左右", "地区生产总值", Kind.GROWTH, Role.TARGET, 2019),
        ("10%以上", "固定资产投资", Kind.GROWTH, Role.TARGET, 2019),
        ("4%以内", "城镇登记失业率", Kind.LEVEL, Role.TARGET, 2019),
        ("1.2万人", "城镇新增就业", Kind.LEVEL, Role.TARGET, 2019),
    ],
)
def test_indicator_kind_role_and_year(
    facts: list[Fact], value: str, indicator: str, kind: Kind, role: Role, year: int
) -> None:
    fact = told(facts, value)
    assert (fact.subject.indicator, fact.kind, fact.role, fact.year) == (indicator, kind, role, year)


def test_a_fall_keeps_the_word_that_says_so(facts: list[Fact]) -> None:
    fact = told(facts, "下降3.1%")
    assert (fact.subject.indicator, fact.direction) == ("一般公共预算收入", Direction.DOWN)


def test_what_it_was_before_is_of_its_own_year(facts: list[Fact]) -> None:
    before, now = told(facts, "12.4%"), told(facts, "1.1%")
    assert (before.is_baseline, before.year) == (True, 2015)
    assert (now.is_baseline, now.kind, now.direction, now.year) == (False, Kind.LEVEL, Direction.DOWN, 2018)


def test_a_mean_of_several_years_is_of_none(facts: list[Fact]) -> None:
    assert told(facts, "9%").period is Period.SEVERAL_YEARS


def test_only_paragraphs_that_name_it_are_read(document: IndexedDocument) -> None:
    found = FactReader().facts(document, ("固定资产投资",))
    assert {fact.passage.line for fact in found} == {8}


PLAN = """2023年云岭县政府工作报告
——2023年1月8日在云岭县第十届人民代表大会第二次会议上
各位代表：
一、过去五年工作回顾
这五年，全县地区生产总值从2017年的98.4亿元增加到163.2亿元，GDP年均增长7.1%。
二、今后五年总体构想
城镇新增就业6万人以上，森林覆盖率达到61%。
三、2023年工作安排
扎实做好就业工作，城镇新增就业1.3万人。
"""


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("98.4亿元", 2017, 2017), ("163.2亿元", 2022, 2022), ("6万人以上", 2023, 2027), ("1.3万人", 2023, 2023)],
)
def test_years_of_a_course_and_of_a_plan(value: str, first: int, last: int) -> None:
    fact = told(FactReader().facts(indexed("云岭县-2023.txt", PLAN)), value)
    assert fact.years == frozenset(range(first, last + 1))


def test_paragraphs_are_found_by_names_in_whatever_case() -> None:
    found = FactReader().facts(indexed("云岭县-2023.txt", PLAN), ["gdp"])
    assert [fact.value for fact in found if fact.kind is Kind.GROWTH] == ["7.1%"]


KINDS = """2022年云岭县政府工作报告
——2022年1月8日在云岭县第十届人民代表大会第一次会议上
各位代表：
一、过去五年工作回顾
预计2021年地区生产总值比2016年增长30.3%，一般公共预算收入比上年增长5%。地区生产总值由2016年的57亿元迈上80亿元台阶。
五年来，新增城镇就业5.4万人，新建公园12个，粮食产量达到27万吨。三次产业结构由2016年的12∶48∶40优化为2021年的10∶47∶43，粮食单产提高3%。
云岭高新区建设提速，生产总值达到9亿元，全县工业增加值达到20亿元。旅游总收入超3亿元的乡镇有4个。
"""


@pytest.fixture(scope="module")
def kinds() -> list[Fact]:
    return FactReader().facts(indexed("云岭县-2022.txt", KINDS))


def test_a_growth_counted_from_long_ago_is_of_all_years_since(kinds: list[Fact]) -> None:
    long, last = told(kinds, "30.3%"), told(kinds, "5%")
    assert (long.period, sorted(long.years)) == (Period.SEVERAL_YEARS, [2017, 2018, 2019, 2020, 2021])
    assert (last.period, last.year) == (Period.YEAR, 2021)


def test_a_threshold_passed_is_no_point(kinds: list[Fact]) -> None:
    fact = told(kinds, "迈上80亿元")
    assert (fact.measure.bound, fact.subject.indicator) == (Bound.ABOVE, "地区生产总值")
    assert (fact.is_baseline, fact.is_end_of_course, fact.is_unclear) == (False, True, False)


def test_what_came_about_in_several_years_is_their_sum(kinds: list[Fact]) -> None:
    sums = {value: told(kinds, value).is_sum for value in ("5.4万人", "12个", "27万吨")}
    assert sums == {"5.4万人": True, "12个": True, "27万吨": False}


def test_what_follows_a_change_from_an_old_year_is_of_the_last(kinds: list[Fact]) -> None:
    assert told(kinds, "3%").year == 2021


def test_figures_of_a_part_say_so(kinds: list[Fact]) -> None:
    parts = {value: told(kinds, value).part for value in ("9亿元", "20亿元", "超3亿元")}
    assert parts == {"9亿元": "云岭高新区", "20亿元": "", "超3亿元": "乡镇有4个"}


OPENED = """2021年云岭县政府工作报告
——2021年1月8日在云岭县第九届人民代表大会第五次会议上
各位代表：
一、2020年工作回顾
民生福祉持续增进，群众得到更多实惠。新建学校3所，依法行政考核连续三年全县第一。
五年来，我们持续改善民生。新建公园12个，城镇新增就业5.4万人。2020年粮食产量达到27万吨。
"""


def test_sentences_are_of_the_years_that_open_their_paragraph() -> None:
    found = FactReader().facts(indexed("云岭县-2021.txt", OPENED))
    years = {value: sorted(told(found, value).years) for value in ("12个", "5.4万人", "27万吨", "3所")}
    five = [2016, 2017, 2018, 2019, 2020]
    assert years == {"12个": five, "5.4万人": five, "27万吨": [2020], "3所": [2020]}


ZONE = """2019年云岭县政府工作报告
——2019年1月8日在云岭县第九届人民代表大会第三次会议上
各位代表：
一、2018年工作回顾
（一）加快云岭新区开发开放
生产总值增长23%，财政收入增长31%。注册登记家庭农场135家，农机合作社80家。
（二）经济平稳增长
生产总值增长7%。
"""


def test_below_the_heading_of_a_zone_a_bare_growth_is_no_record() -> None:
    report = indexed("云岭县-2019.txt", ZONE)
    sure = SureFacts(ClausePlaces((), frozenset()))
    told = [(fact.subject.words, fact.value) for fact in sure.of(FactReader().facts(report))]
    assert told == [("注册登记家庭农场", "135家"), ("生产总值", "7%")]


SPOKEN_OF = """2019年云岭县政府工作报告
——2019年1月8日在云岭县第九届人民代表大会第三次会议上
各位代表：
一、2018年工作回顾
一是抓云岭新区综合改革试点。我们科学制定实施方案，新区开发开放步伐明显加快。新引进重大项目50多个，经济总量达到22亿元、增长7.5%。
二是抓项目。园区改革迈出新步伐。外贸进出口总额增长15%，固定资产投资增长9%，生产总值增长6.4%。
各位代表！云岭生产建设兵团各项事业取得显著成绩。生产总值完成11亿元，增长18%；固定资产投资3亿元。全县工业增加值增长5%。
青山区完成固定资产投资4亿元；实现一般公共预算收入2.5亿元。全县财政总收入12亿元。
"""


def test_a_zone_spoken_of_in_the_sentences_before_is_whom_a_figure_is_of() -> None:
    found = FactReader().facts(indexed("云岭县-2019.txt", SPOKEN_OF))
    parts = {fact.value: fact.part for fact in found if fact.subject.indicator}
    assert {value: parts[value] for value in ("22亿元", "7.5%", "11亿元", "18%", "3亿元", "2.5亿元")} == {
        "22亿元": "新区",
        "7.5%": "新区",
        "11亿元": "云岭生产建设兵团",
        "18%": "云岭生产建设兵团",
        "3亿元": "云岭生产建设兵团",
        "2.5亿元": "青山区",
    }
    assert [parts[value] for value in ("15%", "9%", "5%", "12亿元")] == [""] * 4


ESTIMATED = """2019年云岭县政府工作报告
——2019年1月8日在云岭县第九届人民代表大会第三次会议上
各位代表：
一、2018年工作回顾
预计全县生产总值增长7.1%；一般公共预算收入增长5.2%；1—11月，固定资产投资增长9.3%。粮食产量27万吨。
财政总收入12亿元（预计数，下同），增长6.6%。外贸进出口总额增长8.8%。
"""


def test_an_estimate_before_a_list_is_that_of_all_its_items() -> None:
    found = FactReader().facts(indexed("云岭县-2019.txt", ESTIMATED))
    assert {fact.value: fact.is_estimate for fact in found} == {
        "7.1%": True,
        "5.2%": True,
        "9.3%": False,
        "27万吨": False,
        "12亿元": True,
        "6.6%": True,
        "8.8%": True,
    }
