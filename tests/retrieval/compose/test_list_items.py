"""Lists whose items are paragraphs of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.compose.citing import cite
from retrieval.compose.list_items import as_items
from retrieval.search.selection import Selection
from retrieval.types import Answer, AnswerPart, Language, QueryPlan, Span, Status, Wanted
from tests.retrieval.making import indexed, selection_of

LEAD_IN = "第二条 下列物品不得带入阅览室："
TEXT = f"第一条 阅览室周一闭馆。\n{LEAD_IN}\n（一）雨伞；\n（二）食物；\n（三）宠物。\n第三条 违者罚款五元。"
ASKED = QueryPlan("哪些", Language.SIMPLIFIED, "哪些", wanted=Wanted.LIST)


@pytest.fixture(scope="module")
def selection() -> Selection:
    made = indexed(TEXT)
    passages = [
        replace(each, section=(LEAD_IN,)) if each.text.startswith("（") else each for each in made.passages
    ]
    return selection_of(replace(made, passages=tuple(passages)))


def answered(selection: Selection, opening: str, asked: QueryPlan = ASKED) -> Answer:
    """An answer from the paragraph that opens so."""
    document = selection.opened[0].indexed
    passage = next(each for each in document.passages if each.text.startswith(opening))
    citation = cite(passage, document.document, (Span(0, 3),), 0.9)
    part = AnswerPart(passage.text[:3], None, None, passage=passage.id)
    return as_items(Answer(asked, Status.ANSWERED, (part,), 0.8, (citation,) * 3), selection)


@pytest.mark.parametrize("opening", ["第二条", "（二）"])
def test_the_items_answer_each_with_its_own_citation(selection: Selection, opening: str) -> None:
    found = answered(selection, opening)
    assert [part.text for part in found.parts] == ["（一）雨伞", "（二）食物", "（三）宠物"]
    assert [citation.text for citation in found.citations] == ["（一）雨伞；", "（二）食物；", "（三）宠物。"]
    assert {citation.section for citation in found.citations} == {(LEAD_IN,)}
    assert [citation.highlights for citation in found.citations] == [(Span(0, 5),)] * 3


@pytest.mark.parametrize(
    ("opening", "wanted"), [("第一条", Wanted.LIST), ("第二条", Wanted.NUMBER), ("（二）", Wanted.ANYTHING)]
)
def test_what_is_no_list_or_was_not_asked_as_one_stays(
    selection: Selection, opening: str, wanted: Wanted
) -> None:
    found = answered(selection, opening, replace(ASKED, wanted=wanted))
    assert len(found.parts) == 1
    assert found.citations[0].highlights == (Span(0, 3),)


REPORT = """在甲州市第一届人民代表大会第二次会议上
一、今年目标
今年的主要预期目标是：生产总值增长7%；投资增长13%；粮食增产5%。
二、今年任务
今年要做好以下两项工作：
（一）农业
小麦增产。
（二）工业
钢铁增产。
"""


@pytest.fixture(scope="module")
def report() -> Selection:
    return selection_of(indexed(REPORT))


def test_headings_that_a_paragraph_introduces_are_its_items(report: Selection) -> None:
    found = answered(report, "今年要做好", replace(ASKED, content="工作"))
    assert [part.text for part in found.parts] == ["（一）农业", "（二）工业"]
    assert [(each.line, each.is_heading) for each in found.citations[:2]] == [(6, True), (8, True)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("预期 目标", ["生产总值增长7%", "投资增长13%", "粮食增产5%"]),
        ("旅游 目标", ["今年的"]),
    ],
)
def test_clauses_whose_lead_in_says_what_was_asked_are_the_items(
    report: Selection, content: str, expected: list[str]
) -> None:
    asked = replace(ASKED, embedding_text=content, content=content)
    found = answered(report, "今年的主要", asked)
    assert [part.text for part in found.parts] == expected


@pytest.mark.parametrize("wanted", [Wanted.ANYTHING, Wanted.NUMBER])
def test_what_only_announces_its_headings_answers_with_them(report: Selection, wanted: Wanted) -> None:
    """今年重点工作 does not say that it asks for several; how many there are is a number."""
    found = answered(report, "今年要做好", replace(ASKED, wanted=wanted, content="工作"))
    titles = ["（一）农业", "（二）工业"]
    assert ([part.text for part in found.parts] == titles) == (wanted is Wanted.ANYTHING)


RESTARTING = """一、今年回顾
6.自身建设得到加强
全年办结提案30件。
重点抓好以下三个方面工作：
1.坚持项目支撑
落实项目年的要求。
2.继续深化改革
用好两个市场。
3.做优市场主体
服务小微企业。
1.另起的一条
不属于上面三个方面。
"""
ANNOUNCED = """一、今年工作
今年要着重抓好以下的三项工作。
第一、把农业搞上去。农业是基础。
人们积极性高涨。
第二、加快轻工业发展。
第三、加强交通运输。运力不足。
"""


@pytest.mark.parametrize(
    ("text", "opening", "expected"),
    [
        (RESTARTING, "重点", ["1.坚持项目支撑", "2.继续深化改革", "3.做优市场主体"]),
        (ANNOUNCED, "今年", ["第一、把农业搞上去", "第二、加快轻工业发展", "第三、加强交通运输"]),
    ],
)
def test_numbered_lines_after_what_introduces_them_are_its_items(
    text: str, opening: str, expected: list[str]
) -> None:
    found = answered(selection_of(indexed(text)), opening)
    assert [part.text for part in found.parts] == expected
