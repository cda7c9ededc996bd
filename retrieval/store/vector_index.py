"""Vectors in memory by id, and packed into files by row. The only user of FAISS.

The words of the documents are some ten thousand: exact inner products of unit vectors (IndexFlatIP under IndexIDMap2).
Sentences are over a million: 8 bits a component (IndexScalarQuantizer), an eighth of a gigabyte for 300,000 of them,
mapped into memory, so that only the rows a question comes to are read. A cosine is off by less than 0.002. Which rows a
question comes to among all of them is told by product-quantised codes of half a byte for four components
(IndexPQFastScan; André et al., "Quicker ADC", 2019, https://arxiv.org/abs/1812.09162): a million are gone through in some
milliseconds, and the best are then compared by their 8-bit vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.errors import DamagedIndexError

Ids = NDArray[np.int64]
Cosines = NDArray[np.float32]
Rows = NDArray[np.int64]

_THREADS = 1
"""Questions run side by side; threads inside one search would only wait for each other."""
_CODED_TOGETHER = 4
"""Components of a code."""
_CODE_BITS = 4
"""What fast scanning takes."""
_SAMPLE = 8192
"""Vectors the codes are learnt from, in a second: 512 for each of a codebook's 16 entries."""


class VectorIndex:
    """The vectors of the documents' words, held in memory and compared exactly; sentences are in `PackedVectors`."""

    def __init__(self, index: faiss.Index) -> None:
        faiss.omp_set_num_threads(_THREADS)
        self._index = index

    @classmethod
    def build(cls, ids: Sequence[int], vectors: NDArray[np.float32]) -> VectorIndex:
        """Index unit vectors of shape (len(ids), dimension) under their ids."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64))
        return cls(index)

    @classmethod
    def load(cls, file: Path) -> VectorIndex:
        """Read what `save` wrote.

        Raises:
            DamagedIndexError: the file is not such an index.
        """
        return cls(_read(file))

    def save(self, file: Path) -> None:
        """Write the index to a file."""
        _write(file, self._index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: NDArray[np.float32], limit: int) -> tuple[Ids, Cosines]:
        """The nearest words to one unit vector, best first.

        Args:
            vector: of an English word or phrase, as the translator asks it.
            limit: how many.

        Returns:
            Ids and cosines (-1..1, higher is nearer), at most `limit` of each.
        """
        return _nearest(self._index, vector, min(limit, len(self)), None)

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of known ids, shape (len(ids), dimension).

        Raises:
            KeyError: an id is not in the index.
        """
        try:
            rows = [self._index.reconstruct(int(key)) for key in ids]
        except RuntimeError as error:
            raise KeyError(str(error)) from error
        return np.stack(rows) if rows else np.empty((0, self._index.d), np.float32)


class PackedVectors:
    """Unit vectors in a file, 8 bits a component, by row."""

    def __init__(self, index: faiss.Index) -> None:
        faiss.omp_set_num_threads(_THREADS)
        self._index = index

    @classmethod
    def open(cls, file: Path) -> PackedVectors:
        """Map a file that `pack` wrote; only what is read of it takes memory.

        Raises:
            DamagedIndexError: the file is not such an index.
        """
        return cls(_read(file, faiss.IO_FLAG_MMAP_IFC))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def rows(self, start: int, count: int) -> NDArray[np.float32]:
        """The vectors of rows start..start+count-1, shape (count, dimension), of a length near 1."""
        if not count:
            return np.empty((0, self._index.d), np.float32)
        found: NDArray[np.float32] = self._index.reconstruct_n(start, count)
        return found

    def pick(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of some rows, shape (len(rows), dimension)."""
        found: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return found

    def search(
        self, vector: NDArray[np.float32], limit: int, among: Sequence[range] | None = None
    ) -> tuple[Rows, Cosines]:
        """The rows nearest to a unit vector, best first, with their cosines; every row is compared.

        Args:
            vector: a question's.
            limit: how many.
            among: the only rows to compare; None: all.
        """
        chosen = None
        if among is not None:
            wanted = np.zeros(len(self), bool)
            for rows in among:
                wanted[rows.start : rows.stop] = True
            bits = np.packbits(wanted, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))  # FAISS keeps neither alive
            chosen = faiss.SearchParameters()
            chosen.sel = selector
        return _nearest(self._index, vector, min(limit, len(self)), chosen)


class CodedVectors:
    """Short codes of unit vectors, by row, that are gone through quickly."""

    def __init__(self, index: faiss.Index) -> None:
        faiss.omp_set_num_threads(_THREADS)
        self._index = index

    @classmethod
    def open(cls, file: Path) -> CodedVectors:
        """Read a file that `encode` wrote; it takes its size in memory.

        Raises:
            DamagedIndexError: the file is not such an index.
        """
        return cls(_read(file))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: NDArray[np.float32], limit: int) -> tuple[Rows, Cosines]:
        """The rows whose codes are nearest to a unit vector, best first, with their cosines, off by some hundredths."""
        return _nearest(self._index, vector, min(limit, len(self)), None)


def _read(file: Path, flags: int = 0) -> faiss.Index:
    try:
        return faiss.read_index(str(file), flags)
    except RuntimeError as error:
        raise DamagedIndexError(file, "the vectors cannot be read") from error


def _write(file: Path, index: faiss.Index) -> None:
    # FAISS's own writer does not notice a disk that runs full at the last block.
    file.write_bytes(faiss.serialize_index(index).tobytes())


def _nearest(
    index: faiss.Index, vector: NDArray[np.float32], count: int, chosen: faiss.SearchParameters | None
) -> tuple[Rows, Cosines]:
    if not count:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    cosines, rows = index.search(
        np.ascontiguousarray(vector, np.float32).reshape(1, -1), count, params=chosen
    )
    found = rows[0] >= 0  # FAISS fills up with -1
    return rows[0][found], cosines[0][found]


def pack(file: Path, vectors: NDArray[np.float32]) -> None:
    """Write unit vectors of shape (rows, dimension), a byte a component.

    Raises:
        OSError: the file cannot be written.
    """
    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(vectors)
    index.add(vectors)
    _write(file, index)


def may_be_coded(dimension: int) -> bool:
    """Whether vectors of this many components have codes."""
    return dimension % _CODED_TOGETHER == 0


def encode(file: Path, vectors: NDArray[np.float32]) -> None:
    """Write the codes of unit vectors of shape (rows, dimension), an eighth of a byte a component.

    Raises:
        OSError: the file cannot be written.
    """
    faiss.omp_set_num_threads(_THREADS)
    dimension = vectors.shape[1]
    index = faiss.IndexPQFastScan(
        dimension, dimension // _CODED_TOGETHER, _CODE_BITS, faiss.METRIC_INNER_PRODUCT
    )
    drawn = np.random.default_rng(0).permutation(len(vectors))[:_SAMPLE]
    index.train(vectors[np.sort(drawn)])
    index.add(vectors)
    _write(file, index)
