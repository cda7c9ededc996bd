"""The sentence vectors of an index: one file for each segment and model, filled part by part.

    vectors/SEGMENT.MODEL.faiss        of all sentences of a segment, a byte a component
    vectors/SEGMENT.MODEL.pq.faiss     short codes of the same, of the fast model: see `CodedVectors`
    vectors/parts/SEGMENT.MODEL.N.npy  of some thousand sentences, until the segment is whole

MODEL is short for the encoder's fingerprint, so vectors of another model are simply not there. A file is whole or
missing; whatever is missing is made by `backfill`, and questions do without in the meantime. Each file carries its
checksum (`checksums`), with which it is compared when asked for, not at every opening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np

from embeddings.types import Vectors
from retrieval.errors import DamagedIndexError
from retrieval.store import durable
from retrieval.store.checksums import Soundness, seal, soundness
from retrieval.store.segments import Segment
from retrieval.store.vector_index import CodedVectors, PackedVectors, encode, may_be_coded, pack

PART_ROWS = 2048
"""Sentences of a part: what a stop costs is at most some seconds of work for each process."""

LEAST_CODED = 4096
"""Sentences of a segment that has codes; to compare the vectors of fewer takes a quarter of a millisecond."""
_LEAST_LENGTH = 0.5
_CODES = ".pq.faiss"


class VectorFiles:
    """The files of one model."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder
        self._parts = folder / "parts"
        self._model = hashlib.sha256(fingerprint.encode()).hexdigest()[:12]
        self._damaged: dict[Path, int] = {}
        """Files that are not opened, because they were found to be damaged, and when they were written."""

    def open(self, segment: Segment) -> PackedVectors | None:
        """The vectors of a segment; None: they are not there yet, or damaged and to be made anew."""
        file = self._file(segment)
        if not file.exists() or self._is_known_to_be_damaged(file):
            return None
        try:
            vectors = PackedVectors.open(file)
        except DamagedIndexError:
            return None
        return vectors if len(vectors) == segment.starts[-1] else None

    def codes(self, segment: Segment) -> CodedVectors | None:
        """The codes of a segment's vectors; None: it does without, or they are damaged and to be made anew."""
        file = self._codes(segment)
        if not file.exists() or self._is_known_to_be_damaged(file):
            return None
        try:
            codes = CodedVectors.open(file)
        except DamagedIndexError:
            return None
        return codes if len(codes) == segment.starts[-1] else None

    def verify(self, segment: Segment) -> list[Path]:
        """Compare the files of a segment with their checksums; damaged ones count as missing from now on.

        Returns:
            Those that are damaged, and were not known to be.
        """
        found = [
            file
            for file in (self._file(segment), self._codes(segment))
            if file.exists()
            and not self._is_known_to_be_damaged(file)
            and (soundness(file) is Soundness.DAMAGED or not _can_be_read(file))
        ]
        self._damaged |= {file: file.stat().st_mtime_ns for file in found}
        return found

    def remove_damaged(self, segment: Segment) -> None:
        """Remove what `verify` finds damaged, and damaged parts: they are then made anew.

        Raises:
            OSError: a file cannot be removed.
        """
        self.verify(segment)
        for file in (self._file(segment), self._codes(segment)):
            if file.exists() and self._is_known_to_be_damaged(file):
                file.unlink()
        for part in range(parts_of(segment)):
            if soundness(file := self._part(segment, part)) is Soundness.DAMAGED:
                file.unlink(missing_ok=True)

    def encode(self, segment: Segment) -> None:
        """Make the codes of a segment whose vectors are there, if it is large enough to need them.

        Raises:
            OSError: they cannot be written.
        """
        if segment.starts[-1] < LEAST_CODED or self.codes(segment) or (held := self.open(segment)) is None:
            return
        vectors = held.rows(0, len(held))
        if may_be_coded(vectors.shape[1]):
            durable.write(self._codes(segment), lambda aside: _sealed(encode, aside, vectors))

    def has(self, segment: Segment) -> bool:
        """Whether the vectors of a segment are there, whole."""
        return self.open(segment) is not None

    def has_part(self, segment: Segment, part: int) -> bool:
        """Whether the vectors of a part are there."""
        return self._part(segment, part).exists()

    def count(self, segment: Segment, dead: AbstractSet[int]) -> int:
        """How many sentences of a segment have a vector, without those of its dead documents."""
        there = np.zeros(segment.starts[-1], bool)
        if self.has(segment):
            there[:] = True
        else:
            for part in range(parts_of(segment)):
                if self.has_part(segment, part):
                    there[part * PART_ROWS : (part + 1) * PART_ROWS] = True
        for number in dead:
            there[segment.starts[number] : segment.starts[number + 1]] = False
        return int(there.sum())

    def write_part(self, segment: Segment, part: int, vectors: Vectors) -> None:
        """Keep the vectors of rows part * PART_ROWS and on.

        Raises:
            OSError: they cannot be written.
        """
        self._parts.mkdir(parents=True, exist_ok=True)
        halves = vectors.astype(np.float16)
        durable.write(self._part(segment, part), lambda aside: _sealed(_save, aside, halves))

    def join(self, segment: Segment) -> None:
        """Make the file of a segment, if all its parts are there; damaged ones are removed, and missing again.

        Raises:
            OSError: it cannot be written, or a part cannot be read.
        """
        files = [self._part(segment, part) for part in range(parts_of(segment))]
        if self.has(segment) or not all(file.exists() for file in files):
            return
        try:
            vectors = np.concatenate([np.load(file).astype(np.float32) for file in files])
        except (ValueError, EOFError):  # what numpy raises for a file that is not its own
            vectors = np.empty((0, 0), np.float32)
        if len(vectors) == segment.starts[-1]:
            durable.write(self._file(segment), lambda aside: _sealed(pack, aside, vectors))
        for file in files:
            file.unlink(missing_ok=True)

    def _is_known_to_be_damaged(self, file: Path) -> bool:
        """Not so if another process has written it anew since."""
        found = self._damaged.get(file)
        return found is not None and found == file.stat().st_mtime_ns

    def _file(self, segment: Segment) -> Path:
        return self._folder / f"{segment.name}.{self._model}.faiss"

    def _codes(self, segment: Segment) -> Path:
        return self._folder / f"{segment.name}.{self._model}{_CODES}"

    def _part(self, segment: Segment, part: int) -> Path:
        return self._parts / f"{segment.name}.{self._model}.{part}.npy"


