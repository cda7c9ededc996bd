"""Outcomes to scores, and dialogues to outcomes, by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.evaluation.question_sets import Dialogue, JudgedQuery
from retrieval.evaluation.scoring import (
    QueryOutcome,
    QueryScores,
    ask_all,
    ask_queries,
    query_scores,
    scores,
)
from retrieval.types import PUBLIC, Answer, QueryPlan, Scope, Status
from tests.retrieval.evaluation.test_scoring import FILE, LINES, answer, at, judged, outcome, question


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text("\n".join(LINES), encoding="utf-8")
    return tmp_path


def test_scores_by_hand(folder: Path) -> None:
    right, late = answer(["增长7%"], at(2, "增长7%"), ms=4), answer(["7"], at(3, "就业"), at(2, "7%"), ms=2)
    refusal, invented = answer([], status=Status.NOT_FOUND, ms=1), answer(["8%"], at(3, "就业"), ms=3)
    asked = judged("7%")
    unanswerable = judged(gold=[], answerable=False, kind="no-such")
    english = replace(asked, language="en", type="date")
    outcomes = [
        outcome(folder, one, given)
        for one, given in (
            (asked, right),
            (english, late),
            (asked, refusal),
            (unanswerable, refusal),
            (unanswerable, invented),
        )
    ]
    groups = {group.group: group for group in scores(outcomes)}
    assert list(groups) == ["all", "en", "zh-Hans", "date", "no-such", "numeric"]
    whole = groups["all"]
    assert (whole.count, whole.answerable) == (5, 3)
    assert (whole.found_at_1, whole.found_at_5, whole.answered) == pytest.approx((1 / 3, 2 / 3, 1 / 3))
    assert (whole.cited, whole.refused, whole.false_refusals) == pytest.approx((4 / 5, 1 / 2, 1 / 3))
    assert whole.median_ms == 2
    assert (groups["no-such"].found_at_1, groups["no-such"].refused) == (None, 0.5)
    assert (groups["en"].found_at_5, groups["en"].refused, groups["en"].false_refusals) == (1, None, 0)
    assert groups["en"].p95_ms == 2


def test_no_outcome_no_scores() -> None:
    assert scores([]) == []


def test_no_percentile_is_beyond_the_slowest(folder: Path) -> None:
    outcomes = [outcome(folder, judged("7%"), answer([], ms=ms)) for ms in (1.0, 2.0)]
    assert scores(outcomes)[0].p95_ms == pytest.approx(1.95)


class Parrot:
    """Answers with the question, and remembers what it was told of the one before."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def answer(self, text: str, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        assert scope == PUBLIC
        self.asked.append((text, previous.text if previous else None))
        return replace(answer([]), question=question(text))


def test_turns_of_a_dialogue_follow_each_other(folder: Path) -> None:
    turns = [replace(judged("7%"), question=text) for text in ("甲", "乙", "丙")]
    parrot = Parrot()
    outcomes = ask_all(
        parrot, [Dialogue("d", tuple(turns[:2])), Dialogue("e", tuple(turns[2:]))], folder.joinpath
    )
    assert parrot.asked == [("甲", None), ("乙", "甲"), ("丙", None)]
    assert [each.judged.question for each in outcomes] == ["甲", "乙", "丙"]


class Clerk:
    """Cites the passages whose names stand in the question."""

    def answer(self, text: str, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        assert (previous, scope) == (None, PUBLIC)
        citations = [replace(at(2, "7%"), file=name) for name in text.split()]
        return answer([], *citations, ms=float(len(citations)))


def test_queries_find_passages() -> None:
    asked = [
        ("p1 p2", {"p1"}),
        ("p2 p1", {"p1", "p9"}),
        ("a b c d e p1", {"p1"}),
        ("p1", set()),
        ("", {"p1"}),
    ]
    queries = [JudgedQuery(f"q{at}", text, frozenset(gold), ()) for at, (text, gold) in enumerate(asked)]
    outcomes = ask_queries(Clerk(), queries)
    assert outcomes == [
        QueryOutcome(found_at_1=True, found_at_5=True, milliseconds=2),
        QueryOutcome(found_at_1=False, found_at_5=True, milliseconds=2),
        QueryOutcome(found_at_1=False, found_at_5=False, milliseconds=6),
        QueryOutcome(found_at_1=False, found_at_5=False, milliseconds=1),
        QueryOutcome(found_at_1=False, found_at_5=False, milliseconds=0),
    ]
    assert query_scores(outcomes) == QueryScores(5, 0.2, 0.4, 2, pytest.approx(5.2))


def test_no_query_no_scores() -> None:
    assert query_scores([]) == QueryScores(0, 0.0, 0.0, 0.0, 0.0)


def test_one_query_is_its_own_percentile() -> None:
    one = QueryOutcome(found_at_1=False, found_at_5=True, milliseconds=7.0)
    assert query_scores([one]) == QueryScores(1, 0.0, 1.0, 7.0, 7.0)
