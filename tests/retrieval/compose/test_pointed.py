"""Parts of a document that are asked for by where they stand."""

from __future__ import annotations

import pytest

from retrieval.compose.pointed import pointed_at, points
from retrieval.types import Act, Language, QueryPlan, Span, Status
from tests.retrieval.making import indexed

TEXT = """在甲州市第一届人民代表大会第二次会议上
一、去年工作回顾
去年小麦增产。
（一）农业
水稻增产5%。
（二）工业
钢铁增产8%。
二、今年任务
今年要做好以下工作：
（一）农业
小麦再增产。
"""
DOCUMENT = indexed(TEXT)


def asked(act: Act | None, number: int | None = None) -> QueryPlan:
    return QueryPlan("问", Language.SIMPLIFIED, "问", act=act, number=number)


@pytest.mark.parametrize(
    ("act", "number", "said"),
    [
        (Act.HEADINGS, None, ["一、去年工作回顾", "二、今年任务"]),
        (Act.HEADINGS, 1, ["一、去年工作回顾", "（一）农业", "（二）工业"]),
        (Act.HEADINGS, -1, ["二、今年任务", "（一）农业"]),
        (Act.LINE, 7, ["钢铁增产8%。"]),
        (Act.PARAGRAPH, 3, ["水稻增产5%。"]),
        (Act.PARAGRAPH, -1, ["小麦再增产。"]),
    ],
)
def test_are_quoted_as_they_are(act: Act, number: int | None, said: list[str]) -> None:
    found = pointed_at(asked(act, number), DOCUMENT)
    assert found.status is Status.ANSWERED
    assert [part.text for part in found.parts] == said
    assert [citation.highlights for citation in found.citations] == [(Span(0, len(each)),) for each in said]
    lines = TEXT.splitlines()
    assert all(lines[citation.line - 1] == citation.text for citation in found.citations)


def test_a_heading_of_the_same_words_is_that_of_its_part() -> None:
    (_, below) = pointed_at(asked(Act.HEADINGS, 2), DOCUMENT).citations
    assert (below.line, below.section, below.is_heading, below.marked) == (10, ("二、今年任务",), True, ())


def test_what_is_not_there_is_refused() -> None:
    assert pointed_at(asked(Act.PARAGRAPH, 900), DOCUMENT).status is Status.NOT_FOUND
    assert pointed_at(asked(Act.HEADINGS, 9), DOCUMENT).status is Status.NOT_FOUND
    assert not points(asked(Act.THANKS))
    assert not points(asked(None))
