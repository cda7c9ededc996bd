"""Sentences embedded a second while an index is filled, against sentence-transformers with torch in 32-bit floats.

Both have all cores, the same sentences of reports, and take turns, so that a busy machine slows them alike; figures are
medians of the turns. Ours is what `yinju index` starts: a process for each core. Theirs has as many threads; so it
does best. Both are as nice to other processes as ours is.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.all_reports.errors import TooFewError
from benchmarks.all_reports.ground import Ground, cores
from benchmarks.all_reports.results import Measured
from benchmarks.figures import Figure
from embeddings import EncodingProcesses, write_bundled_folder
from retrieval.building.chunking import read_document
from retrieval.ingest.identity import identify
from retrieval.ingest.sources import SourceReader
from retrieval.types import EVERYBODY

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_ASKED_TIMES = 3.0
_TURNS, _QUICK_TURNS = 5, 2
_A_TURN, _QUICK_A_TURN = 1024, 32
"""Sentences; torch takes some ten seconds for them."""
_EVERY = 97
"""Of the reports, in the order of their names, one of so many is taken: all places and times."""
_NICE = 10
"""As `embeddings.bulk` is."""


def measure(ground: Ground) -> Measured:
    """Embed some thousand sentences of reports by either engine."""
    size, turns = (_QUICK_A_TURN, _QUICK_TURNS) if ground.is_quick else (_A_TURN, _TURNS)
    rounds = list(_rounds(ground, size, turns))
    accurate: list[float] = []
    fast: list[float] = []
    torch: list[float] = []
    with tempfile.TemporaryDirectory(prefix="yinju-benchmark-") as folder:
        write_bundled_folder(Path(folder))
        with (
            EncodingProcesses(ground.encoders, cores()) as ours,
            ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_open, initargs=(folder, cores())
            ) as theirs,
        ):
            _seconds_of_ours(ours, rounds[0][:8], is_fast=False)
            theirs.submit(_embed, rounds[0][:8]).result()
            for sentences in rounds:
                torch.append(len(sentences) / theirs.submit(_embed, sentences).result())
                accurate.append(len(sentences) / _seconds_of_ours(ours, sentences, is_fast=False))
                fast.append(len(sentences) / _seconds_of_ours(ours, sentences, is_fast=True))
    times = statistics.median(mine / other for mine, other in zip(accurate, torch, strict=True))
    both = statistics.median(1 / (1 / one + 1 / other) for one, other in zip(accurate, fast, strict=True))
    on = f"{cores()} cores, {turns} turns of {size} sentences"
    return Measured(
        [
            Figure(
                "vectors a second while filling, against torch fp32", times, "times", at_least=_ASKED_TIMES
            ),
            Figure(f"filling, accurate model, {on}", statistics.median(accurate), "sentences/s"),
            Figure("filling, fast model", statistics.median(fast), "sentences/s"),
            Figure("filling, both models one after another", both, "sentences/s"),
            Figure("sentence-transformers, torch fp32", statistics.median(torch), "sentences/s"),
        ]
    )


def _rounds(ground: Ground, size: int, turns: int) -> Iterator[list[str]]:
    """Sentences for each turn, no turn's the same as another's."""
    sentences: list[str] = []
    files = [file for first in range(_EVERY) for file in ground.files[first::_EVERY]]
    with SourceReader() as reader:
        for file in files:
            if len(sentences) >= size * turns:
                break
            indexed = read_document(reader, file, identify(file.name), EVERYBODY).indexed
            texts = {passage.id: passage.text for passage in indexed.passages}
            sentences += [each.span.of(texts[each.passage]) for each in indexed.sentences]
    if len(sentences) < turns:
        raise TooFewError(f"sentences in {ground.reports}")
    each = min(size, len(sentences) // turns)
    for turn in range(turns):
        yield sentences[turn * each : (turn + 1) * each]


def _seconds_of_ours(processes: EncodingProcesses, sentences: Sequence[str], *, is_fast: bool) -> float:
    count = -(-len(sentences) // cores())
    batches = [sentences[start : start + count] for start in range(0, len(sentences), count)]
    started = time.perf_counter()
    for _ in processes.encode_passages(batches, is_fast=is_fast):
        pass
    return time.perf_counter() - started


_opened: list[SentenceTransformer] = []
"""The model of the process that runs torch."""


def _open(folder: str, threads: int) -> None:
    import torch  # noqa: PLC0415 - only this process loads it
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    os.nice(_NICE)
    torch.set_num_threads(threads)
    _opened.append(SentenceTransformer(folder, device="cpu"))


def _embed(sentences: Sequence[str]) -> float:
    """The seconds it takes."""
    [model] = _opened
    started = time.perf_counter()
    model.encode_document(list(sentences))
    return time.perf_counter() - started
