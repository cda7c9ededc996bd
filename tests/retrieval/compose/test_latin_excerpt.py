"""The phrases of a long clause in Latin letters that answer."""

from __future__ import annotations

import pytest

from retrieval.compose.in_words import MOST
from retrieval.compose.latin_excerpt import fitted
from retrieval.types import Span

RULE = "A medical note is required for absences longer than 2 consecutive days."


def cut(text: str, *answers: str, sure: float = 1.0) -> str:
    """What is left where the reading model is as sure of some words as it is told."""
    return fitted(
        text, Span(0, len(text)), lambda part: sure * any(each in part.of(text) for each in answers)
    ).of(text)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        (RULE, "2 consecutive days", "is required for absences longer than 2 consecutive days"),
        (RULE, "medical note", "A medical note is required for absences longer"),
        (
            "Remaining unused days after March 31 are forfeited unless an approved exception exists",
            "forfeited",
            "Remaining unused days after March 31 are forfeited",
        ),
        ("The loan period is 3 weeks", "3 weeks", "The loan period is 3 weeks"),
    ],
)
def test_the_phrases_with_the_answer_are_taken(text: str, answer: str, expected: str) -> None:
    assert cut(text, answer) == expected
    assert len(expected) <= MOST


def test_a_clause_stays_whole_where_nothing_says_which_part_answers() -> None:
    assert cut(RULE, "medical note", sure=0.3) == RULE


def test_a_chinese_clause_stays_whole() -> None:
    text = "普通员工请假三天以内由部门经理批准" * 5
    assert cut(text, "经理") == text
