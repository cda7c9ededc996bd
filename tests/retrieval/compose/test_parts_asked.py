"""Which article says something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.building.chunking import cut_up
from retrieval.compose.citing import cite
from retrieval.compose.parts_asked import as_part
from retrieval.search.selection import Selection
from retrieval.types import Answer, AnswerPart, Language, QueryPlan, Span, Status
from tests.retrieval.making import document, selection_of

TEXT = """第一条 阅览室周一闭馆。
节假日另行通知。
第二条 下列物品不得带入阅览室：
（一）雨伞；
（二）食物。
1.1. 备份
每天夜里备份一次。"""
ASKED = QueryPlan("在第几条", Language.SIMPLIFIED, "在第几条", asks_part=True)


@pytest.fixture(scope="module")
def selection() -> Selection:
    described = replace(document(None), domain="plain")
    return selection_of(cut_up(described, TEXT.split("\n"), Path("rules.txt"), "rules"))


def answered(selection: Selection, opening: str, asked: QueryPlan = ASKED) -> Answer:
    """An answer from the paragraph that opens so."""
    document = selection.opened[0].indexed
    passage = next(each for each in document.passages if each.text.startswith(opening))
    citation = cite(passage, document.document, (Span(0, 3),), 0.9)
    part = AnswerPart(passage.text[:3], None, None, passage=passage.id)
    return as_part(Answer(asked, Status.ANSWERED, (part,), 0.8, (citation, citation)), selection)


@pytest.mark.parametrize(
    ("opening", "number", "line"),
    [("第一条", "第一条", 1), ("节假日", "第一条", 1), ("（二）", "第二条", 3), ("每天", "1.1. 备份", 6)],
)
def test_the_number_above_the_words_answers(
    selection: Selection, opening: str, number: str, line: int
) -> None:
    found = answered(selection, opening)
    assert found.text == number
    assert found.citations[0].line == line
    assert found.citations[0].highlights[0].of(found.citations[0].text) == number


def test_other_questions_keep_their_answer(selection: Selection) -> None:
    asked = QueryPlan("闭馆", Language.SIMPLIFIED, "闭馆")
    assert answered(selection, "节假日", asked).text == "节假日"
