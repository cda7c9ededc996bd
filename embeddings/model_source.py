"""What a model must tell for a prepared form to be made of it, wherever its weights lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


class Pooling(StrEnum):
    """How the vectors of a text's tokens become the vector of the text."""

    MEAN = "mean"
    FIRST = "cls"


class Activation(StrEnum):
    """The function between the two halves of a feed-forward layer."""

    GELU = "gelu"
    GELU_TANH = "gelu_tanh"
    RELU = "relu"


class TokenizerKind(StrEnum):
    """Who reads the tokenizer files of a prepared folder."""

    UNIGRAM = "unigram"
    LIBRARY = "tokenizers"


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    layer_norm_epsilon: float
    activation: Activation
    max_tokens: int
    first_position: int
    """Row of the position table that the first token uses: 0 in BERT, the padding's number + 1 in RoBERTa."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What surrounds the encoder."""

    pooling: Pooling
    question_prompt: str
    passage_prompt: str
    lower_case: bool = False
    """Whether texts are put into lower case before the tokenizer sees them."""


class ModelSource(Protocol):
    """A BERT encoder's weights and tokenizer; tensors go by the names transformers gives them."""

    @property
    def name(self) -> str:
        """How messages call the model."""
        ...

    @property
    def architecture(self) -> Architecture:
        """Sizes."""
        ...

    @property
    def recipe(self) -> Recipe:
        """Pooling and prompts."""
        ...

    def content_hash(self) -> str:
        """SHA-256 over the weights and the tokenizer, in hex."""
        ...

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor, such as `encoder.layer.0.output.dense.weight`, shape as torch keeps it."""
        ...

    def word_rows(self, start: int, stop: int) -> NDArray[np.float32]:
        """Rows of the word embeddings, shape (stop - start, hidden)."""
        ...

    def save_tokenizer(self, folder: Path) -> tuple[TokenizerKind, tuple[str, ...]]:
        """Write the tokenizer's files; return who reads them and their names."""
        ...
