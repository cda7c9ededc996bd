"""What fits the years, the role and the places of a question, and what is missing of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.fitting import agreement, missing
from retrieval.search.selection import Selection
from retrieval.types import Language, Missing, QueryPlan, Role
from tests.retrieval.making import indexed, selection_of

QUESTION = QueryPlan("问", Language.SIMPLIFIED, "问", embedding_text="问")
OPENING = "2020年3月5日在甲州市人民代表大会上"
RESULT, TARGET = "渔业产值增长8%，受到表扬。", "渔业产值增长9%。"
TEXT = f"""\
{OPENING}
一、2019年工作回顾
{RESULT}与丙港市共建码头。
二、2020年任务
{TARGET}健康甲州2030启动。2018年至2020年渔港完工。"""


@pytest.fixture(scope="module")
def selection() -> Selection:
    return selection_of(indexed(TEXT))


@pytest.mark.parametrize(
    ("years", "sentence", "expected"),
    [
        ((2019,), RESULT, 1.0),
        ((2018, 2019), RESULT, 1.0),
        ((2020,), RESULT, -1.0),
        ((), RESULT, 0.0),
        ((2030,), "健康甲州2030启动。", 1.0),
        ((2020,), "健康甲州2030启动。", 1.0),
    ],
)
def test_years(selection: Selection, years: tuple[int, ...], sentence: str, expected: float) -> None:
    (entry,) = (each for each in selection.entries if each.text == sentence)
    assert agreement(replace(QUESTION, years=years), entry).year == expected


@pytest.mark.parametrize(
    ("role", "sentence", "expected"),
    [
        (Role.RESULT, RESULT, 1.0),
        (Role.TARGET, RESULT, -1.0),
        (Role.TARGET, TARGET, 1.0),
        (None, TARGET, 0.0),
        (Role.TARGET, OPENING, 0.0),
    ],
)
def test_roles(selection: Selection, role: Role | None, sentence: str, expected: float) -> None:
    (entry,) = (each for each in selection.entries if each.text == sentence)
    assert agreement(replace(QUESTION, role=role), entry).role == expected


def lacking(selection: Selection, plan: QueryPlan) -> Missing | None:
    """What is missing, if the paragraphs of the result and of the port are the nearest."""
    nearest = [each for each in selection.entries if each.text in {RESULT, "与丙港市共建码头。"}]
    return missing(plan, nearest, selection)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((), None),
        ((2019,), None),
        ((2018, 2019), None),
        ((2017,), Missing.YEAR),
        ((2021,), Missing.YEAR),
        ((2099,), Missing.YEAR),
    ],
)
def test_a_year_that_no_document_speaks_of(
    selection: Selection, years: tuple[int, ...], expected: Missing | None
) -> None:
    assert lacking(selection, replace(QUESTION, years=years)) is expected
    if expected:
        assert missing(replace(QUESTION, years=years), [], selection) is expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((), None),
        (({"甲州"},), None),
        (({"丙港"},), None),
        (({"大连"},), Missing.PLACE),
        (({"大连"}, {"甲州"}), None),
        (({"苏州", "宿州"},), Missing.PLACE),
        (({"甲州", "乙州"},), None),
    ],
)
def test_a_place_that_neither_document_nor_paragraph_is_about(
    selection: Selection, places: tuple[set[str], ...], expected: Missing | None
) -> None:
    assert lacking(selection, replace(QUESTION, places=tuple(map(frozenset, places)))) is expected


def test_a_missing_year_is_said_before_a_missing_place(selection: Selection) -> None:
    assert lacking(selection, replace(QUESTION, years=(2011,), places=(frozenset({"大连"}),))) is Missing.YEAR
