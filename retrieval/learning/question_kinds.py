"""What kind of answer a question wants, judged by a model that was learned from the types of the question sets.

A multinomial logistic regression over two views of the question: its vector by the fast model, which is near for
questions that mean the same in other words, and its character pairs and words, hashed into a fixed number of columns
(Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009). `benchmarks/learning/kinds.py`
learns it and writes `question_kinds.npz`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import LearnedWeightsError

KINDS = Path(__file__).with_name("question_kinds.npz")
"""The model that comes with the package."""
COLUMNS = 2048
"""Of the hashed character pairs and words."""
_LONGEST = 3
"""Characters of the longest Chinese piece that is looked at."""
_HAN = re.compile(r"[一-鿿]")
_WORD = re.compile(r"[a-z']+")


class Kind(StrEnum):
    """What a question wants as its answer."""

    FIGURE = "figure"
    LIST = "list"
    WORDS = "words"
    """Clauses that say how, why, or what there is to say about a subject."""
    FACT = "fact"
    """A name, a person, a day."""
    YES_NO = "yesno"
    COMPARISON = "compare"
    TALK = "talk"
    """Nothing that a document could say."""


@dataclass(frozen=True, slots=True)
class QuestionKinds:
    """The learned model. Safe to call from several threads."""

    weights: NDArray[np.float32]
    """Shape (kinds, dimensions of a vector + COLUMNS)."""
    offsets: NDArray[np.float32]
    """Shape (kinds,)."""
    kinds: tuple[Kind, ...]

    def likelihoods(self, text: str, vector: NDArray[np.float32]) -> Mapping[Kind, float]:
        """How likely a question wants each kind of answer; each 0..1, together 1.

        Args:
            text: of the question, normalised.
            vector: the question's by the fast model, shape (dimensions,), of length 1.

        Returns:
            0 for all kinds if the vector is of another model than the one that was learned with.
        """
        if len(vector) + COLUMNS != self.weights.shape[1]:
            return dict.fromkeys(self.kinds, 0.0)
        odds = self.weights @ features_of(text, vector) + self.offsets
        shares = np.exp(odds - odds.max())
        return dict(zip(self.kinds, map(float, shares / shares.sum()), strict=True))


def features_of(text: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """A question as the model sees it, shape (dimensions of its vector + COLUMNS,)."""
    hashed = np.zeros(COLUMNS, np.float32)
    columns = sorted({zlib.crc32(piece.encode()) % COLUMNS for piece in _pieces(text)})
    hashed[columns] = 1 / np.sqrt(max(1, len(columns)))
    return np.concatenate([vector.astype(np.float32), hashed])


def read_kinds(path: Path = KINDS) -> QuestionKinds:
    """Read the learned model.

    Raises:
        LearnedWeightsError: the file is not there or damaged.
    """
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as held:
            kinds = tuple(Kind(str(name)) for name in held["kinds"])
            return QuestionKinds(
                held["weights"].astype(np.float32), held["offsets"].astype(np.float32), kinds
            )
    except OSError as error:
        raise LearnedWeightsError(path, "the file cannot be read") from error
    except (KeyError, ValueError, BadZipFile) as error:
        raise LearnedWeightsError(path, "the file is damaged") from error


def _pieces(text: str) -> set[str]:
    """Its characters one to three together, its Latin words one and two together; every number is one character."""
    tidy = f"^{re.sub(r'[0-9]+', '0', text.lower()).strip()}$"
    words = _WORD.findall(tidy)
    pieces = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    if _HAN.search(tidy):
        for length in range(1, _LONGEST + 1):
            pieces.update(tidy[at : at + length] for at in range(len(tidy) - length + 1))
    return pieces
