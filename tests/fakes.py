"""Stand-ins that follow our protocols and give the same values on every run."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from embeddings.types import Encoders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.types import Progress, TextEncoder, Vectors


class FakeEncoder:
    """A `TextEncoder` without a model: texts that share pairs of characters are close.

    Each pair has a direction drawn from its SHA-256; a text is the sum of its pairs', with length 1.
    """

    def __init__(self, dimension: int = 64) -> None:
        self._dimension = dimension

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def fingerprint(self) -> str:
        return f"fake-{self._dimension}"

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return self._encode(texts, progress)

    def _encode(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        vectors = np.empty((len(texts), self._dimension), np.float32)
        for row, text in enumerate(texts):
            marked = f"\x02{text}\x03"
            pairs = pairwise(marked)
            total = np.sum([_direction(a + b, self._dimension) for a, b in pairs], axis=0)
            vectors[row] = total / np.linalg.norm(total)
            if progress is not None:
                progress("embedding", row + 1, len(texts))
        return vectors


def fake_encoders(accurate: TextEncoder | None = None) -> Encoders:
    """Two models in one record: the accurate one as given, or a fake one as well."""
    return Encoders(accurate or FakeEncoder(), FakeEncoder())


@cache
def _direction(pair: str, dimension: int) -> np.ndarray:
    seed = hashlib.sha256(pair.encode("utf-8", "surrogatepass")).digest()
    return np.random.default_rng(np.frombuffer(seed, np.uint32)).standard_normal(dimension)
