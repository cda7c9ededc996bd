"""Which year a sentence speaks of, and whether it tells a result or a target: by its part and by its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.time_and_role import UNKNOWN, of_sentence
from retrieval.types import Annotation, Role
from tests.retrieval.making import document

RESULT_2019 = Annotation(frozenset({2019}), Role.RESULT)
TARGET_2020 = Annotation(frozenset({2020}), Role.TARGET)


def told(year: int | None, role: Role | None) -> Annotation:
    return Annotation(frozenset() if year is None else frozenset({year}), role)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("渔业产值86亿元", RESULT_2019, RESULT_2019),
        ("渔业产值增长8%", TARGET_2020, TARGET_2020),
        ("今年渔业产值要增长8%", UNKNOWN, told(2020, Role.TARGET)),
        ("去年渔业产值完成了86亿元", UNKNOWN, told(2019, Role.RESULT)),
        ("明年力争达到百亿元", UNKNOWN, told(2021, Role.TARGET)),
        ("2018年新增就业4万人", UNKNOWN, told(2018, None)),
        ("二〇一八年，渔业产值预计实现80亿元", UNKNOWN, told(2018, Role.RESULT)),
        ("比2015年增长8%", RESULT_2019, RESULT_2019),
        ("是2010年的两倍", RESULT_2019, RESULT_2019),
        ("较2015年翻一番，力争今年再增长", UNKNOWN, told(2020, Role.TARGET)),
        ("到2025年，建成渔港20座", TARGET_2020, told(2025, Role.TARGET)),
        ("到2025年底，建成渔港20座", UNKNOWN, told(2025, Role.TARGET)),
        ("到2018年，已建成渔港20座", RESULT_2019, told(2018, Role.RESULT)),
        ("失业率控制在4%以内", UNKNOWN, told(None, Role.TARGET)),
        ("已建成渔港3座", UNKNOWN, told(None, Role.RESULT)),
        ("渔业是传统产业", UNKNOWN, UNKNOWN),
        ("要求已明确", UNKNOWN, told(None, Role.RESULT)),
        ("上年同期为3%", RESULT_2019, RESULT_2019),
        ("从2018年的3亿元增加到2019年的5亿元", TARGET_2020, Annotation(frozenset({2018, 2019}), None)),
        ("在2015年的基础上翻一番", TARGET_2020, TARGET_2020),
        ("去年建成的渔港投入使用", TARGET_2020, told(2019, None)),
        ("去年完成了渔港三座", TARGET_2020, told(2019, Role.RESULT)),
        ("去年要建的渔港没有建", TARGET_2020, told(2019, None)),
        ("力争今年再建一座", RESULT_2019, TARGET_2020),
        ("今年一季度产值比上年增长8%", RESULT_2019, told(2020, Role.RESULT)),
        ("产值比去年增长8%", TARGET_2020, TARGET_2020),
        ("成功申办2030年运动会", RESULT_2019, told(2030, None)),
        ("年均值下降3%", RESULT_2019, RESULT_2019),
    ],
)
def test_what_a_sentence_says(text: str, part: Annotation, expected: Annotation) -> None:
    assert of_sentence(text, document(2020), part) == expected


def test_two_years_in_one_sentence() -> None:
    both = of_sentence("去年3座，今年5座", document(2020), UNKNOWN)
    assert both.years == {2019, 2020}


def test_relative_years_need_a_year_of_the_document() -> None:
    assert of_sentence("去年3座", document(None), UNKNOWN) == UNKNOWN


@pytest.mark.parametrize("text", ["主要产品是茶叶", "渔业是重要产业", "运输需要船只"])
def test_a_part_of_another_word_sets_no_target(text: str) -> None:
    assert of_sentence(text, document(2020), UNKNOWN) == UNKNOWN


def test_a_review_that_reaches_into_this_year_tells_its_results() -> None:
    part = Annotation(frozenset({2019, 2020}), Role.RESULT)
    assert of_sentence("今年前四个月出口增长8%", document(2020), part) == told(2020, Role.RESULT)


def test_what_grew_from_a_year_is_told_of_both() -> None:
    grown = of_sentence("产值由2012年的3亿元增加到5亿元", document(2020), RESULT_2019)
    assert grown == Annotation(frozenset({2012, 2019}), Role.RESULT)


def test_several_years_at_once() -> None:
    five = frozenset(range(2015, 2020))
    assert of_sentence("出口年均增长8%", document(2020), RESULT_2019) == Annotation(five, Role.RESULT)
    assert of_sentence("出口增长8%", document(2020), Annotation(five, Role.RESULT)).years == five


def test_a_report_given_before_its_year() -> None:
    early = replace(document(2020), date="2019年12月20日")
    assert of_sentence("明年要建渔港一座", early, UNKNOWN) == TARGET_2020
    assert of_sentence("今年建成渔港一座", early, RESULT_2019) == RESULT_2019
