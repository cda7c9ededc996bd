"""The word embeddings of a prepared model: 8-bit rows on disk, of which only the needed ones are ever read.

A multilingual vocabulary is four fifths of a small model's weights, and a text uses a few dozen rows. A row is the
embedding in blocks that share a 16-bit scale, followed by those scales, so one read of about 400 bytes gets it. Reading (and not
memory-mapping) keeps the table out of the process's memory: the kernel maps 64 KB around every row touched.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.model_source import ModelSource

_BLOCK = 32
_INT8 = 127
_ROWS_AT_ONCE = 16384
_SMALLEST_SCALE = np.float16(6e-8)
"""The smallest 16-bit float above 0, for blocks of zeros."""


class WordTable:
    """Looks up word embeddings; safe to share between threads."""

    def __init__(self, path: Path, hidden: int) -> None:
        self._row = _row_layout(hidden)
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))

    def look_up(self, words: list[int]) -> NDArray[np.float32]:
        """Embeddings of words by their numbers, shape (len(words), hidden)."""
        size = self._row.itemsize
        stored = b"".join([os.pread(self._file, size, word * size) for word in words])
        rows = np.frombuffer(stored, self._row)
        values = rows["values"].astype(np.float32) * rows["scales"].astype(np.float32)[:, :, None]
        return values.reshape(len(words), -1)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)


def save_word_table(source: ModelSource, path: Path) -> None:
    """Write the table, a few rows at a time so that it is never whole in memory."""
    sizes = source.architecture
    layout = _row_layout(sizes.hidden)
    with path.open("wb") as file:
        for start in range(0, sizes.vocabulary, _ROWS_AT_ONCE):
            stop = min(start + _ROWS_AT_ONCE, sizes.vocabulary)
            file.write(_rounded(source.word_rows(start, stop), layout).tobytes())


def _row_layout(hidden: int) -> np.dtype[np.void]:
    block = _BLOCK if hidden % _BLOCK == 0 else hidden
    return np.dtype([("values", "i1", (hidden // block, block)), ("scales", "<f2", (hidden // block,))])


def _rounded(rows: NDArray[np.float32], layout: np.dtype[np.void]) -> NDArray[np.void]:
    table = np.empty(len(rows), layout)
    blocks = rows.reshape(table["values"].shape)
    scales = np.maximum((np.abs(blocks).max(axis=-1) / _INT8).astype(np.float16), _SMALLEST_SCALE)
    steps = np.rint(blocks / scales.astype(np.float32)[:, :, None])
    table["values"] = np.clip(steps, -_INT8, _INT8).astype(np.int8)
    table["scales"] = scales
    return table
