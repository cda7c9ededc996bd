"""A search among all sentences and all passages: this machine's files, side by side with Milvus.

Sentences are unit vectors around some thousand centres, as reports say nearly the same hundreds of times; passages are words
drawn by Zipf's law. Both indexes get the same, and are asked the same questions one after another. Recall is the share of the
50 nearest sentences that are found, against comparing every vector.

    python -m benchmarks.whole_search [--sizes 10000 50000 100000] [--milvus http://host:19530] [--save]

Without an address, Milvus is milvus-lite in a temporary folder. With the default sizes it takes some ten minutes, most of
which Milvus takes to be filled.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.machine import this_machine
from retrieval.milvus.index import open_milvus
from retrieval.milvus.mirroring import PassageRows, SentenceRows
from retrieval.search.embedded_index import EmbeddedPassages, EmbeddedSentences
from retrieval.search.whole_index import WholeIndex
from retrieval.store.keyword_index import KeywordIndex
from retrieval.store.snapshot import DocumentHeader
from retrieval.store.vector_files import VectorFiles
from retrieval.store.vector_index import pack
from retrieval.types import Document, DocumentId, PassageId, SentenceId

_RESULTS = Path(__file__).parent / "results" / "whole_search.json"
_SIZES = (10_000, 50_000, 100_000)
_DIMENSION = 512
_SENTENCES, _PASSAGES, _TERMS = 400, 80, 60
"""Of a document; terms of a passage."""
_DOCUMENTS = 192
"""Of a segment."""
_CENTRES = 3000
_SPREAD = 0.6
_VOCABULARY = 50_000
_QUESTIONS = 30
_LIMIT = 50
_PATIENCE = 120.0
"""Seconds for one search: the first one of milvus-lite reads all it has."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one index took for corpora of one size."""

    index: str
    sentences: int
    passages: int
    filled_seconds: float
    sentence_milliseconds: float
    """Median of a search by vector."""
    passage_milliseconds: float
    """Median of a search by five terms."""
    recall: float


class _Encoder:
    """Stands for the fast model: what a table in Milvus is made for."""

    dimension = _DIMENSION
    fingerprint = "benchmark"


class _Segment:
    """Stands for a `Segment` made of numbers."""

    def __init__(
        self, name: str, keys: Sequence[DocumentId], random: np.random.Generator, centres: np.ndarray
    ) -> None:
        self.name = name
        self.documents = tuple(_held(key) for key in keys)
        self.starts = tuple(accumulate((_SENTENCES for _ in keys), initial=0))
        self.passage_starts = tuple(accumulate((_PASSAGES for _ in keys), initial=0))
        self.sentence_ids = random.integers(0, 2**62, self.starts[-1])
        self.passage_ids = random.integers(0, 2**62, self.passage_starts[-1]).astype(np.uint64)
        self.vectors = _around(centres, self.starts[-1], random)
        drawn = np.minimum(random.zipf(1.1, (self.passage_starts[-1], _TERMS)), _VOCABULARY)
        self.terms = [[f"w{term}" for term in row] for row in drawn]

    @cached_property
    def keywords(self) -> KeywordIndex:
        """Over the passages."""
        return KeywordIndex.build(self.terms)


