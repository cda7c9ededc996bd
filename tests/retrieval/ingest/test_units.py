"""Sentences and list clauses of a paragraph, with their offsets."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from retrieval.ingest.units import units
from retrieval.types import Passage, Span

SEPARATORS = set("；;。！？!?")
INTRODUCES_NOTHING = re.compile(r"[：:]\s*[；;。！？!?]")
"""Such words introduce a list without an item, and are left out with it."""


def pieces(text: str) -> list[str]:
    return [unit.span.of(text) for unit in units(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("　　甲。　乙。 ", ["甲。", "乙。"]),
        ("“甲。”乙。", ["“甲。”", "乙。"]),
        ("（甲！）乙", ["（甲！）", "乙"]),
        ("甲！！！乙？！丙。", ["甲！！！", "乙？！", "丙。"]),
        ("增长7.5%，其中工业3.2%。", ["增长7.5%，其中工业3.2%。"]),
        ("Install it, e.g. with apt. Then reboot.", ["Install it, e.g. with apt.", "Then reboot."]),
        ("没有句号", ["没有句号"]),
        ("", []),
        ("　 \t", []),
        ("甲\u2028乙。丙", ["甲\u2028乙。", "丙"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected
    assert all(unit.lead_in is None for unit in units(text))


def test_a_list_keeps_what_introduces_it() -> None:
    text = "前言。今年主要预期目标是：地区生产总值增长7%；固定资产投资增长13%；收入增长8%。结语。"
    lead_in = Span(3, 13)
    assert lead_in.of(text) == "今年主要预期目标是："
    found = [(unit.span.of(text), unit.lead_in) for unit in units(text)]
    assert found == [
        ("前言。", None),
        ("地区生产总值增长7%", lead_in),
        ("固定资产投资增长13%", lead_in),
        ("收入增长8%", lead_in),
        ("结语。", None),
    ]


def test_a_list_without_an_introduction() -> None:
    text = "预计实现生产总值1100亿元；固定资产投资601亿元。"
    assert [(unit.span, unit.lead_in) for unit in units(text)] == [(Span(0, 14), None), (Span(15, 26), None)]
    assert pieces(text) == ["预计实现生产总值1100亿元", "固定资产投资601亿元"]


def test_half_width_marks() -> None:
    assert pieces("目标:甲增长7%;乙增长9%!好") == ["甲增长7%", "乙增长9%", "好"]


def test_a_colon_without_a_list_introduces_nothing() -> None:
    assert pieces("各位代表：现在报告工作。") == ["各位代表：现在报告工作。"]


def test_a_colon_after_the_first_clause_introduces_nothing() -> None:
    text = "甲；乙：丙。"
    assert [(unit.span.of(text), unit.lead_in) for unit in units(text)] == [("甲", None), ("乙：丙", None)]


def test_the_goals_of_the_shipped_report(report_passages: tuple[Passage, ...]) -> None:
    text = next(p.text for p in report_passages if p.line == 61)
    found = list(units(text))
    assert "地区生产总值增长7%" in [unit.span.of(text) for unit in found]
    assert {unit.lead_in.of(text) for unit in found if unit.lead_in} == {text[: text.index("：") + 1]}


def assert_covers(text: str) -> None:
    """Units stand in order, apart from each other, and with their lead-ins leave out nothing but spaces and separators."""
    found = list(units(text))
    assert all(unit.span.start < unit.span.end <= len(text) for unit in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    covered: set[int] = set()
    for unit in found:
        assert not text[unit.span.start].isspace()
        assert not text[unit.span.end - 1].isspace()
        covered.update(range(unit.span.start, unit.span.end))
        if unit.lead_in:
            assert unit.lead_in.end <= unit.span.start
            covered.update(range(unit.lead_in.start, unit.lead_in.end))
    left_out = {text[at] for at in range(len(text)) if at not in covered}
    assert {mark for mark in left_out if not mark.isspace()} <= SEPARATORS


def test_nothing_of_the_report_is_left_out(report_passages: tuple[Passage, ...]) -> None:
    for passage in report_passages:
        assert_covers(passage.text)


def test_nothing_of_a_random_text_is_left_out() -> None:
    random_ = random.Random(20170110)
    for _ in range(3000):
        text = "".join(random_.choices("甲乙丙7%。；：！？”“（）， 　;:!?\t😀", k=random_.randrange(1, 40)))
        if not INTRODUCES_NOTHING.search(text):
            assert_covers(text)


@pytest.mark.parametrize(
    "text", ["甲乙" * 50_000, "甲；" * 50_000, "。" * 100_000, "甲：" * 50_000, "；" * 100_000]
)
def test_long_lines_take_no_time(text: str) -> None:
    assert_covers(text)
