"""Examples of one domain -> its weights, and how good they are on documents that took no part in the fit.

A table that is not plainly better on held-out documents than the one it started from is not used. Those of sentences
and clauses are fitted weight by weight; that for whether there is an answer is scaled as a whole until the confidence
is how often answers are right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning import confidence, listwise
from benchmarks.learning.examples import Example, Examples, Verdict
from benchmarks.learning.folds import held_out
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.learning.model import Weights

Vector = NDArray[np.float64]
Ranked = TypeVar("Ranked", Features, ClauseFeatures)
PULLS = (0.3, 0.1, 0.03, 0.01)
"""Tried for each table; the one best on held-out documents is taken, the strongest of equals."""
_PLAINLY = 0.01
"""Share of questions, or calibration error, by which a table must be better, on held-out documents, to be used."""
_MOST_LOST = 0.01
"""Share of the questions of any one set that it may lose there."""
_DIGITS = 4
"""Of a weight; more would be different on another processor."""


@dataclass(frozen=True, slots=True)
class Score:
    """A measure, taken with the weights at the start and with fitted ones; shares 0..1."""

    table: str
    measure: str
    set: str
    """Empty: of all sets together."""
    questions: int
    start: float
    held_out: float | None
    """With weights fitted on other documents; None: there is one document alone."""
    in_sample: float
    """With weights fitted on these questions, too."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned for one domain."""

    weights: Weights
    scores: tuple[Score, ...]


def learn_ranking(examples: Examples, start: Weights) -> Learned:
    """The tables of sentences and clauses; the rest stays as at the start."""
    sentences, of_sentences = _ranked("sentences", examples.sentences, start.sentences)
    clauses, of_clauses = _ranked("clauses", examples.clauses, start.clauses)
    return Learned(replace(start, sentences=sentences, clauses=clauses), (*of_sentences, *of_clauses))


def learn_confidence(verdicts: Sequence[Verdict], weights: Weights) -> Learned:
    """The table for whether there is an answer, and its thresholds.

    Args:
        verdicts: made with these weights of sentences and clauses; none: nothing changes.
        weights: with the other tables as they are to be used.
    """
    if not verdicts:
        return Learned(weights, ())
    before = _vector(weights.answerability)
    table, enough = _fit_confidence(verdicts, before, weights.enough)
    scaling = confidence.scale(verdicts, before)
    fitted = replace(
        weights,
        answerability=AnswerabilityFeatures(*map(float, table)),
        enough=enough,
        enough_in_names=min(enough, round(scaling.confidence(weights.enough_in_names), _DIGITS)),
        enough_in_words=min(enough, round(scaling.confidence(weights.enough_in_words), _DIGITS)),
        enough_anywhere=max(enough, round(scaling.confidence(weights.enough_anywhere), _DIGITS)),
    )
    scores = _confidence_scores(verdicts, before, weights.enough)
    # The first score is the calibration error over all sets, of which less is better.
    return Learned(fitted if _gain(scores[0]) <= -_PLAINLY else weights, tuple(scores))


def _ranked(name: str, examples: Sequence[Example], start: Ranked) -> tuple[Ranked, list[Score]]:
    if not examples:
        return start, []
    before = _vector(start)

    def judged(pull: float) -> Vector:
        def fit(some: Sequence[Example]) -> Vector:
            return _rounded(listwise.fit(some, before, pull))

        return held_out(examples, fit, listwise.first_right)

    now = listwise.first_right(examples, before)
    pull, held = max(((pull, judged(pull)) for pull in PULLS), key=lambda each: float(np.mean(each[1])))
    fitted = _rounded(listwise.fit(examples, before, pull))
    after = listwise.first_right(examples, fitted)
    scores = [
        Score(name, "right first", each, int(np.sum(of)), *_means(now[of], held[of], after[of]))
        for each, of in _by_set(examples)
    ]
    is_better = _gain(scores[0]) >= _PLAINLY and all(_gain(each) >= -_MOST_LOST for each in scores)
    return type(start)(*map(float, fitted)) if is_better else start, scores


def _gain(score: Score) -> float:
    return math.nan if score.held_out is None else score.held_out - score.start


def _fit_confidence(verdicts: Sequence[Verdict], start: Vector, enough: float) -> tuple[Vector, float]:
    scaling = confidence.scale(verdicts, start)
    table = _rounded(scaling.table(start))
    found = confidence.threshold(verdicts, table, scaling.confidence(enough))
    return table, math.floor(found * 10**_DIGITS) / 10**_DIGITS


def _confidence_scores(verdicts: Sequence[Verdict], start: Vector, enough: float) -> list[Score]:
    def fit(some: Sequence[Verdict]) -> tuple[Vector, float]:
        return _fit_confidence(some, start, enough)

    def sure(some: Sequence[Verdict], fitted: tuple[Vector, float]) -> Vector:
        return confidence.confidences(some, fitted[0])

    def given(some: Sequence[Verdict], fitted: tuple[Vector, float]) -> Vector:
        return np.array(sure(some, fitted) >= fitted[1], float)

    fitted = fit(verdicts)
    tables = (start, enough), None, fitted
    sures = [sure(verdicts, each) if each else held_out(verdicts, fit, sure) for each in tables]
    answers = [given(verdicts, each) if each else held_out(verdicts, fit, given) for each in tables]
    right = np.array([each.is_right for each in verdicts])
    answerable = np.array([each.is_answerable for each in verdicts])
    scores = []
    for name, of in _by_set(verdicts):
        errors = [
            confidence.calibration_error(each[of & (answer == 1)], right[of & (answer == 1)])
            for each, answer in zip(sures, answers, strict=True)
        ]
        held = None if np.isnan(sures[1]).any() else round(errors[1], _DIGITS)
        count = int(np.sum(of))
        ends = round(errors[0], _DIGITS), held, round(errors[2], _DIGITS)
        scores.append(Score("answerability", "calibration error", name, count, *ends))
        for measure, asked in (("answerable refused", of & answerable), ("others refused", of & ~answerable)):
            if asked.any():
                shares = _means(*(1 - each[asked] for each in answers))
                scores.append(Score("answerability", measure, name, int(np.sum(asked)), *shares))
    return scores


def _by_set(examples: Sequence[Example] | Sequence[Verdict]) -> list[tuple[str, NDArray[np.bool_]]]:
    """All together, then each set by its name, with which of the examples are of it."""
    sets = np.array([each.source.set for each in examples])
    return [("", np.ones(len(sets), bool)), *((str(name), sets == name) for name in np.unique(sets))]


def _means(start: Vector, held: Vector, after: Vector) -> tuple[float, float | None, float]:
    first, middle, last = (round(float(np.mean(each)), _DIGITS) for each in (start, held, after))
    return first, None if math.isnan(middle) else middle, last


def _vector(table: Features | ClauseFeatures | AnswerabilityFeatures) -> Vector:
    return np.array(astuple(table))


def _rounded(weights: Vector) -> Vector:
    # Adding 0 makes a plain 0 of a -0, which would be written otherwise.
    rounded: Vector = np.round(weights, _DIGITS) + 0.0
    return rounded