def main() -> None:
    """Measure, print, and save if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole_search", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="sentences")
    parser.add_argument("--milvus", help="address of a server, instead of milvus-lite")
    parser.add_argument("--save", action="store_true", help=f"keep the figures in {_RESULTS.name}")
    arguments = parser.parse_args()
    machine = this_machine()
    print(machine)
    rows: list[Row] = []
    for size in arguments.sizes:
        for row in measure(size, arguments.milvus):
            rows.append(row)
            print(
                f"{row.index:<14}{row.sentences:>9,} sentences, filled in {row.filled_seconds:6.1f} s, "
                f"by vector {row.sentence_milliseconds:7.1f} ms, by terms {row.passage_milliseconds:7.1f} ms, "
                f"recall {row.recall:.3f}",
                flush=True,
            )
    if arguments.save:
        held = {"machine": asdict(machine), "rows": [asdict(row) for row in rows]}
        _RESULTS.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure(sentences: int, address: str | None) -> Iterator[Row]:
    """Both indexes over as many sentences."""
    random = np.random.default_rng(7)
    centres = _unit(random.standard_normal((_CENTRES, _DIMENSION)))
    segments = list(_segments(max(1, sentences // _SENTENCES), random, centres))
    questions = _around(centres, _QUESTIONS, random)
    asked = [[f"w{term}" for term in row] for row in random.integers(20, 2000, (_QUESTIONS, 5))]
    with TemporaryDirectory(prefix="yinju-benchmark-") as folder:
        files = VectorFiles(Path(folder), _Encoder.fingerprint)
        started = time.perf_counter()
        for segment in segments:
            pack(files._file(segment), segment.vectors)  # type: ignore[arg-type]
            files.encode(segment)  # type: ignore[arg-type]
            len(segment.keywords)
        live = [(segment, frozenset[int]()) for segment in segments]
        whole = WholeIndex(EmbeddedPassages(live), EmbeddedSentences(live, files))  # type: ignore[arg-type]
        yield _row("embedded", whole, segments, time.perf_counter() - started, questions, asked)

        milvus = open_milvus(address or str(Path(folder) / "lite.db"), _Encoder(), _PATIENCE)  # type: ignore[arg-type]
        started = time.perf_counter()
        for segment in segments:
            milvus.passages.put(list(_passage_rows(segment)))
            milvus.sentences.put(list(_sentence_rows(segment)))
        milvus.passages.settle()
        milvus.sentences.settle()
        seconds = time.perf_counter() - started
        whole = WholeIndex(milvus.passages, milvus.sentences)
        yield _row("Milvus" if address else "milvus-lite", whole, segments, seconds, questions, asked)
        for table in (milvus.passages, milvus.sentences):
            table.remove([held.document.id for segment in segments for held in segment.documents])
        milvus.close()


def _row(
    name: str,
    whole: WholeIndex,
    segments: Sequence[_Segment],
    seconds: float,
    questions: np.ndarray,
    asked: Sequence[Sequence[str]],
) -> Row:
    vectors = np.concatenate([segment.vectors for segment in segments])
    ids = np.concatenate([segment.sentence_ids for segment in segments])
    shares = []
    for question in questions:
        nearest = ids[np.argsort(-(vectors @ question))[:_LIMIT]]
        found = {hit.sentence for hit in whole.sentences.search(question, _LIMIT)}
        shares.append(len(found & set(nearest.tolist())) / _LIMIT)
    whole.passages.search(asked[0], (), _LIMIT)  # the first one reads what is kept
    return Row(
        name,
        len(ids),
        sum(segment.passage_starts[-1] for segment in segments),
        seconds,
        _median(whole.sentences.search, questions),
        _median(lambda terms, limit: whole.passages.search(terms, (), limit), asked),
        statistics.mean(shares),
    )


def _median(search: Callable[..., object], questions: Sequence[object] | np.ndarray) -> float:
    took = []
    for question in questions:
        started = time.perf_counter()
        search(question, _LIMIT)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def _segments(documents: int, random: np.random.Generator, centres: np.ndarray) -> Iterator[_Segment]:
    keys = [DocumentId(f"{at:016x}") for at in range(documents)]
    for start in range(0, documents, _DOCUMENTS):
        yield _Segment(f"segment{start}", keys[start : start + _DOCUMENTS], random, centres)


def _held(key: DocumentId) -> DocumentHeader:
    document = Document(id=key, file=key, title="", place="", year=None, date="", speaker="")
    return DocumentHeader(document, key, key, _PASSAGES, _SENTENCES)


def _passage_rows(segment: _Segment) -> Iterator[PassageRows]:
    for held, start in zip(segment.documents, segment.passage_starts, strict=False):
        rows = slice(start, start + _PASSAGES)
        ids = tuple(PassageId(f"{key:016x}") for key in segment.passage_ids[rows].tolist())
        yield PassageRows(held.document.id, "1", ids, tuple(map(tuple, segment.terms[rows])))


def _sentence_rows(segment: _Segment) -> Iterator[SentenceRows]:
    for held, start in zip(segment.documents, segment.starts, strict=False):
        rows = slice(start, start + _SENTENCES)
        ids = tuple(SentenceId(key) for key in segment.sentence_ids[rows].tolist())
        yield SentenceRows(held.document.id, "1", ids, segment.vectors[rows])


def _around(centres: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    drawn = centres[random.integers(0, len(centres), count)]
    return _unit(drawn + random.standard_normal(drawn.shape) * (_SPREAD / np.sqrt(_DIMENSION)))


def _unit(vectors: np.ndarray) -> np.ndarray:
    unit: np.ndarray = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


if __name__ == "__main__":
    main()
