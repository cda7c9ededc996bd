"""What a sentence tells, whatever is asked of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from retrieval.language.time_words import YearsTold
from retrieval.store.sentence_facts import ClauseFacts
from tests.retrieval.making import entries_of


def clauses_of(line: str, at: int = 0) -> tuple[ClauseFacts, ...]:
    return entries_of(line)[at].facts.clauses


def told(line: str, field: str) -> list[Any]:
    return [getattr(clause, field) for clause in clauses_of(line)]


SPANS = "一季度产值２亿元，2019年产值9亿元、税收3.5亿元（不含海关），因此去年增长8%。"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            "text",
            ["一季度产值2亿元", "2019年产值9亿元", "税收3.5亿元(不含海关)", "因此去年增长8%"],
        ),
        (
            "before",
            [
                "",
                "一季度产值2亿元,",
                "一季度产值2亿元,2019年产值9亿元、",
                "一季度产值2亿元,2019年产值9亿元、税收3.5亿元(不含海关),",
            ],
        ),
        ("after", ["2019年产值9亿元", "、税收3.5亿元(不含海关)", "因此去年增长8%", ""]),
        ("is_further_item", [False, False, True, False]),
        ("figures", [{Decimal("2E8")}, {Decimal("9E8")}, {Decimal("3.5E8")}, {Decimal(8)}]),
        ("unit_kinds", [{"money"}, {"money"}, {"money"}, {"share"}]),
        ("years", [YearsTold(), YearsTold((2019,)), YearsTold(), YearsTold((), (-1,))]),
        ("has_quantity", [True, True, True, True]),
        ("gives_reason", [False, False, False, False]),
        ("tells_change", [False, False, False, True]),
        ("is_of_other_stretch", [True, False, False, False]),
    ],
)
def test_what_clauses_tell(field: str, expected: list[object]) -> None:
    assert told(SPANS, field) == expected


def test_days_and_reasons() -> None:
    line = "因为引水，2019年6月18日开幕。"
    assert told(line, "gives_reason") == [True, False]
    assert told(line, "has_date") == [False, True]


def test_a_clause_of_a_list_stands_after_the_words_that_introduce_it() -> None:
    line = "主要目标是：GDP增长8%；茶叶3万吨。"
    second = entries_of(line)[1].facts
    assert second.normalized == "主要目标是:茶叶3万吨"
    assert [(clause.before, clause.text) for clause in second.clauses] == [("主要目标是:", "茶叶3万吨")]
    assert line[second.clauses[0].span.start :] == "茶叶3万吨。"


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("漁港建成，㎡不變。", ["渔港建成", "m2不变"]),
        ("渔港\u200b建成，Ⅱ期…开工。", ["渔港建成", "ii期...开工"]),
        ("渔港　　建成，茶 园 扩大。", ["渔港 建成", "茶 园 扩大"]),
    ],
)
def test_words_are_normalised_where_that_moves_them(line: str, texts: list[str]) -> None:
    assert told(line, "text") == texts


def test_ordinals_and_figures_of_the_whole_sentence() -> None:
    facts = entries_of("第七次党代会以来，新增2家，投资3亿元。")[0].facts
    assert facts.ordinals == {"7次"}
    assert facts.figures == {Decimal(2), Decimal("3E8")}
    assert facts.unit_kinds == {"count", "money"}
