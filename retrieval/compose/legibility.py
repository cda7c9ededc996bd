"""An answer whose figure is hard to read in the scan that it was read from is a possibility, however well it answers."""

from __future__ import annotations

from dataclasses import replace

from retrieval.types import Answer

_POSSIBLE = 0.4
"""Below the half from which on an answer is asserted."""


def as_legible(answer: Answer) -> Answer:
    """The answer, no surer than its figures are to read."""
    if not answer.is_doubtful or answer.confidence <= _POSSIBLE:
        return answer
    return replace(answer, confidence=_POSSIBLE)
