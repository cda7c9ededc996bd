"""What each feature was worth, over a made-up report."""

from __future__ import annotations

import math
from dataclasses import fields

import pytest

from retrieval.engine import Engine
from retrieval.evaluation.explaining import Worth, explain, why_not
from retrieval.evaluation.question_sets import GoldLine
from retrieval.learning.features import Features
from retrieval.pipeline import Trace
from retrieval.types import PUBLIC

QUESTION, WORDS = "2019年新建渔港几座", "新建渔港4座"


@pytest.fixture(scope="module")
def trace(lake: Engine) -> Trace:
    return lake.trace(QUESTION, scope=PUBLIC)


def points(worths: tuple[Worth, ...]) -> float:
    return sum(worth.points for worth in worths)


def test_the_worths_of_a_sentence_sum_to_its_score(lake: Engine, trace: Trace) -> None:
    explanation = explain(trace)
    assert explanation.question == trace.answer.question
    assert [evidence for evidence, _ in explanation.sentences] == list(trace.ranked[:5])
    for evidence, worths in explanation.sentences:
        assert points(worths) == pytest.approx(evidence.score)


def test_the_worths_of_a_clause_sum_to_its_score(lake: Engine, trace: Trace) -> None:
    explanation = explain(trace)
    first, _ = explanation.clauses[0]
    assert first.span.of(first.entry.passage.text) == trace.answer.text == WORDS
    assert 1 <= len(explanation.clauses) <= 3
    for clause, worths in explanation.clauses:
        assert points(worths) == pytest.approx(clause.score)


def test_the_grounds_sum_to_the_log_odds_of_the_confidence(lake: Engine, trace: Trace) -> None:
    confidence = trace.answer.confidence
    odds = points(explain(trace).grounds)
    assert odds == pytest.approx(math.log(confidence / (1 - confidence)))


def test_the_largest_worth_comes_first_and_nothing_is_left_out(lake: Engine, trace: Trace) -> None:
    for evidence, worths in explain(trace).sentences:
        sizes = [abs(worth.points) for worth in worths]
        assert sizes == sorted(sizes, reverse=True)
        assert all(sizes)
        for worth in worths:
            assert worth.value == getattr(evidence.features, worth.name)
            assert worth.points == worth.value * getattr(trace.weights.sentences, worth.name)
        others = {field.name for field in fields(Features)} - {worth.name for worth in worths}
        assert all(getattr(evidence.features, name) == 0 for name in others)


@pytest.mark.parametrize("text", ["", "你好", "茶" * 501])
def test_nothing_looked_up_nothing_explained(lake: Engine, text: str) -> None:
    trace = lake.trace(text, scope=PUBLIC)
    assert trace.ranked == ()
    explanation = explain(trace)
    assert (explanation.sentences, explanation.clauses, explanation.grounds) == ((), (), ())
    assert why_not(trace, [GoldLine("lake.txt", 6)]) == ()


def gold_of(trace: Trace, at: int) -> GoldLine:
    entry = trace.ranked[at].entry
    return GoldLine(entry.document.file, entry.passage.line)


def test_why_another_line_was_not_first(trace: Trace) -> None:
    first = trace.ranked[0]
    at = next(
        at
        for at, evidence in enumerate(trace.ranked)
        if evidence.entry.passage.line != first.entry.passage.line
    )
    over = why_not(trace, [gold_of(trace, at)])
    assert points(over) == pytest.approx(first.score - trace.ranked[at].score)
    assert [worth.points for worth in over] == sorted((worth.points for worth in over), reverse=True)
    by_name = {worth.name: worth for worth in over}
    difference = first.features.closeness - trace.ranked[at].features.closeness
    assert by_name["closeness"].value == pytest.approx(difference)
    assert by_name["closeness"].points == pytest.approx(difference * trace.weights.sentences.closeness)


def test_the_best_of_several_gold_lines_counts(trace: Trace) -> None:
    last = len(trace.ranked) - 1
    assert why_not(trace, [gold_of(trace, last), gold_of(trace, 0)]) == ()


@pytest.mark.parametrize("gold", [GoldLine("lake.txt", 9999), GoldLine("other.txt", 61)])
def test_a_gold_line_that_was_not_found_explains_nothing(trace: Trace, gold: GoldLine) -> None:
    assert why_not(trace, [gold]) == ()
    assert why_not(trace, []) == ()


def test_a_trace_is_the_answer_that_is_given(lake: Engine, trace: Trace) -> None:
    answer = lake.answer(QUESTION, scope=PUBLIC)
    assert (answer.text, answer.citations, answer.confidence) == (
        trace.answer.text,
        trace.answer.citations,
        trace.answer.confidence,
    )
    assert trace.answer.milliseconds == 0
