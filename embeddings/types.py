"""What passes between the encoders and their callers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimension); every row has length 1, so an inner product is a cosine in -1..1."""

Progress = Callable[[str, int, int], None]
"""Told (what is being done, steps done, steps in all); called often, must return fast."""


def silent(_what: str, _done: int, _total: int) -> None:
    """The progress nobody watches."""


class TextEncoder(Protocol):
    """Turns texts into unit vectors. Safe to call from several threads."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Names the model, its weights and its prompts; equal fingerprints give interchangeable vectors."""
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed what is asked; shape (len(texts), dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed what is searched; shape (len(texts), dimension), in the order given."""
        ...


@dataclass(frozen=True, slots=True)
class Encoders:
    """The models that judge together how near a sentence is to a question."""

    accurate: TextEncoder
    """The configured one; some milliseconds a text."""
    fast: TextEncoder
    """For single words and clauses, of which a question compares dozens; strong from English to Chinese."""

    @property
    def fingerprint(self) -> str:
        """Names both; what is kept of one pair is useless to another."""
        return f"{self.accurate.fingerprint}+{self.fast.fingerprint}"
