"""What people say in a chat, as documents write it."""

from __future__ import annotations

import pytest

from retrieval.language.question_words.tidying import tidied


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("舊年GDP幾多", "去年GDP多少"),
        ("點解冇講就業", "为什么没有讲就业"),
        ("有冇講房屋", "有没有讲房屋"),
        ("今年會唔會加退休金", "今年会不会加退休金"),
        ("我想问问收入", "收入"),
        ("能不能告诉我粮食产量", "粮食产量"),
        ("2019gdp多少", "2019 gdp多少"),
        ("就业方面今年要做什么", "就业今年要做什么"),
    ],
)
def test_spoken_words_become_written_ones(typed: str, written: str) -> None:
    assert tidied(typed) == written


@pytest.mark.parametrize(
    "text",
    [
        "重点解决什么问题",
        "周边度假区有几个",
        "海边个体户多少",
        "国家下达的目标",
        "树木有多少",
        "我想问问",
        "十个方面的工作",
    ],
)
def test_only_where_they_are_whole_words_and_leave_a_question(text: str) -> None:
    assert tidied(text) == text
