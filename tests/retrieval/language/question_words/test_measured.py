"""Which kinds of figures questions can be answered with."""

from __future__ import annotations

import pytest

from retrieval.language.question_words.measured import is_measure_alone, kinds_asked
from retrieval.language.question_words.wording import cut


@pytest.mark.parametrize(
    ("question", "indicators", "kinds"),
    [
        ("粮食总产量最后是多少", (), {"weight"}),
        ("高速公路里程", (), {"length"}),
        ("打算新增多少城镇就业岗位", ("城镇新增就业",), {"thing", "person"}),
        ("GDP是多少", ("地区生产总值",), {"money"}),
        ("孙冶方是谁", (), set()),
    ],
)
def test_kinds(question: str, indicators: tuple[str, ...], kinds: set[str]) -> None:
    assert kinds_asked(cut(question, ()), indicators) == kinds


@pytest.mark.parametrize(
    ("question", "is_alone"),
    [
        ("2015年空气优良天数", True),
        ("高速公路里程", True),
        ("高速公路里程是多少", False),
        ("高速公路", False),
        ("怎么提高居民收入的", False),
    ],
)
def test_a_measure_alone(question: str, is_alone: bool) -> None:
    assert is_measure_alone(cut(question, ())) is is_alone
