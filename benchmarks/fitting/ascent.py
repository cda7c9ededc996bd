"""Weights of a linear score, found by coordinate ascent on the measure itself.

Metzler and Croft, "Linear feature-based models for information retrieval" (Information Retrieval, 2007): one weight at
a time is moved, and the move kept where it helps. The measure is the share of questions with something right first,
every group of questions counting the same, and a small part of the mean log-likelihood of a softmax over what
competes, which tells apart two settings that get the same questions right. A pull towards the weights at the start
keeps moves that nothing speaks for from being made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting.examples import Example

Weights = NDArray[np.float64]
_STEPS = (0.6, 0.8, 0.9, 1.1, 1.25, 1.6)
_ROUNDS = 3
_LIKELIHOOD = 0.05
_TEMPERATURE = 3.0
"""Scores are multiplied by it before the softmax: a score of 1 more is worth odds of about 20."""
_PULL = 0.002
"""Taken off for the mean square of the logarithms of what the weights were multiplied by."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """The examples of several questions as one array, for speed."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    passable: NDArray[np.bool_]
    starts: NDArray[np.int64]
    owner: NDArray[np.int64]
    """Of each row: its question's number."""
    share: NDArray[np.float64]
    """What each question counts; sums to 1."""


def stack(examples: Sequence[Example]) -> Stacked:
    """Put examples together."""
    sizes = np.array([len(each.features) for each in examples])
    groups = [each.group for each in examples]
    counts = {group: groups.count(group) for group in groups}
    share = np.array([1 / counts[group] / len(counts) for group in groups])
    return Stacked(
        rows=np.concatenate([each.features for each in examples]),
        right=np.concatenate([each.right for each in examples]),
        passable=np.concatenate([each.passable for each in examples]),
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        owner=np.repeat(np.arange(len(examples)), sizes),
        share=share,
    )


def first_right(data: Stacked, weights: Weights) -> NDArray[np.bool_]:
    """Of each question, whether what scores best is right."""
    scores = data.rows @ weights
    best = np.maximum.reduceat(scores, data.starts)
    # Ties go to what stands first, as in the ranking itself.
    firsts = np.flatnonzero(scores == best[data.owner])
    _, at = np.unique(data.owner[firsts], return_index=True)
    found: NDArray[np.bool_] = data.passable[firsts[at]]
    return found


def objective(data: Stacked, weights: Weights, start: Weights) -> float:
    """What is to be as high as possible."""
    scores = _TEMPERATURE * (data.rows @ weights)
    scores -= np.maximum.reduceat(scores, data.starts)[data.owner]
    odds = np.exp(scores)
    likelihood = np.log(
        np.add.reduceat(odds * data.right, data.starts) / np.add.reduceat(odds, data.starts) + 1e-6
    )
    moved = np.log(np.divide(weights, start, out=np.ones_like(weights), where=start != 0))
    measure = float(data.share @ first_right(data, weights) + _LIKELIHOOD * (data.share @ likelihood))
    return measure - _PULL * float(np.mean(moved**2))


def ascend(data: Stacked, start: Weights, seed: int) -> Weights:
    """The weights that the ascent ends at; a weight of 0 stays 0, and none changes its sign."""
    order = np.random.default_rng(seed)
    weights = start.copy()
    best = objective(data, weights, start)
    for _ in range(_ROUNDS):
        before = best
        for at in order.permutation(len(weights)):
            for step in _STEPS:
                moved = weights.copy()
                moved[at] *= step
                value = objective(data, moved, start)
                if value > best + 1e-9:
                    weights, best = moved, value
        if best <= before + 1e-6:
            break
    return weights
