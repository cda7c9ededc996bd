"""Runs a prepared model with ONNX Runtime alone: no torch, ready in a few tenths of a second.

Texts are run one by one and not padded into batches. The graph rounds activations by the largest value of a call, so
in a batch a text's vector would depend on its neighbours; alone it is always the same, to the last bit, and on a
processor the speed is the same too. Several threads take texts side by side; only a text that comes alone is shared.

A text longer than the model reads (512 pieces for the bundled one, some 700 Chinese characters) is cut, as
sentence-transformers does.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from embeddings.model_source import Pooling, TokenizerKind
from embeddings.onnx_session import open_session
from embeddings.passage_reader import WEIGHTS, PassageReader
from embeddings.prepared_folder import GRAPH, WORDS
from embeddings.text_cleaning import clean
from embeddings.unigram import UnigramTokenizer
from embeddings.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

    from embeddings.manifest import Manifest
    from embeddings.prepared_folder import PreparedFolder
    from embeddings.types import Progress, Vectors

EMBEDDING = "embedding"
LIBRARY_TOKENIZER = "tokenizer.json"
_SMALLEST_LENGTH = 1e-12


class _Tokenizer(Protocol):
    def encode(self, text: str) -> list[int]: ...


class PreparedEncoder:
    """A `TextEncoder` over a prepared folder."""

    def __init__(self, prepared: PreparedFolder, threads: int) -> None:
        """Open the model.

        Raises:
            DamagedFileError: ONNX Runtime cannot read the graph.
        """
        self._manifest = prepared.manifest
        self._threads = threads
        self._tokenizer = _open_tokenizer(prepared.path, prepared.manifest)
        self._words = WordTable(prepared.path / WORDS, prepared.manifest.dimension)
        self._session = open_session(prepared.path / GRAPH, 1)
        self._shared_session = open_session(prepared.path / GRAPH, threads) if threads > 1 else self._session

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._manifest.dimension

    @property
    def fingerprint(self) -> str:
        """Names the weights, their rounding and the prompts."""
        return self._manifest.fingerprint

    def reader(self, weights: Path = WEIGHTS) -> PassageReader | None:
        """The reading model, with the pieces and words of this one; None: they are not the bundled model's.

        Args:
            weights: of the reading model.

        Raises:
            DamagedFileError: they are missing or damaged.
        """
        if not isinstance(self._tokenizer, UnigramTokenizer):
            return None
        return PassageReader(self._tokenizer, self._words, weights)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed what is asked; shape (len(texts), dimension)."""
        return self._encode(self._manifest.recipe.question_prompt, texts, None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed what is searched; shape (len(texts), dimension), in the order given."""
        return self._encode(self._manifest.recipe.passage_prompt, texts, progress)

    def _encode(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        prompted = [prompt + text for text in texts]
        alone = partial(self._vector, self._session)
        if len(texts) == 1:
            self._collect([self._vector(self._shared_session, prompted[0])], vectors, progress)
        elif self._threads == 1:
            self._collect(map(alone, prompted), vectors, progress)
        else:
            with ThreadPoolExecutor(self._threads, thread_name_prefix="embedding") as pool:
                self._collect(pool.map(alone, prompted), vectors, progress)
        return vectors

    @staticmethod
    def _collect(found: Iterable[NDArray[np.float32]], vectors: Vectors, progress: Progress | None) -> None:
        for row, vector in enumerate(found):
            vectors[row] = vector
            if progress is not None:
                progress(EMBEDDING, row + 1, len(vectors))

    def _vector(self, session: onnxruntime.InferenceSession, text: str) -> NDArray[np.float32]:
        tokens = self._tokens(text)
        words = self._words.look_up(tokens)[None]
        lengths = np.array([len(tokens)], np.int32)
        [states] = session.run(["states"], {"words": words, "lengths": lengths})
        pooled = states[0].mean(axis=0) if self._manifest.recipe.pooling is Pooling.MEAN else states[0, 0]
        unit: NDArray[np.float32] = pooled / max(float(np.linalg.norm(pooled)), _SMALLEST_LENGTH)
        return unit

    def _tokens(self, text: str) -> list[int]:
        text = clean(text)
        return self._tokenizer.encode(text.lower() if self._manifest.recipe.lower_case else text)


class _LibraryTokenizer:
    """Any fast tokenizer of the ecosystem."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        # Imported here because the bundled model does without.
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def encode(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text).ids)


def _open_tokenizer(folder: Path, manifest: Manifest) -> _Tokenizer:
    if manifest.tokenizer is TokenizerKind.UNIGRAM:
        return UnigramTokenizer(folder, manifest.max_tokens)
    return _LibraryTokenizer(folder / LIBRARY_TOKENIZER, manifest.max_tokens)
