"""The verdict's weights: a logistic regression, held near the weights at the start by an L2 penalty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.fitting.examples import Verdict

Weights = NDArray[np.float64]
_PENALTY = 0.3
_BIAS = 0
"""Position of the ground that is always 1; it is free."""


def regress(verdicts: Sequence[Verdict], start: Weights) -> Weights:
    """The weights under which the verdicts are likeliest."""
    rows = np.array([each.grounds for each in verdicts])
    truth = np.array([each.is_answer for each in verdicts], float)
    counts = np.array([each.weight for each in verdicts])

    def loss(weights: Weights) -> tuple[float, Weights]:
        sure = probability(rows, weights)
        miss = -counts @ (truth * np.log(sure + 1e-12) + (1 - truth) * np.log(1 - sure + 1e-12))
        away = weights - start
        away[_BIAS] = 0.0
        return float(miss + _PENALTY * away @ away), rows.T @ (counts * (sure - truth)) + 2 * _PENALTY * away

    found: Weights = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def probability(rows: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
    """Of each row of grounds, the confidence."""
    confidence: NDArray[np.float64] = 1 / (1 + np.exp(-(rows @ weights)))
    return confidence
