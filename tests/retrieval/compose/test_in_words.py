"""The excerpt around the best clause of a paragraph."""

from __future__ import annotations

import pytest

from retrieval.compose.in_words import MOST, excerpt_around, filled, with_condition
from retrieval.store.clauses import clauses
from retrieval.types import Span

MEANS_FIRST = "绿化全面提升。盘活小区车位资源，推行多元化停车模式，缓解“停车难”问题。新建公园两座。"
HEADING_FIRST = "破解停车难题。盘活车位资源，推行错时停车。新建公园两座。"


def around(text: str, best: str) -> str:
    spans = [clause.span for clause in clauses(text, Span(0, len(text)))]
    start = text.index(best)
    return excerpt_around(text, spans, Span(start, start + len(best))).of(text)


def test_the_purpose_comes_with_the_means_before_it() -> None:
    found = around(MEANS_FIRST, "缓解“停车难”问题")
    assert found.startswith("盘活小区车位资源，推行多元化停车模式，缓解“停车难”问题")


def test_a_heading_leads_to_the_sentence_after_it() -> None:
    assert around(HEADING_FIRST, "破解停车难题") == "盘活车位资源，推行错时停车。新建公园两座"


def test_a_name_stands_in_its_own_sentence() -> None:
    spans = [clause.span for clause in clauses(HEADING_FIRST, Span(0, len(HEADING_FIRST)))]
    found = excerpt_around(HEADING_FIRST, spans, spans[1], goes_on=False)
    assert found.of(HEADING_FIRST) == "盘活车位资源，推行错时停车"


def test_the_last_sentence_stands_for_itself() -> None:
    assert around(HEADING_FIRST, "新建公园两座") == "新建公园两座"


def test_a_long_sentence_of_one_clause_is_no_heading() -> None:
    long = "坚持把破解停车难题作为今年改善民生和提升城市品质的头等大事来抓好抓实"
    assert around(f"{long}。新建公园两座。", long) == long


@pytest.mark.parametrize("best", ["清单一", "清单五"])
def test_it_is_short_enough_for_a_phone(best: str) -> None:
    text = "，".join(f"清单{number}要写得足够长才能看出它在哪里结束" for number in "一二三四五") + "。"
    clause = next(piece for piece in text.strip("。").split("，") if piece.startswith(best))
    found = around(text, clause)
    assert clause in found
    assert len(clause) < len(found) <= MOST


def test_a_clause_that_is_none_of_the_paragraph_is_left_as_it_is() -> None:
    assert excerpt_around("甲，乙。", [Span(0, 1)], Span(2, 3)) == Span(2, 3)


@pytest.mark.parametrize(
    ("text", "best", "found"),
    [
        (
            "原告无正当理由拒不到庭，经审查无法确认主要事实的，人民法院对原告主张的事实不予认定。",
            "经审查无法确认主要事实的",
            "原告无正当理由拒不到庭，经审查无法确认主要事实的，人民法院对原告主张的事实不予认定",
        ),
        (
            "To remove an application icon from the dash, right-click the application icon and select Remove.",
            "To remove an application icon from the dash",
            "right-click the application icon and select Remove.",
        ),
        (
            "我们清醒地看到，发展中还存在许多困难和问题。结构性矛盾突出，科技创新能力不强。",
            "发展中还存在许多困难和问题",
            "结构性矛盾突出，科技创新能力不强",
        ),
    ],
)
def test_what_holds_follows_its_condition_and_what_is_announced_follows(
    text: str, best: str, found: str
) -> None:
    assert around(text, best) == found


RULE = (
    "第二条 在阅览室吸烟的，由管理员劝阻，可以处五十元罚款，拒不改正的，处二百元罚款。"
    "纳税人取得应税所得的，应当在取得所得的次年六月三十日前，缴纳税款。每日工作不超过四小时，每周不超过二十四小时。"
)


@pytest.mark.parametrize(
    ("best", "found"),
    [
        ("处二百元罚款", "拒不改正的，处二百元罚款"),
        ("拒不改正的", "拒不改正的，处二百元罚款"),
        ("由管理员劝阻", "第二条 在阅览室吸烟的，由管理员劝阻"),
        (
            "应当在取得所得的次年六月三十日前",
            "纳税人取得应税所得的，应当在取得所得的次年六月三十日前，缴纳税款",
        ),
        ("每日工作不超过四小时", "每日工作不超过四小时"),
        ("每周不超过二十四小时", "每周不超过二十四小时"),
    ],
)
def test_a_condition_and_what_holds_under_it_are_one_answer(best: str, found: str) -> None:
    spans = [clause.span for clause in clauses(RULE, Span(0, len(RULE)))]
    start = RULE.index(best)
    assert with_condition(RULE, spans, Span(start, start + len(best))).of(RULE) == found


@pytest.mark.parametrize(
    ("best", "found"),
    [
        ("拒不改正的", "第二条 在阅览室吸烟的，由管理员劝阻，可以处五十元罚款，拒不改正的，处二百元罚款"),
        (
            "每周不超过二十四小时",
            "纳税人取得应税所得的，应当在取得所得的次年六月三十日前，缴纳税款。每日工作不超过四小时，每周不超过二十四小时",
        ),
    ],
)
def test_an_answer_fills_the_room_of_an_excerpt(best: str, found: str) -> None:
    spans = [clause.span for clause in clauses(RULE, Span(0, len(RULE)))]
    start = RULE.index(best)
    assert filled(RULE, spans, Span(start, start + len(best))).of(RULE) == found


def test_of_a_sentence_that_is_too_long_a_part_is_added() -> None:
    text = "，".join(f"第{number}项要写得足够长才能看出它在哪里结束" for number in "一二三四五") + "。"
    spans = [clause.span for clause in clauses(text, Span(0, len(text)))]
    assert filled(text, spans, spans[3]) == Span(spans[2].start, spans[4].end)
