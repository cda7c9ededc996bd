"""An article asked for by its number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.building.chunking import cut_up
from retrieval.compose.citing import cite
from retrieval.compose.named_article import as_named_article
from retrieval.language.question_words.items import article_in, beside_article
from retrieval.search.selection import Selection
from retrieval.types import Answer, AnswerPart, Language, Missing, QueryPlan, Span, Status
from tests.retrieval.making import document, selection_of

TEXT = """第一章 总则
第五条 阅览室周一闭馆。
第十五条 下列物品不得带入阅览室：
（一）雨伞；
第二十五条 借书以三十天为期。
第二十六条 依照第五条办理。"""


@pytest.fixture(scope="module")
def selection() -> Selection:
    described = replace(document(None), domain="plain", title="临川图书馆阅览规则", file="rules.txt")
    return selection_of(cut_up(described, TEXT.split("\n"), Path("rules.txt"), "rules"))


def asked(selection: Selection, question: str) -> Answer:
    """What becomes of an answer from 第十五条."""
    held = selection.opened[0].indexed
    passage = next(each for each in held.passages if each.text.startswith("第十五条"))
    citation = cite(passage, held.document, (Span(0, 4),), 0.9)
    plan = QueryPlan(
        question,
        Language.SIMPLIFIED,
        question,
        article=(article := article_in(question)),
        article_of=beside_article(question) if article else "",
    )
    part = AnswerPart(passage.text[:4], None, None, passage=passage.id)
    return as_named_article(Answer(plan, Status.ANSWERED, (part,), 0.4, (citation, citation)), selection)


@pytest.mark.parametrize(
    ("question", "words", "line"),
    [
        ("阅览规则第二十五条", "第二十五条 借书以三十天为期", 5),
        ("阅览规则的第25条说了什么？", "第二十五条 借书以三十天为期", 5),
        ("第五条规定了什么", "第五条 阅览室周一闭馆", 2),
        ("第二十六条", "第二十六条 依照第五条办理", 6),
    ],
)
def test_its_paragraph_answers(selection: Selection, question: str, words: str, line: int) -> None:
    answer = asked(selection, question)
    assert (answer.text, answer.confidence, answer.citations[0].line) == (words, 1.0, line)
    assert answer.citations[0].highlights[0].of(answer.citations[0].text) == words


def test_one_that_is_not_there_is_not_answered_by_another(selection: Selection) -> None:
    answer = asked(selection, "阅览规则第二百条")
    assert (answer.status, answer.parts, answer.missing) == (Status.NOT_FOUND, (), Missing.EVIDENCE)


@pytest.mark.parametrize(
    "question", ["违反第二十五条怎么罚", "借书证管理办法第二十五条", "第五条和第二十五条", "闭馆是第几条"]
)
def test_what_asks_something_else_keeps_its_answer(selection: Selection, question: str) -> None:
    assert asked(selection, question).text == "第十五条"
