from __future__ import annotations

from dataclasses import replace

from retrieval.compose.tabled import answer_with, is_whole
from retrieval.types import (
    Cell,
    Document,
    DocumentId,
    Language,
    Passage,
    PassageId,
    QueryPlan,
    Role,
    Span,
    Status,
    Table,
    WhyEmpty,
)

PLAN = QueryPlan("甲市和乙市2018年GDP目标", Language.SIMPLIFIED, "甲市和乙市2018年GDP目标")
TEXT = "今年目标是：生产总值增长7%左右，投资增长9%。"


def _cell(place: str, year: int, value: str) -> Cell:
    document = Document(DocumentId(place), f"{place}-{year}.txt", f"{place}报告", place, year, "", "")
    text = TEXT.replace("7%左右", value)
    at = text.index(value)
    passage = Passage(PassageId(f"{place}{year}"), document.id, (), 3, 7, text)
    spans = Span(at, at + len(value)), Span(text.index("生产"), at + len(value))
    return Cell(place, year, Role.TARGET, value, None, document, passage, *spans)


CELLS = (_cell("甲市", 2018, "7%左右"), _cell("乙市", 2018, "6.5%"))
TABLE = Table(
    PLAN.text,
    Language.SIMPLIFIED,
    "地区生产总值",
    "growth",
    Role.TARGET,
    ("甲市", "乙市"),
    (2018,),
    CELLS,
)


def test_the_clause_of_each_cell_is_quoted_from_its_paragraph() -> None:
    answer = answer_with(PLAN, TABLE)
    assert answer is not None
    assert (answer.status, answer.text) == (Status.ANSWERED, "生产总值增长7%左右；生产总值增长6.5%")
    assert [(part.place, part.year, part.role) for part in answer.parts] == [
        ("甲市", 2018, Role.TARGET),
        ("乙市", 2018, Role.TARGET),
    ]
    assert [each.highlights[0].of(each.text) for each in answer.citations] == [
        part.text for part in answer.parts
    ]
    assert answer.table is TABLE


def test_the_highest_is_quoted_alone() -> None:
    answer = answer_with(PLAN, replace(TABLE, best=(0,)))
    assert answer is not None
    assert (answer.text, len(answer.citations)) == ("生产总值增长7%左右", 1)


def test_of_more_paragraphs_than_are_cited_the_table_has_the_rest() -> None:
    cells = tuple(_cell("甲市", year, f"{year - 2000}%") for year in range(2011, 2018))
    answer = answer_with(PLAN, replace(TABLE, years=tuple(range(2011, 2018)), places=("甲市",), cells=cells))
    assert answer is not None
    assert [part.year for part in answer.parts] == [2011, 2012, 2013, 2014, 2015]
    assert len(answer.citations) == 5


def test_a_table_without_a_value_answers_nothing() -> None:
    empty = Cell("乙市", 2018, Role.TARGET, why_empty=WhyEmpty.NOT_HELD)
    assert answer_with(PLAN, replace(TABLE, cells=(empty,))) is None
    assert not is_whole(replace(TABLE, cells=(CELLS[0], empty)))
    assert is_whole(TABLE)
