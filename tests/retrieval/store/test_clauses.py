"""Sentences cut into clauses, never inside a number, a bracket or a quotation."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from retrieval.store.clauses import clauses
from retrieval.types import Span


def cut(text: str) -> list[str]:
    return [clause.span.of(text) for clause in clauses(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("渔港建成，茶园扩大，桥梁通车。", ["渔港建成", "茶园扩大", "桥梁通车"]),
        # Numbers.
        ("投资1,250万元，修复湿地30公顷。", ["投资1,250万元", "修复湿地30公顷"]),
        ("投资1，250万元", ["投资1，250万元"]),
        ("产值86亿元,增长8%", ["产值86亿元", "增长8%"]),
        ("增长7%，13个项目", ["增长7%", "13个项目"]),
        ("3,500人，2016年,1250户", ["3,500人", "2016年", "1250户"]),
        ("三次产业比例调整为9.2:69.5:21.3，好。", ["三次产业比例调整为9.2:69.5:21.3", "好"]),
        ("比例为9.2：69.5：21.3", ["比例为9.2：69.5：21.3"]),
        ("目标是：7%以上", ["目标是", "7%以上"]),
        # Brackets and quotations.
        ("产值（含加工，不含运输）86亿元，增长8%。", ["产值（含加工，不含运输）86亿元", "增长8%"]),
        ("产值(含加工, 不含运输)86亿元", ["产值(含加工, 不含运输)86亿元"]),
        ("“湖港，一体”推进；《茶，经》印1,000册！", ["“湖港，一体”推进", "《茶，经》印1,000册"]),
        ("渔港“新建2座、改造3座”完成", ["渔港“新建2座、改造3座”完成"]),
        ("（甲，乙", ["（甲，乙"]),
        (
            "镜像在 https://example.org/a 下载，见http://b.org",
            ["镜像在 https://example.org/a 下载", "见http://b.org"],
        ),
        # Other marks.
        ("目标是：增长7%；失业率3%？真的！", ["目标是", "增长7%", "失业率3%", "真的"]),
        ("问题：冷库不足——水位偏低", ["问题", "冷库不足", "水位偏低"]),
        ("Tea: 3.2 tons, up 5%; fish", ["Tea", "3.2 tons", "up 5%", "fish"]),
        # Blanks; a sentence without words is its own clause.
        (" 　甲 ，\t乙　", ["甲", "乙"]),
        ("，，", ["，，"]),
        ("", [""]),
    ],
)
def test_where_a_sentence_is_cut(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "渔船新造31艘、改造20艘、淘汰9艘。",
            [("渔船新造31艘", False), ("改造20艘", True), ("淘汰9艘", True)],
        ),
        ("好，新造31艘、改造20艘", [("好", False), ("新造31艘", False), ("改造20艘", True)]),
        ("松香、桐油、竹编齐全", [("松香、桐油、竹编齐全", False)]),
        ("松香、桐油等4个作坊", [("松香、桐油等4个作坊", False)]),
    ],
)
def test_items_are_clauses_when_each_has_a_figure(text: str, items: list[tuple[str, bool]]) -> None:
    found = clauses(text, Span(0, len(text)))
    assert [(clause.span.of(text), clause.is_further_item) for clause in found] == items


def test_only_the_sentence_is_cut() -> None:
    text = "前面，不算。中间，这里。后面，不算。"
    assert [clause.span for clause in clauses(text, Span(6, 12))] == [Span(6, 8), Span(9, 11)]


def test_random_texts_are_cut_in_order_and_lose_nothing() -> None:
    drawn = random.Random(11)
    for _ in range(500):
        text = "".join(drawn.choices("渔港甲12.5%，,、；。：（）“” ", k=drawn.randrange(30)))
        found = [clause.span for clause in clauses(text, Span(0, len(text)))]
        assert found == sorted(found)
        assert all(one.end <= other.start for one, other in pairwise(found))
        kept = "".join(span.of(text) for span in found)
        assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
