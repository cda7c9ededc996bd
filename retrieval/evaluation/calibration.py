"""Whether the confidence of answers is how often they are right.

Of the questions that got an answer; a refusal's confidence is in the refusal. Three views: the reliability table for
people who read it, the expected calibration error (Naeini et al. 2015, https://ojs.aaai.org/index.php/AAAI/article/view/9602)
and the area under the ROC curve, which asks only whether right answers are surer than wrong ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.evaluation.scoring import REFUSALS, Outcome

_BINS = 10
_CONFIDENCES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Bounds of the rows of the reliability table; the last lies above every confidence."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often answers given with a confidence in low..high were right."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean; 0..1."""
    right: float
    """Share with a gold line first and an acceptable short answer; 0..1."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Two figures on the confidence of the answers given; None where they cannot be told."""

    count: int
    """Answers given, to unanswerable questions, too."""
    error: float | None
    """Expected calibration error in ten bins of equal width, 0..1, lower is better; None: no answer was given."""
    area: float | None
    """Under the ROC curve, 0..1, 0.5 is chance; None: the answers given are all right or all wrong."""


def reliability(outcomes: Sequence[Outcome]) -> list[Reliability]:
    """Whether a confidence of 0.9 means right nine times in ten; of the questions that got an answer."""
    given = _given(outcomes)
    table: list[Reliability] = []
    for low, high in pairwise(_CONFIDENCES):
        inside = [each for each in given if low <= each.answer.confidence < high]
        if inside:
            sure = sum(each.answer.confidence for each in inside) / len(inside)
            right = sum(each.found_at_1 and each.answered for each in inside) / len(inside)
            table.append(Reliability(low, min(high, 1.0), len(inside), sure, right))
    return table


def calibration(outcomes: Sequence[Outcome]) -> Calibration:
    """How far confidence is from being right, and whether it tells right from wrong.

    Right is an answerable question whose short answer has an acceptable string; an answer to an unanswerable one is wrong.
    """
    given = [(each.answer.confidence, _is_right(each)) for each in _given(outcomes)]
    return Calibration(len(given), _error(given), _area(given))


def _given(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [each for each in outcomes if each.answer.status not in REFUSALS]


def _is_right(outcome: Outcome) -> bool:
    return outcome.judged.answerable and outcome.answered


def _error(given: Sequence[tuple[float, bool]]) -> float | None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, is_right in given:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, is_right))
    gaps = (abs(sum(sure for sure, _ in each) - sum(right for _, right in each)) for each in bins.values())
    return sum(gaps) / len(given) if given else None


def _area(given: Sequence[tuple[float, bool]]) -> float | None:
    """The share of pairs of a right and a wrong answer in which the right one is the surer; a tie is half a pair."""
    right = [confidence for confidence, is_right in given if is_right]
    wrong = [confidence for confidence, is_right in given if not is_right]
    if not right or not wrong:
        return None
    won = sum((sure > other) + (sure == other) / 2 for sure in right for other in wrong)
    return won / (len(right) * len(wrong))
