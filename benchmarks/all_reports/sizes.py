"""Smaller corpora out of the index of all reports, each with its own index: vectors are taken over, not made again.

Each corpus holds the one before it: first the report that the Panjin questions are about, then those that the
questions over all reports are about, then any.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.opened import models
from benchmarks.all_reports.question_lists import PANJIN, reports_questions
from embeddings import Encoders, EncoderSettings, Vectors
from retrieval.building import indexing
from retrieval.store.index_store import IndexStore
from retrieval.store.segments import Segment
from retrieval.store.segments_in_use import open_segments
from retrieval.store.vector_files import PART_ROWS, VectorFiles, parts_of

_MARK = "made-from"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Some reports with their index."""

    files: tuple[str, ...]
    index: Path

    @property
    def size(self) -> int:
        """How many reports."""
        return len(self.files)


@dataclass(frozen=True, slots=True)
class Share:
    """Of the sentences of an index, those that have their vectors; 0..1."""

    accurate: float
    fast: float

    def notes(self) -> Iterator[str]:
        """What to say of an index that lacks some."""
        if min(self.accurate, self.fast) < 1:
            yield (
                f"Sentence vectors were not all there: {self.fast:.0%} of the fast model's, "
                f"{self.accurate:.0%} of the accurate one's."
            )


def corpora(ground: Ground) -> list[Corpus]:
    """The corpora, the smallest first; the last is all reports, with the index as given."""
    index = ground.index
    ordered = order(ground)
    sizes = [size for size in ground.sizes if size < len(ordered)]
    found = [Corpus(tuple(ordered[:size]), _derived(ground, index, tuple(ordered[:size]))) for size in sizes]
    return [*found, Corpus(tuple(ordered), index)]


def order(ground: Ground) -> list[str]:
    """The names of all reports in the order in which smaller corpora take them."""
    there = held_files(ground.index)
    gold = [line.file for each in reports_questions(ground.shared) for line in sorted(each.gold, key=str)]
    first = dict.fromkeys(name for name in (PANJIN, *gold) if name in there)
    others = sorted(there - first.keys(), key=lambda name: hashlib.sha256(name.encode()).digest())
    return [*first, *others]


def held_files(index: Path) -> set[str]:
    """The names of the files that an index holds."""
    return {name for _, _, name in _documents(IndexStore(index))}


def share_of_vectors(index: Path, settings: EncoderSettings) -> Share:
    """How much of an index has its vectors."""
    store, encoders = IndexStore(index), models(settings)
    segments = [segment for segment, _ in open_segments(store, store.manifest())]
    total = sum(segment.starts[-1] for segment in segments)
    shares = [
        sum(segment.starts[-1] for segment in segments if files.has(segment)) / total
        for files in (_files(store, encoders, is_fast=False), _files(store, encoders, is_fast=True))
    ]
    return Share(*shares)


def _derived(ground: Ground, index: Path, files: tuple[str, ...]) -> Path:
    """The index of some of the reports; made once for each state of the index of all."""
    folder = ground.work / "sizes" / str(len(files))
    share = share_of_vectors(index, ground.encoders)
    state = hashlib.sha256(repr((IndexStore(index).manifest(), files, share)).encode()).hexdigest()
    mark = folder / _MARK
    if not (mark.exists() and mark.read_text(encoding="utf-8") == state):
        shutil.rmtree(folder, ignore_errors=True)
        ground.apart(derive, index, files, folder, ground.encoders)
        mark.write_text(state, encoding="utf-8")
    return folder


def derive(index: Path, files: Sequence[str], folder: Path, settings: EncoderSettings) -> None:
    """Make an index of some of the reports of another, with those of their vectors that are there."""
    source, target, encoders = IndexStore(index), IndexStore(folder), models(settings)
    wanted = set(files)
    places = [(segment, number) for segment, number, name in _documents(source) if name in wanted]
    documents = [segment.read(number) for segment, number in places]
    indexing.hold(target, documents, encoders, source.sources)
    [(made, _)] = open_segments(target, target.manifest())
    for is_fast in (True, False):
        held = _vectors(_files(source, encoders, is_fast=is_fast), places)
        if held is not None:
            _write(_files(target, encoders, is_fast=is_fast), made, held)


def _documents(store: IndexStore) -> Iterator[tuple[Segment, int, str]]:
    for segment, dead in open_segments(store, store.manifest()):
        for number, held in enumerate(segment.documents):
            if number not in dead:
                yield segment, number, held.document.file


def _files(store: IndexStore, encoders: Encoders, *, is_fast: bool) -> VectorFiles:
    encoder = encoders.fast if is_fast else encoders.accurate
    return VectorFiles(store.vectors, encoder.fingerprint)


def _vectors(files: VectorFiles, places: Sequence[tuple[Segment, int]]) -> Vectors | None:
    """Of all sentences of some documents, in their order; None: some are not there yet."""
    opened = {segment.name: files.open(segment) for segment, _ in places}
    rows: list[Vectors] = []
    for segment, number in places:
        held = opened[segment.name]
        if held is None:
            return None
        rows.append(held.rows(segment.starts[number], segment.documents[number].sentences))
    return np.concatenate(rows)


def _write(files: VectorFiles, segment: Segment, vectors: Vectors) -> None:
    for part in range(parts_of(segment)):
        files.write_part(segment, part, vectors[part * PART_ROWS : (part + 1) * PART_ROWS])
    files.join(segment)
    files.encode(segment)
