"""The parts of a report: what opens one, what does not, and what is left unknown. All texts are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.report_parts import parts
from retrieval.domains.work_reports.time_and_role import UNKNOWN
from retrieval.ingest import structure
from retrieval.types import Annotation, Document, Passage, Role
from tests.retrieval.making import document, passage

FISHING = "渔业产值达到八亿元，建成渔港三座。"
PLANTING = "新建果园两处，栽种梨树一百亩。"


def result(*years: int) -> Annotation:
    return Annotation(frozenset(years), Role.RESULT)


def target(*years: int) -> Annotation:
    return Annotation(frozenset(years), Role.TARGET)


def told_of(report: Document, *lines: str) -> dict[str, Annotation]:
    """What is said of each paragraph."""
    held = structure.passages(report, lines)
    return {each.text: told for each, told in zip(held, parts(report, held), strict=True)}


FIVE_BACK, FIVE_AHEAD = range(2015, 2020), range(2020, 2025)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ((), UNKNOWN),
        (("一、2019年工作回顾",), result(2019)),
        (("一、过去一年的工作",), result(2019)),
        (("一、工作回顾", "（一）经济取得新进展"), result(2019)),
        (("一、2018年工作总结",), result(2018)),
        (("一、过去五年工作回顾",), result(*FIVE_BACK)),
        (("一、过去5年和2019年工作回顾",), result(*FIVE_BACK)),
        (("一、2017年以来的工作",), result(2017, 2018, 2019)),
        (("一、本届政府工作回顾",), result()),
        (("一、新一届政府成立以来的工作",), result()),
        (("一、关于去年工作",), result(2019)),
        (("二、2020年主要任务",), target(2020)),
        (("二、关于2020年工作",), target(2020)),
        (("二、今年工作安排",), target(2020)),
        (("二、今年工作安排", "（三）渔业"), target(2020)),
        (("二、今后五年的奋斗目标",), target(*FIVE_AHEAD)),
        (("二、今后两年及2020年工作",), target(2020, 2021)),
        (("一、2019年工作回顾", "（二）重点项目建设"), result(2019)),
        (("一、2019年工作回顾", "（二）全面落实“六稳”任务"), result(2019)),
        (("一、2019年工作回顾和2020年工作安排",), UNKNOWN),
        (("一、2019年主要任务完成情况",), result(2019)),
        (("二、着力推进港口建设",), UNKNOWN),
        (("渔业",), UNKNOWN),
    ],
)
def test_what_headings_say(section: tuple[str, ...], expected: Annotation) -> None:
    assert parts(document(2020), [passage(FISHING, section)]) == [expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("“十三五”时期主要成就", result(*range(2016, 2021))),
        ("“十四五”时期主要目标任务", target(*range(2021, 2026))),
        ("2020年工作回顾", result(2020)),
        ("2021年重点工作", target(2021)),
        ("总体要求和主要目标", target(2021)),
        ("今后三年工作思路", target(2021, 2022, 2023)),
        ("全力推动重点项目建设", UNKNOWN),
        ("统领一切工作", UNKNOWN),
        ("2021年甲州市政府工作报告", UNKNOWN),
        ("（三）2020年工作", result(2020)),
    ],
)
def test_short_lines_without_a_number(title: str, expected: Annotation) -> None:
    assert told_of(document(2021), title, FISHING)[FISHING] == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("过去一年，我们努力工作", result(2019)),
        ("各位代表！刚刚过去的2019年，港口繁忙", result(2019)),
        ("2019年是不平凡的一年", result(2019)),
        ("——五年来，渔业兴旺", result(*FIVE_BACK)),
        ("回顾四年的工作", result(*range(2016, 2020))),
        ("回首来路，我们走得很远", result()),
        ("今年经济社会发展的主要预期目标是：产值增长8%", target(2020)),
        ("2020年，重点做好以下工作", target(2020)),
        ("今年是承前启后的一年", target(2020)),
        ("主要预期目标为：产值增长8%", target(2020)),
        ("政府工作的总体要求是：稳中求进", target()),
        ("今后五年，要建成渔港十座", target(*FIVE_AHEAD)),
        ("做好今年工作，责任重大", target(2020)),
        ("一、2020年的主要任务 今年要建成渔港一座", target(2020)),
        ("今年以来，风浪很大，任务艰巨，要小心", UNKNOWN),
        ("从今年开始，要实施新的规划", UNKNOWN),
        ("2019年3月5日，大桥通车", UNKNOWN),
        ("2012年，第一座渔港建成", UNKNOWN),
        ("编制“十四五”规划，明确目标", UNKNOWN),
        ("渔业是传统产业", UNKNOWN),
        ("现在，我代表市人民政府报告过去五年的工作", UNKNOWN),
    ],
)
def test_first_words_of_a_paragraph(opening: str, expected: Annotation) -> None:
    told = told_of(document(2020), f"{opening}。", FISHING)
    assert (told[f"{opening}。"], told[FISHING]) == (expected, expected)


def test_a_report_without_numbers() -> None:
    told = told_of(
        document(2017), "各位代表：", "过去五年工作回顾", FISHING, "刚刚过去的2016年，风调雨顺。", "水稻丰收。",
        "今后五年及2017年工作", PLANTING, "今年是开局之年，要办好十件事。", "修路三条。", "切实加强政府自身建设", "勤政为民。",
        "名词解释", "梨树：一种果树。",
    )  # fmt: skip
    assert told["各位代表："] == UNKNOWN
    assert told[FISHING] == result(2012, 2013, 2014, 2015, 2016)
    assert told["水稻丰收。"] == result(2016)
    assert told[PLANTING] == target(2017, 2018, 2019, 2020, 2021)
    assert told["修路三条。"] == told["勤政为民。"] == target(2017)
    assert told["梨树：一种果树。"] == UNKNOWN


def test_numbers_below_a_title_without_one_are_inner_headings() -> None:
    told = told_of(
        document(2020), "2019年工作回顾", "一、着力推进重点项目建设", FISHING, "五、加强政府自身建设", "勤政为民。",
        "2020年工作安排", "一、提高渔业发展水平", PLANTING,
    )  # fmt: skip
    assert told[FISHING] == told["勤政为民。"] == result(2019)
    assert told[PLANTING] == target(2020)


def test_a_heading_that_says_nothing_ends_the_review() -> None:
    told = told_of(
        document(2020), "一、2019年工作回顾", FISHING, "二、奋力开创新局面", PLANTING, "今年的主要预期目标是：增长8%。",
        "（一）林业", "植树造林。", "三、建设人民满意的政府", "勤政为民。",
    )  # fmt: skip
    assert told[PLANTING] == UNKNOWN
    assert told["植树造林。"] == told["勤政为民。"] == target(2020)


def test_the_governments_own_building_after_the_review_is_a_plan() -> None:
    told = told_of(document(2020), "一、2019年工作回顾", FISHING, "二、加强政府自身建设", PLANTING)
    assert told[PLANTING] == target(2020)


def test_only_a_title_ends_a_plan() -> None:
    told = told_of(
        document(2020), "一、2019年工作回顾", FISHING, "二、2020年工作安排", "过去一年，我们看到了希望。", PLANTING,
        "未来五年，要再建渔港十座。", "修路三条。", "2019年十件实事完成情况", "打井五眼。",
    )  # fmt: skip
    assert told[PLANTING] == told["修路三条。"] == target(2020)
    assert told["打井五眼。"] == result(2019)


def test_a_plan_announced_first_does_not_hide_the_review() -> None:
    told = told_of(document(2020), "今年是开局之年，请予审议。", "过去一年，港口繁忙。", FISHING)
    assert told[FISHING] == result(2019)


def test_a_review_that_names_this_year_stays_a_review() -> None:
    told = told_of(document(2020), "2019年工作回顾", "渔港建成，今年将投入使用。", FISHING)
    assert told[FISHING] == result(2019)


def test_a_report_given_before_its_year_calls_another_year_this_one() -> None:
    early = replace(document(2020), date="2019年12月20日")
    told = told_of(early, "2019年工作回顾", "今年是不平凡的一年。", FISHING, "明年是开局之年。", PLANTING)
    assert told[FISHING] == result(2019)
    assert told[PLANTING] == target(2020)


@pytest.mark.parametrize("year", [None, 1975])
def test_first_words_say_nothing_where_the_order_is_not_known(year: int | None) -> None:
    told = told_of(document(year), "去年，渔业兴旺。", FISHING, "今年的主要预期目标是：增长8%。", PLANTING)
    assert set(told.values()) == {UNKNOWN}


def test_a_document_without_a_year_says_only_the_role() -> None:
    assert parts(document(None), [passage(FISHING, ("一、工作回顾",))]) == [result()]
    assert parts(document(None), [passage(FISHING, ("二、今后的目标",))]) == [target()]


def test_the_report(report: Document, report_passages: tuple[Passage, ...]) -> None:
    told = parts(report, report_passages)
    assert {each for each in told if each.role} == {result(2016), target(2017)}
    roles = [each.role for each in told if each.role]
    assert roles == sorted(roles), "the review comes first, the plan ends it"
