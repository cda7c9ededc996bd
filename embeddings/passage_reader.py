"""Reads a passage with a question in mind: how likely it answers, and where its words do.

A small BERT with three outputs a token, trained by `benchmarks/reader` from the lower layers of the bundled model, whose
word embeddings it shares. A token is scored as the beginning and as the end of the answer, and the first one also as a
sign that there is an answer at all: extractive question answering as of Devlin et al., "BERT" (2019), sections 4.2 and 4.3.
Weights are 8-bit; a passage of 150 characters takes 15 to 40 ms on one thread.

Input: `<s> question </s> where it stands </s> passage </s>`. Where it stands is the title and the last heading.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings.errors import DamagedFileError
from embeddings.onnx_session import open_session
from embeddings.text_cleaning import clean
from embeddings.types import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from embeddings.unigram import UnigramTokenizer
    from embeddings.word_table import WordTable

WEIGHTS = Path(__file__).with_name("reader.onnx")
"""Of the reading model that comes with the package."""
MANIFEST = WEIGHTS.with_suffix(".json")
"""Says what it was trained on and what it reached, and the SHA-256 of the weights."""
MOST_QUESTION, MOST_CONTEXT, MOST_PASSAGE = 48, 24, 230
"""Pieces that are read of each part; of a longer question its end, of the others their beginning."""
_ANSWERS, _BEGINS, _ENDS = 2, 0, 1
"""Positions of the outputs of a token."""


class PassageReader:
    """The reading model. Safe to call from several threads."""

    def __init__(self, tokenizer: UnigramTokenizer, words: WordTable, path: Path = WEIGHTS) -> None:
        """Open the weights.

        Args:
            tokenizer: of the bundled model.
            words: the word embeddings of the bundled model.
            path: of the weights; their manifest lies beside them.

        Raises:
            DamagedFileError: the weights or their manifest are missing or damaged.
        """
        _check(path)
        self._tokenizer = tokenizer
        self._words = words
        self._session = open_session(path, 1)

    def read(self, question: str, context: str, passage: str) -> Reading:
        """Read one passage.

        Args:
            question: in the words it was asked in.
            context: where the passage stands: its document's title and the heading over it; may be empty.
            passage: not longer than some 300 characters, what is beyond is not read.
        """
        # Offsets must stay those of the passage, so nothing is taken out.
        pieces, starts = self._tokenizer.pieces(clean(passage.replace("\0", " ")))
        pieces, starts = pieces[:MOST_PASSAGE], starts[:MOST_PASSAGE]
        asked = self._tokenizer.pieces(clean(question))[0][-MOST_QUESTION:]
        above = self._tokenizer.pieces(clean(context))[0][:MOST_CONTEXT] if context else []
        begin, end = self._tokenizer.beginning, self._tokenizer.end
        tokens = [begin, *asked, end, *above, end]
        first = len(tokens)
        tokens += [*pieces, end]
        words = self._words.look_up(tokens)[None]
        [found] = self._session.run(
            ["scores"], {"words": words, "lengths": np.array([len(tokens)], np.int32)}
        )
        scores = found[0]
        inside = scores[first : first + len(pieces)]
        size = len(passage)
        begins, ends = (_cumulated(inside[:, at], starts, size) for at in (_BEGINS, _ENDS))
        return Reading(float(scores[0, _ANSWERS]), begins, ends)


def _cumulated(scores: NDArray[np.float32], starts: list[int], size: int) -> NDArray[np.float32]:
    """Scores of pieces -> the likelihood before each character, shape (size + 1,)."""
    along = np.zeros(size + 1, np.float32)
    if len(scores):
        likely = np.exp(scores - scores.max())
        np.add.at(along, np.minimum(np.array(starts) + 1, size), likely / likely.sum())
    return np.cumsum(along, dtype=np.float32)


def _check(path: Path) -> None:
    manifest = path.with_suffix(".json")
    try:
        wanted = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFileError(path, "the reading model cannot be read") from error
    if digest != wanted:
        raise DamagedFileError(path, "it is not the reading model that its manifest names")
