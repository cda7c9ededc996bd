"""Titles that nothing marks, and what stands below them."""

from __future__ import annotations

from dataclasses import fields

from retrieval.learning.features import Features
from retrieval.ranking.scoring import ScoredSentence
from retrieval.ranking.titles import past_titles
from retrieval.search.selection import Selection
from tests.retrieval.making import indexed, selection_of

NEUTRAL = Features(**{field.name: 0.0 for field in fields(Features)})
TEXT = """关于电脑的说明。
风扇转个不停
有些电脑要装软件才能控制风扇。没有装的，风扇一直转。
先看厂家的网站。
电池
时间不准。
键盘
鼠标
屏幕要擦干净。"""


def ranked(selection: Selection, scores: dict[str, float]) -> list[ScoredSentence]:
    """The sentences that open so, with their scores."""
    every = [each for each in selection.entries for opening in scores if each.text.startswith(opening)]
    found = [
        ScoredSentence(
            entry, NEUTRAL, next(score for opening, score in scores.items() if entry.text.startswith(opening))
        )
        for entry in every
    ]
    return sorted(found, key=lambda each: -each.score)


def texts(found: list[ScoredSentence]) -> list[str]:
    return [each.entry.text for each in found]


def test_the_paragraph_below_takes_the_place_of_a_title() -> None:
    selection = selection_of(indexed(TEXT))
    found = past_titles(
        ranked(selection, {"风扇转": 3.0, "有些": 1.0, "没有装": 1.5, "先看": 0.5, "屏幕": 2.0}), selection
    )
    assert texts(found)[:3] == ["没有装的，风扇一直转。", "有些电脑要装软件才能控制风扇。", "屏幕要擦干净。"]
    assert [each.score for each in found] == [3.0, 2.5, 2.0, 1.5, 0.5]


def test_what_stands_under_another_title_does_not() -> None:
    selection = selection_of(indexed(TEXT))
    found = past_titles(ranked(selection, {"风扇转": 3.0, "时间": 1.0}), selection)
    assert texts(found) == ["风扇转个不停", "时间不准。"]


def test_sentences_and_rows_of_short_lines_are_no_titles() -> None:
    selection = selection_of(indexed(TEXT))
    found = past_titles(ranked(selection, {"先看": 3.0, "鼠标": 2.5, "屏幕": 1.0}), selection)
    assert texts(found) == ["先看厂家的网站。", "鼠标", "屏幕要擦干净。"]
