"""Was the target reached: what came about, how much it grew, what the report says of it, and the target."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.building.chunking import cut_up
from retrieval.compose.citing import cite
from retrieval.compose.reached import beside_target, with_reached
from retrieval.types import Answer, AnswerPart, Language, QueryPlan, Role, Span, Status
from tests.retrieval.making import document

ASKED = QueryPlan(
    "完成了吗", Language.SIMPLIFIED, "粮食产量完成了吗", terms=("粮食", "产量"), asks_reached=True
)


def answered(text: str, words: str, asked: QueryPlan = ASKED, year: int = 2020) -> Answer:
    """An answer with some words of a paragraph, from the report of a year."""
    (passage,) = cut_up(document(year), [text], Path("d.txt"), "d").passages
    start = text.index(words)
    citation = cite(passage, document(year), (Span(start, start + len(words)),), 0.9)
    part = AnswerPart(words, year - 1, Role.RESULT, passage=passage.id)
    return Answer(asked, Status.ANSWERED, (part,), 0.8, (citation,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("粮食产量12亿斤，完成年度目标的104%，连续三年增产。", ["粮食产量12亿斤", "完成年度目标的104%"]),
        ("粮食产量12亿斤，增长3%，超额完成年度计划。", ["粮食产量12亿斤", "增长3%", "超额完成年度计划"]),
        ("粮食产量12亿斤，造船9艘，均超额完成年度计划。", ["粮食产量12亿斤", "均超额完成年度计划"]),
        ("粮食产量12亿斤，造船9艘，低于控制目标2艘。", ["粮食产量12亿斤"]),
        ("粮食产量12亿斤，为实现全年目标打下基础。", ["粮食产量12亿斤"]),
        (
            "粮食产量12亿斤。受旱灾影响，粮食产量没有完成年初确定的目标。",
            ["粮食产量12亿斤", "粮食产量没有完成年初确定的目标"],
        ),
        ("粮食产量12亿斤。游客没有达到预期。", ["粮食产量12亿斤"]),
    ],
)
def test_what_the_paragraph_says_of_the_target_is_quoted(text: str, said: list[str]) -> None:
    found = with_reached(answered(text, "粮食产量12亿斤"))
    assert [part.text for part in found.parts] == said
    assert [span.of(text) for span in found.citations[0].highlights] == said


def test_nothing_is_added_where_it_was_not_asked() -> None:
    plain = answered("粮食产量12亿斤，增长3%。", "粮食产量12亿斤", replace(ASKED, asks_reached=False))
    assert with_reached(plain) == plain


def test_the_target_of_another_report_stands_beside_the_result() -> None:
    result = answered("粮食产量12亿斤。", "粮食产量12亿斤", year=2021)
    aimed = replace(ASKED, role=Role.TARGET)
    found = answered("粮食产量11亿斤以上。", "粮食产量11亿斤以上", aimed, year=2020)
    (cited,) = found.citations
    (part,) = found.parts
    target = replace(
        found,
        parts=(replace(part, role=Role.TARGET, passage=None),),
        citations=(replace(cited, file="other.txt"),),
    )
    both = beside_target(result, target)
    assert [each.text for each in both.parts] == ["粮食产量12亿斤", "粮食产量11亿斤以上"]
    assert [each.year for each in both.citations] == [2021, 2020]
    for other in (found, replace(target, confidence=0.4), replace(target, citations=result.citations)):
        assert beside_target(result, other) == result
