"""Confidences against what was right, by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.evaluation.calibration import Calibration, Reliability, calibration, reliability
from retrieval.types import Status
from tests.retrieval.evaluation.test_scoring import FILE, LINES, answer, at, judged, outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text("\n".join(LINES), encoding="utf-8")
    return tmp_path


def test_reliability_by_hand(folder: Path) -> None:
    """Six answers in three rows: two of three right at 0.5..0.6, one wrong at 0.9, two right at 0.95..1."""
    right = answer(["增长7%"], at(2, "增长7%"))
    wrong_words, wrong_line = answer(["8"], at(2, "7%")), answer(["7%"], at(3, "就业"))
    given = [
        (right, 0.5),
        (right, 0.54),
        (wrong_words, 0.58),
        (wrong_line, 0.9),
        (right, 0.95),
        (right, 1.0),
    ]
    outcomes = [
        outcome(folder, judged("7%"), replace(each, confidence=confidence)) for each, confidence in given
    ]
    rows = reliability(outcomes)
    assert [(row.low, row.high, row.count) for row in rows] == [(0.5, 0.6, 3), (0.9, 0.95, 1), (0.95, 1.0, 2)]
    assert [row.confidence for row in rows] == pytest.approx([0.54, 0.9, 0.975])
    assert [row.right for row in rows] == pytest.approx([2 / 3, 0, 1])
    assert reliability(outcomes[::-1]) == rows


def test_what_was_refused_has_no_reliability(folder: Path) -> None:
    refusals = [answer([], at(2, "7%"), status=status) for status in (Status.NOT_FOUND, Status.OFF_TOPIC)]
    assert reliability([outcome(folder, judged("7%"), each) for each in refusals]) == []
    assert reliability([]) == []


def test_an_ambiguous_answer_is_an_answer(folder: Path) -> None:
    both = answer(["增长7%"], at(2, "增长7%"), status=Status.AMBIGUOUS)
    assert reliability([outcome(folder, judged("7%"), both)]) == [Reliability(0.9, 0.95, 1, 0.9, 1.0)]


def test_an_unanswerable_question_that_got_an_answer_was_wrong(folder: Path) -> None:
    given = answer(["增长7%"], at(2, "增长7%"))
    (row,) = reliability([outcome(folder, judged(gold=[], answerable=False), given)])
    assert (row.count, row.right) == (1, 0)


def test_calibration_by_hand(folder: Path) -> None:
    """Bins 0.9..1: two of three right at 0.9; 0.5..0.6: none right at 0.5, one of them unanswerable; a refusal is left out."""
    right = answer(["增长7%"], at(2, "增长7%"))
    wrong, refusal = answer(["8%"], at(3, "就业")), answer([], status=Status.NOT_FOUND)
    unanswerable = judged("7%", answerable=False)
    outcomes = [
        outcome(folder, judged("7%"), replace(right, confidence=0.95)),
        outcome(folder, judged("7%"), replace(right, confidence=1.0)),
        outcome(folder, judged("7%"), replace(wrong, confidence=0.95)),
        outcome(folder, judged("7%"), replace(wrong, confidence=0.5)),
        outcome(folder, unanswerable, replace(right, confidence=0.5)),
        outcome(folder, judged("7%"), replace(refusal, confidence=0.7)),
    ]
    found = calibration(outcomes)
    assert found.count == 5
    assert found.error == pytest.approx((abs(2.9 - 2) + abs(1.0 - 0)) / 5)
    # Of six pairs the right one is surer in five, and as sure in one.
    assert found.area == pytest.approx(5.5 / 6)
    assert calibration(outcomes[::-1]).area == pytest.approx(found.area)


def test_calibration_of_nothing(folder: Path) -> None:
    right = outcome(folder, judged("7%"), answer(["增长7%"], at(2, "增长7%")))
    assert calibration([]) == Calibration(0, None, None)
    assert calibration([right]) == Calibration(1, pytest.approx(0.1), None)
