"""Which kinds of figures nouns are given in."""

from __future__ import annotations

import pytest

from retrieval.language.figure_kinds import can_tell, figure_kinds


@pytest.mark.parametrize(
    ("phrase", "kinds", "measures"),
    [
        ("高速公路通车里程", {"length"}, True),
        ("空气优良天数", {"time"}, True),
        ("城镇登记失业率", {"share"}, True),
        ("固定资产投资总额", {"money"}, True),
        ("接待游客", {"person"}, False),
        ("高速公路", {"length", "thing"}, False),
    ],
)
def test_a_noun_is_given_in_the_kinds_it_was_counted_with(
    phrase: str, kinds: set[str], measures: bool
) -> None:
    told = figure_kinds(phrase)
    assert told is not None
    assert (told.kinds, told.measures) == (frozenset(kinds), measures)


def test_of_other_words_nothing_is_known() -> None:
    assert figure_kinds("孙冶方") is None
    assert figure_kinds("") is None


@pytest.mark.parametrize(
    ("asked", "text", "can"),
    [
        ("空气优良天数", "空气质量优良天数达到300天", True),
        ("空气优良天数", "获批3个国家水利风景区", False),
        ("空气优良天数", "空气质量综合指数6.85", False),
        ("常住人口", "常住人口城镇化率达到70%", False),
        ("常住人口", "常住人口增长2%", True),
        ("一般公共预算收入", "税收占一般公共预算收入比重达89.7%", False),
        ("一般公共预算收入", "同口径增长8.7%", True),
        ("生产总值", "生产总值连跨2个台阶", False),
    ],
)
def test_a_figure_of_another_kind_tells_nothing(asked: str, text: str, can: bool) -> None:
    told = figure_kinds(asked)
    assert told is not None
    assert can_tell(told.kinds, text) is can
