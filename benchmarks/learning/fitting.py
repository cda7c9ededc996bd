"""Examples of one domain -> its weights, and how good they are on documents that took no part in the fit.

A table that is not plainly better on held-out documents than the one it started from is not used. Those of sentences
and clauses are fitted one by one; that for whether there is an answer is fitted and then scaled, until the confidence
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
from retrieval.compose.answerability import Threshold
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.learning.model import Weights

Vector = NDArray[np.float64]
Ranked = TypeVar("Ranked", Features, ClauseFeatures)
PULLS = (0.3, 0.1, 0.03, 0.01)
"""Tried for each table; the one best on held-out documents is taken, the strongest of equals."""
_MOST_LOST = 0.01
"""Share of the questions of any one set that it may lose there."""
_FEW = 20
"""Questions of a kind below which it has the threshold of all kinds."""
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


def learn_confidence(
    verdicts: Sequence[Verdict], weights: Weights, others: Sequence[Verdict] = ()
) -> Learned:
    """The table for whether there is an answer, and its thresholds.

    Args:
        verdicts: made with these weights of sentences and clauses, in the domain; none: nothing changes.
        weights: with the other tables as they are to be used.
        others: of other domains: what makes an answer differs little between them, and there are more of them.
    """
    if not verdicts:
        return Learned(weights, ())
    fitted = _fit_confidence(verdicts, weights, others)
    scores = _confidence_scores(verdicts, weights, others, fitted)
    # The start was set by hand with these questions in sight: what is fitted on others cannot be surer of them, and the
    # scores say how it is.
    return Learned(fitted, tuple(scores))


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
    is_better = _is_more(held - now) and all(_gain(each) >= -_MOST_LOST for each in scores)
    return type(start)(*map(float, fitted)) if is_better else start, scores


def _is_more(gains: Vector) -> bool:
    """Whether some gains are above 0 by more than the standard error of their mean.

    So Breiman et al., "Classification and regression trees", 1984, judge errors on what was held out.
    """
    error = float(np.std(gains)) / math.sqrt(len(gains))
    return float(np.mean(gains)) > error


def _gain(score: Score) -> float:
    return math.nan if score.held_out is None else score.held_out - score.start


def _fit_confidence(verdicts: Sequence[Verdict], start: Weights, others: Sequence[Verdict]) -> Weights:
    before = _vector(start.answerability)
    fitted = confidence.fit([*verdicts, *others], before)
    table = _rounded(confidence.scale(verdicts, fitted).table(fitted))
    usual = confidence.threshold(verdicts, table, start.enough)
    of_kind = {
        kind: confidence.floored(
            confidence.threshold(of, table, usual) if len(of) >= _FEW else usual, _DIGITS
        )
        for kind in Threshold
        for of in [[each for each in verdicts if each.threshold is kind]]
    }
    anywhere = confidence.same_share(verdicts, before, start.enough_anywhere, table)
    return replace(
        start,
        answerability=AnswerabilityFeatures(*map(float, table)),
        enough=of_kind[Threshold.EXACT],
        enough_in_names=of_kind[Threshold.NAMES],
        enough_in_words=of_kind[Threshold.WORDS],
        enough_anywhere=confidence.floored(max(anywhere, *of_kind.values()), _DIGITS),
    )


def _confidence_scores(
    verdicts: Sequence[Verdict], start: Weights, others: Sequence[Verdict], fitted: Weights
) -> list[Score]:
    def fit(some: Sequence[Verdict]) -> Weights:
        return _fit_confidence(some, start, others)

    def sure(some: Sequence[Verdict], weights: Weights) -> Vector:
        return confidence.confidences(some, _vector(weights.answerability))

    def given(some: Sequence[Verdict], weights: Weights) -> Vector:
        enough = [each.threshold.of(weights) for each in some]
        return np.array(sure(some, weights) >= enough, float)

    tables = start, None, fitted
    sures = [sure(verdicts, each) if each else held_out(verdicts, fit, sure) for each in tables]
    answers = [given(verdicts, each) if each else held_out(verdicts, fit, given) for each in tables]
    scores = [_score("surprise", "", verdicts, [confidence.surprise(verdicts, each) for each in sures])]
    right = np.array([each.is_right for each in verdicts])
    answerable = np.array([each.is_answerable for each in verdicts])
    for name, of in _by_set(verdicts):
        some = [each for each, is_of in zip(verdicts, of, strict=True) if is_of]
        errors = [
            confidence.calibration_error(each[of & (answer == 1)], right[of & (answer == 1)])
            for each, answer in zip(sures, answers, strict=True)
        ]
        scores.append(_score("calibration error", name, some, errors))
        for measure, asked in (("answerable refused", of & answerable), ("others refused", of & ~answerable)):
            if asked.any():
                shares = _means(*(1 - each[asked] for each in answers))
                scores.append(Score("answerability", measure, name, int(np.sum(asked)), *shares))
    return scores


def _score(measure: str, name: str, verdicts: Sequence[Verdict], ends: Sequence[float]) -> Score:
    start, held, after = (round(each, _DIGITS) for each in ends)
    return Score(
        "answerability", measure, name, len(verdicts), start, None if math.isnan(held) else held, after
    )


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
