"""Every example judged by weights that were fitted on other documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.examples import Example, Verdict

SEED = 20170110
"""Decides which documents share a fold, and nothing else."""
FOLDS = 5
Kind = TypeVar("Kind", Example, Verdict)
Fitted = TypeVar("Fitted")


def held_out(
    examples: Sequence[Kind],
    fit: Callable[[Sequence[Kind]], Fitted],
    judge: Callable[[Sequence[Kind], Fitted], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """What `judge` says of each example under what `fit` made of the folds that it is not in.

    A document is whole in one fold. Where there is one document alone, nothing can be held out: not a number.
    """
    found = np.full(len(examples), np.nan)
    documents = [each.source.document for each in examples]
    folds = min(FOLDS, len(set(documents)))
    if folds < 2:
        return found
    # Imported here because it takes seconds, in the tests of all that stands on this, too.
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415

    for learned, held in GroupKFold(folds, shuffle=True, random_state=SEED).split(found, groups=documents):
        fitted = fit([examples[at] for at in learned])
        found[held] = judge([examples[at] for at in held], fitted)
    return found
