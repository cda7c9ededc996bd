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
class Reading:
    """What a passage says to a question."""

    answers: float
    """Log-odds that the passage answers; 0: as likely as not."""
    begins: NDArray[np.float32]
    """Shape (characters + 1,): how likely the answer begins before each character; rises from 0 to 1."""
    ends: NDArray[np.float32]
    """The same of its end."""

    def share(self, start: int, end: int) -> float:
        """How likely the answer begins and ends within some characters; 0..1."""
        last = len(self.begins) - 1
        start, end = max(0, min(start, last)), max(0, min(end, last))
        inside = self.begins[end] - self.begins[start] + self.ends[end] - self.ends[start]
        return max(0.0, float(inside) / 2)


class Reader(Protocol):
    """Reads passages with a question in mind. Safe to call from several threads."""

    def read(self, question: str, context: str, passage: str) -> Reading:
        """Read one passage; `context` tells where it stands: the title of its document and the heading over it."""
        ...


@dataclass(frozen=True, slots=True)
class Encoders:
    """The models that judge together how near a sentence is to a question, and whether it answers."""

    accurate: TextEncoder
    """The configured one; some milliseconds a text."""
    fast: TextEncoder
    """For single words and clauses, of which a question compares dozens; strong from English to Chinese."""
    reader: Reader | None = None
    """Reads the likeliest passages; None: its weights are not there, and answers are judged without it."""

    @property
    def fingerprint(self) -> str:
        """Names those that make vectors; what is kept of one pair is useless to another."""
        return f"{self.accurate.fingerprint}+{self.fast.fingerprint}"
