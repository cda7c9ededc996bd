from __future__ import annotations

import pytest

from bot.messages.foreign import unread_sentence


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("2017年の失業率はいくらですか", "中国語と英語"),
        ("2017년 GDP 목표는?", "중국어와 영어"),
        ("Каков ВВП Китая?", "Я читаю"),
        ("ما هو الناتج المحلي؟", "أقرأ"),
    ],
)
def test_who_writes_otherwise_is_told_in_that_language(text: str, begins: str) -> None:
    assert unread_sentence(text).startswith(begins)


@pytest.mark.parametrize(
    "text", ["2017年GDP目标", "GDP growth target", "《奥の细道》在哪里", "PM2.5多少μg", "😀", "", "é", "盤錦"]
)
def test_chinese_and_english_are_read(text: str) -> None:
    assert unread_sentence(text) == ""
