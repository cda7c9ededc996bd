"""Grounds -> a probability that holds, and the thresholds: a logistic table for whether the best clause answers.

The table is fitted first to tell what is answered from what is not there; of a question that has an answer, wrong words
count less, for that is a fault of ranking. A slope and an offset of the log-odds (Platt, "Probabilistic outputs for
support vector machines", 1999) then make a table of the same form whose probability is how often answers are right.
They change how sure an answer is said to be, and not which of two answers is the surer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.learning.examples import Verdict

Vector = NDArray[np.float64]
_BIAS = 0
"""Position of the ground that is always 1."""
_PULL = 1.0
"""Of the slope towards 1 and the offset towards 0: worth about one question."""
_PULL_OF_TABLE = 10.0
"""Of each weight towards its start, by how much its ground varies; 30 does alike on documents held out, 3 worse."""
_LEAST_SPREAD = 0.35
"""How much a ground is taken to vary at least: a few questions say little about what hardly any question has."""
_MOST_OF_DOCUMENT = 20
"""Questions that one document counts for: half of all are asked of one report, and no user asks only of that."""
_WRONG_WORDS = 0.3
"""How much a question with an answer counts whose best clause is wrong."""
MOST_REFUSED = 0.05
"""Share of the answerable questions that may be refused for the sake of those that have no answer."""
_MOST_REFUSED_IN = {"plain": 0.08}
"""The same of domains where more may be: one in 20 right answers is lost by that, and twice as many questions without one
are refused."""
_BINS = 10


@dataclass(frozen=True, slots=True)
class Scaling:
    """What the log-odds are multiplied by, and what is added."""

    slope: float
    offset: float

    def table(self, start: Vector) -> Vector:
        """The table that gives the scaled log-odds."""
        scaled = self.slope * start
        scaled[_BIAS] += self.offset
        return scaled


def fit(verdicts: Sequence[Verdict], start: Vector) -> Vector:
    """The table under which answers are told from the rest best, pulled towards the one at the start."""
    rows, truth, counting = _rows(verdicts), _truth(verdicts), _counting(verdicts)
    spread = np.maximum(rows.std(axis=0), _LEAST_SPREAD)

    def loss(table: Vector) -> tuple[float, Vector]:
        odds, away = rows @ table, (table - start) * spread
        miss = np.sum(counting * (np.logaddexp(0.0, odds) - truth * odds))
        slope = (counting * (1 / (1 + np.exp(-odds)) - truth)) @ rows
        return float(miss + _PULL_OF_TABLE * away @ away), slope + 2 * _PULL_OF_TABLE * away * spread

    found: Vector = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


def scale(verdicts: Sequence[Verdict], start: Vector) -> Scaling:
    """The scaling under which it is likeliest that the right answers are right and the others wrong."""
    odds, truth = _rows(verdicts) @ start, _truth(verdicts)

    def loss(found: Vector) -> float:
        sure = found[0] * odds + found[1]
        miss = np.sum(np.logaddexp(0.0, sure) - truth * sure)
        return float(miss + _PULL * ((found[0] - 1) ** 2 + found[1] ** 2))

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return Scaling(float(slope), float(offset))


def surprise(verdicts: Sequence[Verdict], sure: Vector) -> float:
    """How badly confidences tell answers from the rest: the mean log loss, counted as in `fit`; lower is better."""
    truth, counting = _truth(verdicts), _counting(verdicts)
    kept = np.clip(sure, 1e-6, 1 - 1e-6)
    losses = -(truth * np.log(kept) + (1 - truth) * np.log(1 - kept))
    return float(np.sum(counting * losses) / np.sum(counting))


def confidences(verdicts: Sequence[Verdict], table: Vector) -> Vector:
    """Of each question, the confidence in its best clause; 0 where it is refused whatever the weights are."""
    sure: Vector = 1 / (1 + np.exp(-(_rows(verdicts) @ table)))
    return np.where([each.is_ruled_out for each in verdicts], 0.0, sure)


def threshold(verdicts: Sequence[Verdict], table: Vector, usual: float) -> float:
    """The threshold that refuses as many answerable questions as may be; `usual` where none can be learned.

    Args:
        verdicts: of one domain.
        table: they are judged by.
        usual: where no answerable question is among them.
    """
    asked = [each for each in verdicts if each.is_answerable and not each.is_ruled_out]
    if not asked:
        return usual
    sure, shares = confidences(asked, table), _shares(asked)
    order = np.argsort(sure)
    refused_below = np.cumsum(shares[order]) / shares.sum()
    most = _MOST_REFUSED_IN.get(asked[0].source.domain, MOST_REFUSED)
    return float(sure[order][int(np.searchsorted(refused_below, most))])


def same_share(verdicts: Sequence[Verdict], before: Vector, bound: float, after: Vector) -> float:
    """The bound that as many answerable questions pass by another table as pass `bound` by the one before."""
    asked = [each for each in verdicts if each.is_answerable]
    passed = float(np.mean(confidences(asked, before) >= bound)) if asked else 0.0
    return float(np.quantile(confidences(asked, after), 1 - passed)) if passed else bound


def refused(verdicts: Sequence[Verdict], table: Vector, enough: float, *, answerable: bool) -> float:
    """Share of the answerable, or of the other, questions that get no answer; 0 where there are none."""
    asked = [each for each in verdicts if each.is_answerable is answerable]
    return float(np.mean(confidences(asked, table) < enough)) if asked else 0.0


def calibration_error(sure: Vector, right: NDArray[np.bool_]) -> float:
    """The expected calibration error in ten bins; 0..1, lower is better."""
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = (abs(float(np.sum(sure[bins == at]) - np.sum(right[bins == at]))) for at in range(_BINS))
    return sum(gaps) / len(sure) if len(sure) else 0.0


def floored(value: float, digits: int) -> float:
    """A threshold rounded down, so that what passed it still does; above 0."""
    unit = math.pow(10, -digits)
    return round(max(unit, math.floor(value / unit) * unit), digits)


def _rows(verdicts: Sequence[Verdict]) -> Vector:
    return np.array([each.grounds for each in verdicts])


def _truth(verdicts: Sequence[Verdict]) -> Vector:
    return np.array([each.is_right for each in verdicts], float)


def _counting(verdicts: Sequence[Verdict]) -> Vector:
    of_kind = [_WRONG_WORDS if each.is_answerable and not each.is_right else 1.0 for each in verdicts]
    return _shares(verdicts) * of_kind


def _shares(verdicts: Sequence[Verdict]) -> Vector:
    """How much each question counts: fully, unless its document has many."""
    counts = Counter(each.source.document for each in verdicts)
    return np.array([min(1.0, _MOST_OF_DOCUMENT / counts[each.source.document]) for each in verdicts])
