from __future__ import annotations

import random

import pytest

from bot.presentation.excerpt import excerpt, sentence_around
from bot.presentation.rich_text import Style, units
from retrieval.types import Span


def _text(pieces: object) -> str:
    return "".join(piece.text for piece in pieces)  # type: ignore[attr-defined]


def test_whole_sentences_around_the_answer() -> None:
    text = "甲乙丙。丁戊己。增长7%。庚辛壬。癸子丑。"
    for limit, quoted in {
        7: "…增长7%。…",
        11: "…增长7%。庚辛壬。…",
        15: "…丁戊己。增长7%。庚辛壬。…",
        20: "…丁戊己。增长7%。庚辛壬。癸子丑。",
        21: text,
    }.items():
        shown = excerpt(text, [Span(8, 12)], limit)
        assert _text(shown.pieces) == quoted
        assert [piece.text for piece in shown.pieces if piece.style is Style.BOLD] == ["增长7%"]


def test_clauses_when_the_sentence_is_too_long() -> None:
    text = "一二三四五，六七八九十，增长7%，甲乙丙丁戊，己庚辛壬癸。"
    shown = excerpt(text, [Span(12, 16)], 20)
    assert _text(shown.pieces) == "…六七八九十，增长7%，甲乙丙丁戊，…"


def test_characters_when_there_is_no_punctuation() -> None:
    text = "甲" * 100 + "增长7%" + "乙" * 100
    shown = excerpt(text, [Span(100, 104)], 46)
    assert _text(shown.pieces) == "…" + "甲" * 20 + "增长7%" + "乙" * 17 + "…"


def test_further_highlights_are_kept_when_they_fit() -> None:
    text = "导语：增长7%；其他内容很多很多；投资增长13%。尾声尾声尾声尾声。"
    both = [Span(3, 7), Span(17, 24)]
    shown = excerpt(text, both, 28)
    assert [piece.text for piece in shown.pieces if piece.style is Style.BOLD] == ["增长7%", "投资增长13%"]


def test_a_cut_never_falls_into_a_figure() -> None:
    text = "完成额" + "1234567890" * 3 + "亿元"
    for limit in range(5, 20):
        assert _text(excerpt(text, [], limit).pieces) == "完成额…"


def test_nothing_to_show() -> None:
    assert excerpt("", [], 100).pieces == ()
    assert excerpt("\u3000 ", [Span(0, 2)], 100).pieces == ()


@pytest.mark.parametrize("seed", range(60))
def test_any_window_keeps_its_promises(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice("甲乙12.%，。；😀 <&\u3000") for _ in range(chance.randint(1, 400)))
    start = chance.randrange(len(text))
    focus = Span(start, min(len(text), start + chance.randint(1, 30)))
    limit = chance.randint(40, 300)
    shown = excerpt(text, [focus], limit)
    whole = text.strip()
    window = shown.window.of(text)
    assert units(_text(shown.pieces)) <= limit
    assert window in whole
    assert focus.of(text).strip() in window or units(focus.of(text)) > limit - 2
    assert shown.cut_before is (window != whole and not whole.startswith(window)) or window == ""


def test_sentence_around() -> None:
    text = "\u3000甲乙丙。目标是：增长7%；投资增长13%。"
    assert sentence_around(text, [Span(9, 13)]).of(text) == "目标是：增长7%；"
    assert sentence_around(text, []).of(text) == "甲乙丙。"
    assert sentence_around("没有句号", []).of("没有句号") == "没有句号"
