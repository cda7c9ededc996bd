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
from tests.benchmarks.learning.making import sentences, verdicts

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


def flat(bias: float) -> Weights:
    """Weights by which every answer is equally sure."""
    names = [field.name for field in fields(AnswerabilityFeatures)]
    return replace(
        starting(),
        answerability=AnswerabilityFeatures(**dict.fromkeys(names, 0.0) | {"bias": bias}),
    )


def test_confidence_becomes_how_often_answers_are_right() -> None:
    asked = verdicts(rights=3)
    learned = learn_confidence(asked, flat(2.0))
    sure = confidence.confidences(asked, np.array(astuple(learned.weights.answerability)))
    assert np.mean(sure) == pytest.approx(3 / 12, abs=0.04)
    surprise, error = learned.scores[:2]
    assert (surprise.measure, surprise.questions) == ("surprise", 60)
    assert (error.measure, error.set, error.questions) == ("calibration error", "", 60)
    assert surprise.held_out is not None
    assert surprise.held_out < surprise.start
    assert error.held_out is not None
    assert error.start > 0.6
    assert error.held_out < error.start


def test_a_ground_that_tells_answers_apart_gets_weight() -> None:
    learned = learn_confidence(verdicts(rights=3), flat(-1.0))
    assert learned.weights.answerability.score > 0.1, "the three of ten that are right score best"
    assert learned.weights.answerability.no_time == 0, "no question has it"


def test_verdicts_of_other_domains_teach_too() -> None:
    few, others = verdicts(rights=3, documents=2), verdicts(rights=3, documents=9)
    alone, together = (learn_confidence(few, flat(-1.0), each).weights.answerability for each in ([], others))
    assert together.score > alone.score


def test_of_a_document_with_many_questions_none_counts_fully() -> None:
    asked = verdicts(rights=3, documents=1) * 5 + verdicts(rights=9, documents=3)
    table = confidence.fit(asked, np.array(astuple(flat(-1.0).answerability)))
    few = confidence.fit(asked[48:], np.array(astuple(flat(-1.0).answerability)))
    assert table == pytest.approx(few, abs=0.2)


@pytest.mark.parametrize("rights", [3, 5])
def test_few_of_the_answerable_are_refused(rights: int) -> None:
    asked = verdicts(rights=rights)
    table = np.array(astuple(read_model().domains["plain"].start.answerability))
    enough = confidence.threshold(asked, table, 0.99)
    assert confidence.refused(asked, table, enough, answerable=True) <= confidence.MOST_REFUSED


def test_where_no_question_has_an_answer_the_usual_threshold_stays() -> None:
    asked = [replace(each, is_answerable=False) for each in verdicts(rights=3)]
    assert confidence.threshold(asked, np.array(astuple(flat(0.0).answerability)), 0.4) == 0.4


def test_a_bound_lets_as_many_pass_by_the_new_table() -> None:
    asked = verdicts(rights=5)
    before = np.array(astuple(read_model().domains["plain"].start.answerability))
    after = before / 2
    bound = confidence.same_share(asked, before, 0.4, after)
    answerable = [each for each in asked if each.is_answerable]
    passed = [
        float(np.mean(confidence.confidences(answerable, table) >= at))
        for table, at in ((before, 0.4), (after, bound))
    ]
    assert passed[0] == pytest.approx(passed[1], abs=0.05)
