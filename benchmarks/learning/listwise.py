"""Weights of a linear score by which what is right comes first, pulled towards the weights at the start.

The likelihood is that of a softmax over what competes for one question (ListNet's top-one probability: Cao et al.,
"Learning to rank: from pairwise approach to listwise approach", ICML 2007). An L2 penalty on the distance from the
start keeps a few hundred questions from moving what they hardly speak of.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.learning.examples import Example

Vector = NDArray[np.float64]
_TEMPERATURE = 3.0
"""Scores are multiplied by it before the softmax: a score of 1 more is worth odds of about 20."""
_LEAST_SCALE = 0.1
"""A weight near 0 at the start moves as easily as one of this size: each is pulled in proportion to its size."""


def fit(examples: Sequence[Example], start: Vector, pull: float) -> Vector:
    """The weights under which what is right is likeliest to come first.

    Args:
        examples: at least one, every one counting the same.
        start: the weights pulled towards.
        pull: how strongly.
    """
    rows = np.concatenate([each.features for each in examples])
    right = np.concatenate([each.right for each in examples])
    sizes = [len(each.features) for each in examples]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(examples)), sizes)
    scale = np.maximum(np.abs(start), _LEAST_SCALE)

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = _TEMPERATURE * (rows @ weights)
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        # An underflow to 0 of all that is right must not end in a logarithm of 0.
        wanted = odds * right + 1e-300 * right
        everything, hoped = np.add.reduceat(odds, starts), np.add.reduceat(wanted, starts)
        away = (weights - start) / scale
        miss = float(np.mean(np.log(everything / hoped)) + pull * away @ away)
        slope = (odds / everything[owner] - wanted / hoped[owner]) @ rows
        return miss, _TEMPERATURE * slope / len(examples) + 2 * pull * away / scale

    found: Vector = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


def first_right(examples: Sequence[Example], weights: Vector) -> Vector:
    """Of each question, 1 if what scores best is right, else 0; of equals the one that stands first counts."""
    return np.array([float(each.passable[int(np.argmax(each.features @ weights))]) for each in examples])
