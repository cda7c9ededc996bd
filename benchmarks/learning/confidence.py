"""Log-odds -> a probability that holds: Platt scaling of the table for whether there is an answer, and the thresholds.

A slope and an offset of the log-odds (Platt, "Probabilistic outputs for support vector machines", 1999) make another
table of the same form, so that nothing has to be worked out while somebody waits. They change how sure an answer is
said to be, and not which of two answers is the surer.
"""

from __future__ import annotations

import math
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
MOST_REFUSED = 0.10
"""Share of the answerable questions that may be refused for the sake of those that have no answer."""
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

    def confidence(self, before: float) -> float:
        """What a confidence by the table at the start has become."""
        return 1 / (1 + math.exp(-(self.slope * math.log(before / (1 - before)) + self.offset)))


def scale(verdicts: Sequence[Verdict], start: Vector) -> Scaling:
    """The scaling under which it is likeliest that the right answers are right and the others wrong."""
    odds = np.array([each.grounds for each in verdicts]) @ start
    truth = np.array([each.is_right for each in verdicts], float)

    def loss(found: Vector) -> float:
        sure = found[0] * odds + found[1]
        miss = np.sum(np.logaddexp(0.0, sure) - truth * sure)
        return float(miss + _PULL * ((found[0] - 1) ** 2 + found[1] ** 2))

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return Scaling(float(slope), float(offset))


def confidences(verdicts: Sequence[Verdict], table: Vector) -> Vector:
    """Of each question, the confidence in its best clause; 0 where it is refused whatever the weights are."""
    sure: Vector = 1 / (1 + np.exp(-(np.array([each.grounds for each in verdicts]) @ table)))
    return np.where([each.is_ruled_out for each in verdicts], 0.0, sure)


def threshold(verdicts: Sequence[Verdict], table: Vector, highest: float) -> float:
    """The highest threshold, up to `highest`, that refuses no more answerable questions than may be."""
    sure = np.sort(confidences([each for each in verdicts if each.is_answerable], table))
    found = float(sure[int(MOST_REFUSED * len(sure))]) if len(sure) else highest
    # 0: so many ask for years or places that are not there that no threshold keeps within the bounds.
    return min(highest, found) if found > 0 else highest


def refused(verdicts: Sequence[Verdict], table: Vector, enough: float, *, answerable: bool) -> float:
    """Share of the answerable, or of the other, questions that get no answer; 0 where there are none."""
    asked = [each for each in verdicts if each.is_answerable is answerable]
    return float(np.mean(confidences(asked, table) < enough)) if asked else 0.0


def calibration_error(sure: Vector, right: NDArray[np.bool_]) -> float:
    """The expected calibration error in ten bins; 0..1, lower is better."""
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = (abs(float(np.sum(sure[bins == at]) - np.sum(right[bins == at]))) for at in range(_BINS))
    return sum(gaps) / len(sure) if len(sure) else 0.0
