"""Figures that are hard to read are found again in their paragraphs; marks are those that were meant."""

from __future__ import annotations

import pytest

from retrieval.ingest.formats.doubts import Doubt, doubts_in, spans_in
from retrieval.ingest.formats.recognised_marks import as_printed
from retrieval.types import Span


def sureness(text: str, doubtful: str) -> list[float]:
    start = text.index(doubtful)
    return [0.5 if start <= at < start + len(doubtful) else 0.99 for at in range(len(text))]


def test_a_figure_with_one_doubtful_character_is_doubtful() -> None:
    line = "增长7.2%，投资157亿元"
    assert list(doubts_in(line, sureness(line, "2"))) == [Doubt("增长", "7.2%", "，投资157")]
    assert list(doubts_in(line, sureness(line, "投资"))) == []


def test_it_is_found_in_its_paragraph_and_not_beside_other_words() -> None:
    line = "增长7.2% ，投资157亿元"
    doubts = list(doubts_in(line, sureness(line, "5")))
    text = "农业增长7.2%，投资157亿元。工业投资157亿元。"
    (span,) = spans_in(text, doubts)
    assert span == Span(11, 14)
    assert span.of(text) == "157"


def test_a_figure_that_stands_twice_in_the_same_words_is_doubtful_twice() -> None:
    assert spans_in("完成5项、完成5项", [Doubt("完成", "5", "项")]) == (Span(2, 3), Span(7, 8))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("增长8%;外贸加快(含港澳):", "增长8%；外贸加快（含港澳）："),
        ("比例为12.1:52.0，共1,240.5亿元", "比例为12.1:52.0，共1,240.5亿元"),
        ("降到6.45%0，低于14%00", "降到6.45‰，低于14‰"),
        ("增长10%05年", "增长10%05年"),
        ("The rate (in 2016) was 7%; see p. 3.", "The rate (in 2016) was 7%; see p. 3."),
        ("", ""),
    ],
)
def test_marks(read: str, printed: str) -> None:
    text, sure = as_printed(read, [1.0] * len(read))
    assert text == printed
    assert len(sure) == len(text)


def test_a_mark_that_was_taken_for_two_is_as_sure_as_the_surer_of_both() -> None:
    assert as_printed("6%0，", [0.9, 0.8, 0.4, 0.7]) == ("6‰，", [0.9, 0.8, 0.7])
