"""Which year a sentence speaks of, and whether it tells a result or a target: by its section and by its words."""

from __future__ import annotations

import pytest

from retrieval.time_and_role import TimeAndRole, of_section, of_sentence
from retrieval.types import Role
from tests.retrieval.making import document, passage

UNKNOWN = TimeAndRole(frozenset(), None)
RESULT_2019 = TimeAndRole(frozenset({2019}), Role.RESULT)
TARGET_2020 = TimeAndRole(frozenset({2020}), Role.TARGET)


def told(year: int | None, role: Role | None) -> TimeAndRole:
    return TimeAndRole(frozenset() if year is None else frozenset({year}), role)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ((), UNKNOWN),
        (("一、2019年工作回顾",), RESULT_2019),
        (("一、过去一年的工作",), RESULT_2019),
        (("一、工作回顾", "（一）经济取得新进展"), RESULT_2019),
        (("二、2020年主要任务",), TARGET_2020),
        (("二、今年工作安排",), TARGET_2020),
        (("二、今年工作安排", "（三）渔业"), TARGET_2020),
        (("一、2019年工作回顾", "（二）重点项目建设"), RESULT_2019),
        (("二、2018年工作总结",), told(2018, Role.RESULT)),
        (("渔业",), UNKNOWN),
    ],
)
def test_what_a_section_says(section: tuple[str, ...], expected: TimeAndRole) -> None:
    assert of_section(document(2020), passage("渔业稳步发展。", section)) == expected


def test_a_document_without_a_year_says_only_the_role() -> None:
    told_by_heading = of_section(document(None), passage("渔业", ("一、工作回顾",)))
    assert told_by_heading == told(None, Role.RESULT)


@pytest.mark.parametrize(
    ("text", "section", "expected"),
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
    ],
)
def test_what_a_sentence_says(text: str, section: TimeAndRole, expected: TimeAndRole) -> None:
    assert of_sentence(text, document(2020), section) == expected


def test_two_years_in_one_sentence() -> None:
    both = of_sentence("去年3座，今年5座", document(2020), UNKNOWN)
    assert both.years == {2019, 2020}


def test_relative_years_need_a_year_of_the_document() -> None:
    assert of_sentence("去年3座", document(None), UNKNOWN) == UNKNOWN


@pytest.mark.parametrize("text", ["主要产品是茶叶", "渔业是重要产业", "运输需要船只"])
def test_a_part_of_another_word_sets_no_target(text: str) -> None:
    assert of_sentence(text, document(2020), UNKNOWN) == UNKNOWN
