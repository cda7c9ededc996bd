"""Several questions in one message."""

from __future__ import annotations

import pytest

from retrieval.language.question_words.first_question import questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("GDP多少？财政收入呢？", ("GDP多少？", "财政收入呢？")),
        ("GDP多少，增长多少", ("GDP多少", "增长多少")),
        ("PPP项目几个，吸纳多少资金？", ("PPP项目几个", "吸纳多少资金？")),
        ("2016年，新增就业多少人，失业率多少", ("2016年，新增就业多少人", "失业率多少")),
        ("how many jobs, how much investment", ("how many jobs", "how much investment")),
    ],
)
def test_each_stands_alone(text: str, questions: tuple[str, ...]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize("text", ["去年，GDP多少", "GDP多少，谢谢", "十几年来，有几年增长", "稳增长，调结构"])
def test_one_stays_whole(text: str) -> None:
    assert questions_in(text) == (text,)
