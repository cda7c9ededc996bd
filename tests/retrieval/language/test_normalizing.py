"""One spelling for what people type many ways."""

from __future__ import annotations

import pytest

from retrieval.language.normalizing import is_traditional, normalize


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("２０１７年　盤錦😀 GDP", "2017年 盘锦 GDP"),
        ("ＧＤＰ（％）：？", "GDP(%):?"),
        ("地區生產總值增長目標", "地区生产总值增长目标"),
        ("失業率", "失业率"),
        ("  盘锦 \t\n 市　", "盘锦 市"),
        ("①②③", "123"),
        ("ﬁscal", "fiscal"),
        ("ＰＭ２.５", "PM2.5"),
        ("", ""),
        ("　", ""),
        ("\0\x07", ""),
        ("😀🎉🇨🇳", ""),
        ("👨‍👩‍👧", ""),
        ("👍🏽", ""),
        ("\ud800盘锦\udfff", "盘锦"),
        ("\ue000\U0010ffff", ""),
        ("<b>盘锦</b>", "<b>盘锦</b>"),
    ],
)
def test_spellings(typed: str, normal: str) -> None:
    assert normalize(typed) == normal


@pytest.mark.parametrize("text", ["２０１７年　盤錦😀", "①㈠ﬁ", "a\u0301b", "國內生產總值", "한국어 ｶﾞ"])
def test_twice_is_once(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


def test_a_long_text_keeps_all_that_counts() -> None:
    assert normalize("盤錦😀" * 10_000) == " ".join(["盘锦"] * 10_000)


@pytest.mark.parametrize("text", ["❤️", "☺️", "❤️‍🔥", "⚠️⚠️"])
def test_nothing_is_left_of_an_emoji(text: str) -> None:
    assert normalize(text) == ""


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"])
def test_zero_width_marks_do_not_tear_words_apart(mark: str) -> None:
    assert normalize(f"盘{mark}锦") == "盘锦"


@pytest.mark.parametrize(("typed", "normal"), [("100㎡", "100m2"), ("5㎏", "5kg")])
def test_units_in_one_character(typed: str, normal: str) -> None:
    assert normalize(typed) == normal


@pytest.mark.parametrize("text", ["盤錦市2017年地區生產總值增長目標是多少", "失業率", "實際利用外資"])
def test_traditional(text: str) -> None:
    assert is_traditional(text)


@pytest.mark.parametrize("text", ["盘锦市2017年地区生产总值增长目标是多少", "GDP 2017", "", "人口", "😀"])
def test_not_traditional(text: str) -> None:
    assert not is_traditional(text)


def test_traditional_text_with_a_lone_surrogate() -> None:
    assert is_traditional("盤錦\ud83d")
    assert not is_traditional("盘锦\ud83d")
