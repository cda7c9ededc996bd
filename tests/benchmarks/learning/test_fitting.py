"""Weights that are fitted: those that were planted are found, and what is not better is not used."""

from __future__ import annotations

from dataclasses import asdict, astuple, fields, replace

import numpy as np
import pytest

from benchmarks.learning import confidence, listwise
from benchmarks.learning.examples import Examples
from benchmarks.learning.fitting import learn_confidence, learn_ranking
from benchmarks.learning.folds import held_out
from retrieval.learning.features import AnswerabilityFeatures, Features
from retrieval.learning.model import Weights, read_model
from tests.benchmarks.learning.making import position, sentences, verdicts

PLANTED = {"words": 2.0, "year": 1.0, "courtesy": -1.0}
NOTHING = Features(**{field.name: 0.0 for field in fields(Features)})


def starting(**changed: float) -> Weights:
    """The weights at the start, those of sentences all 0 but for some."""
    return replace(read_model().domains["plain"].start, sentences=replace(NOTHING, **changed))


def test_planted_weights_are_found_and_used() -> None:
    start = starting(words=0.1)
    learned = learn_ranking(Examples(sentences=sentences(PLANTED)), start)
    found = asdict(learned.weights.sentences)
    assert found["words"] / found["year"] == pytest.approx(2, rel=0.4)
    assert found["courtesy"] / found["year"] == pytest.approx(-1, rel=0.4)
    assert all(found[name] == 0 for name in found if name not in PLANTED)
    whole, *of_sets = learned.scores
    assert (whole.set, whole.questions, [each.set for each in of_sets]) == ("", 60, ["set 0", "set 1"])
    assert whole.held_out is not None
    assert whole.start < 0.6
    assert whole.held_out > 0.9
    assert learned.weights.clauses == start.clauses, "there were no clauses to learn from"


def test_the_same_questions_give_the_same_weights() -> None:
    first, second = (
        learn_ranking(Examples(sentences=sentences(PLANTED)), starting(words=0.1)) for _ in range(2)
    )
    assert first == second


def test_a_table_that_is_right_already_stays_as_it_is() -> None:
    start = starting(**PLANTED)
    learned = learn_ranking(Examples(sentences=sentences(PLANTED)), start)
    assert learned.scores[0].start == 1.0
    assert learned.weights == start


def test_one_document_alone_teaches_nothing() -> None:
    start = starting(words=0.1)
    learned = learn_ranking(Examples(sentences=sentences(PLANTED, documents=1)), start)
    assert learned.scores[0].held_out is None
    assert learned.weights == start


def test_a_strong_pull_holds_the_start() -> None:
    start = np.array(astuple(starting(words=1.0).sentences))
    held = listwise.fit(sentences(PLANTED), start, 1e6)
    assert held == pytest.approx(start, abs=1e-4)


def test_no_document_is_in_two_folds() -> None:
    examples = sentences(PLANTED)

    def documents(some: list[object]) -> set[str]:
        return {each.source.document for each in some}  # type: ignore[attr-defined]

    def judge(held: list[object], learned: set[str]) -> np.ndarray:
        return np.array([float(bool(documents(held) & learned))] * len(held))

    assert held_out(examples, documents, judge).tolist() == [0.0] * 60  # type: ignore[arg-type]


def test_confidence_becomes_how_often_answers_are_right() -> None:
    asked = verdicts(rights=3)
    start = replace(
        starting(),
        answerability=AnswerabilityFeatures(
            **{f.name: 0.0 for f in fields(AnswerabilityFeatures)} | {"bias": 2.0}
        ),
    )
    learned = learn_confidence(asked, start)
    table = np.array(astuple(learned.weights.answerability))
    assert confidence.confidences(asked, table) == pytest.approx([3 / 12] * 60, abs=0.02)
    error = learned.scores[0]
    assert (error.measure, error.questions) == ("calibration error", 60)
    assert error.held_out is not None
    assert error.start > 0.6
    assert error.held_out < 0.05


def test_the_order_of_confidences_stays() -> None:
    asked = verdicts(rights=5)
    start = read_model().domains["plain"].start
    learned = learn_confidence(asked, start)
    before, after = (
        confidence.confidences(asked, np.array(astuple(each.answerability)))
        for each in (start, learned.weights)
    )
    assert np.argsort(before, kind="stable").tolist() == np.argsort(after, kind="stable").tolist()


def test_no_more_than_a_tenth_of_the_answerable_is_refused() -> None:
    asked = verdicts(rights=5)
    table = np.array(astuple(read_model().domains["plain"].start.answerability))
    enough = confidence.threshold(asked, table, 0.99)
    assert confidence.refused(asked, table, enough, answerable=True) == pytest.approx(0.1)


def test_a_confidence_that_holds_already_stays() -> None:
    asked = verdicts(rights=3)
    start = replace(
        starting(),
        answerability=AnswerabilityFeatures(
            **{f.name: 0.0 for f in fields(AnswerabilityFeatures)} | {"bias": -1.1}
        ),
    )
    start = replace(start, enough=0.1)
    assert learn_confidence(asked, start).weights == start


def test_a_threshold_that_refuses_fewer_refuses_the_same_as_before() -> None:
    asked = verdicts(rights=5)
    bias = position(AnswerabilityFeatures, "bias")
    start = read_model().domains["plain"].start
    before = np.array(astuple(start.answerability))
    before[bias] += 3.0
    scaling = confidence.scale(asked, before)
    after = scaling.table(before)
    mapped = scaling.confidence(start.enough)
    assert confidence.threshold(asked, after, mapped) == mapped
    was = confidence.confidences(asked, before) >= start.enough
    assert (confidence.confidences(asked, after) >= mapped).tolist() == was.tolist()
