"""Several things asked about at once."""

from __future__ import annotations

import pytest

from retrieval.domains.work_reports.places.gazetteer import shipped_gazetteer
from retrieval.language.glossary import shipped_glossary
from retrieval.language.question_words.listed_subjects import listed_questions


def questions(text: str) -> tuple[str, ...]:
    return listed_questions(text, shipped_gazetteer().mentions(text), shipped_glossary())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GDP、财政收入、失业率都是多少", ("GDP都是多少", "财政收入都是多少", "失业率都是多少")),
        ("进出口和外资目标", ("进出口目标", "外资目标")),
        ("GDP目标和就业目标", ("GDP目标", "就业目标")),
        ("盘锦2017年GDP目标和去年财政收入", ("盘锦2017年GDP目标", "去年财政收入")),
        ("GDP 财政 投资", ("GDP", "财政", "投资")),
        ("去年的财政收入和GDP", ("去年的财政收入", "去年的GDP")),
        ("GDP and retail sales last year", ("GDP last year", "retail sales last year")),
        ("GDP target and unemployment rate in 2017", ("GDP target in 2017", "unemployment rate in 2017")),
        ("how many jobs and what is the GDP", ("how many jobs", "what is the GDP")),
    ],
)
def test_each_gets_its_question(text: str, expected: tuple[str, ...]) -> None:
    assert questions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2017年 GDP 目标",
        "盘锦和大连GDP",
        "农村和城镇居民收入",
        "政府和社会资本合作项目",
        "养老和医疗服务有什么措施",
        "GDP多少，增长多少",
        "高速公路和铁路建设",
        "大米和河蟹品牌",
    ],
)
def test_one_thing_stays_one(text: str) -> None:
    assert questions(text) == ()
