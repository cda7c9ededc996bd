"""Words that exclude one another: which side a question takes, and which one a text is on."""

from __future__ import annotations

import pytest

from retrieval.language.contrasts import Contrasts, is_other_side, shipped_contrasts

HOMES = (("城镇", "城里"), ("农村", "乡下"))
WORKS = (("开工",), ("续建",), ("竣工", "完工"))
MADE_UP = Contrasts((HOMES, WORKS))


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("城里人收入", [(HOMES[0], HOMES[1])]),
        ("农村收入", [(HOMES[1], HOMES[0])]),
        ("竣工几座", [(WORKS[2], (*WORKS[0], *WORKS[1]))]),
        ("农村完工几座", [(HOMES[1], HOMES[0]), (WORKS[2], ("开工", "续建"))]),
        ("城镇和农村", []),
        ("开工和竣工", []),
        ("收入", []),
        ("", []),
    ],
)
def test_the_sides_that_a_question_takes(question: str, sides: list[tuple[tuple[str, ...], ...]]) -> None:
    assert [(each.own, each.others) for each in MADE_UP.taken(question)] == sides


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("农村居民收入1万元", True),
        ("乡下通水", True),
        ("城镇居民收入3万元", False),
        ("城镇和农村居民收入", False),
        ("居民收入", False),
        ("", False),
    ],
)
def test_the_other_side(text: str, *, is_other: bool) -> None:
    assert is_other_side(text, MADE_UP.taken("城镇收入")) is is_other


def test_without_a_side_nothing_is_the_other() -> None:
    assert not is_other_side("农村居民收入", ())


@pytest.mark.parametrize(
    ("former", "new", "swapped"),
    [
        ("去年农村居民收入多少", "城镇的", "去年城镇居民收入多少"),
        ("城里人收入", "农村的", "农村人收入"),
        ("新桥竣工几座", "续建", "新桥续建几座"),
        ("农村收入", "农村的", ""),
        ("农村收入", "城镇和乡下的", ""),
        ("城镇和农村收入", "农村的", ""),
        ("渔港几座", "农村的", ""),
        ("农村收入", "桥", ""),
        ("农村收入", "", ""),
    ],
)
def test_the_side_of_a_question_is_swapped(former: str, new: str, swapped: str) -> None:
    assert MADE_UP.swapped(former, new) == swapped


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("城镇居民收入", "农牧民收入3万元"),
        ("rural income", "城镇居民收入"),
        ("新开工几个", "竣工142项"),
        ("进口多少", "出口20亿美元"),
        ("上半年产值", "三季度产值"),
        ("存款余额", "贷款余额"),
        ("projects that broke ground", "续建282项"),
    ],
)
def test_the_shipped_contrasts(question: str, text: str) -> None:
    assert is_other_side(text, shipped_contrasts().taken(question))


def test_the_shipped_words_stand_on_one_side_each() -> None:
    sides = [side for contrast in shipped_contrasts()._contrasts for side in contrast]
    words = [word for side in sides for word in side]
    assert len(words) == len(set(words))
    assert all(word == word.strip() and word for word in words)