def parts_of(segment: Segment) -> int:
    """How many parts the sentences of a segment make."""
    return -(-segment.starts[-1] // PART_ROWS)


def is_there(vector: np.ndarray) -> bool:
    """Whether a row is a vector, of length 1 or nearly so, and not the nothing that a deleted document has."""
    return bool(vector @ vector > _LEAST_LENGTH**2)


def remove_gaps(folder: Path, segment: Segment) -> None:
    """Remove the vectors of a segment that comes back, if some of its documents were gone when they were made."""
    for file in folder.glob(f"{segment.name}.*.faiss"):
        if file.name.endswith(_CODES):
            continue
        try:
            packed = PackedVectors.open(file)
            is_whole = all(map(is_there, packed.rows(0, len(packed))))
        except DamagedIndexError:
            is_whole = False
        if not is_whole:
            file.with_suffix(_CODES).unlink(missing_ok=True)
            file.unlink(missing_ok=True)
    for file in folder.glob(f"parts/{segment.name}.*"):
        file.unlink(missing_ok=True)


def remove_all_but(folder: Path, segments: set[str]) -> None:
    """Remove the vectors of segments that are no more."""
    for file in [*folder.glob("*.faiss*"), *folder.glob("parts/*")]:
        if file.name.split(".")[0] not in segments:
            file.unlink(missing_ok=True)


def _can_be_read(file: Path) -> bool:
    try:
        PackedVectors.open(file)
    except DamagedIndexError:
        return False
    return True


def _sealed(write: Callable[[Path, np.ndarray], None], file: Path, vectors: np.ndarray) -> None:
    write(file, vectors)
    seal(file)


def _save(file: Path, vectors: np.ndarray) -> None:
    with file.open("wb") as stream:  # numpy would add .npy to a name of its own choosing
        np.save(stream, vectors)
