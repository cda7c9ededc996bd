"""Short names of indicators."""

from __future__ import annotations

import pytest

from retrieval.language.glossary import shipped_glossary
from retrieval.language.question_words.short_names import in_full, short_names
from retrieval.language.question_words.wording import cut


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("就业目标", "城镇新增就业目标"),
        ("去年投资多少", "去年固定资产投资多少"),
        ("就业情况怎么样", "城镇新增就业怎么样"),
        ("创业带动就业", "创业带动就业"),
        ("民间投资多少", "民间投资多少"),
    ],
)
def test_count_only_as_the_whole_subject(text: str, whole: str) -> None:
    assert in_full(cut(text, (), shipped_glossary().mentions(text))) == whole


def test_most_stand_for_names_of_the_glossary() -> None:
    known = set(shipped_glossary().names)
    assert {name for name in short_names().values() if name not in known} == {"住房"}
