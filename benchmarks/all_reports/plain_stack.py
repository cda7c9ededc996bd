"""What one would put together first: paragraphs with their report's name, torch vectors in a flat FAISS index, BM25, rank fusion.

Vectors by sentence-transformers in 32-bit floats, the same model as ours; BM25 by `rank_bm25` over jieba's words; the two
rankings joined by reciprocal rank fusion (Cormack et al., SIGIR 2009). And BM25 alone by `bm25s`, which is much faster.
Neither knows of years or places, but every paragraph begins with its report's name, so that both can find them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.memory import peak_megabytes
from retrieval.evaluation.question_sets import GoldLine, JudgedQuestion

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_DEPTH = 100
_FUSION = 60
"""The constant of reciprocal rank fusion; its authors' choice."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine did over one number of reports."""

    engine: str
    reports: int
    build_seconds: float
    found_at_1: float
    milliseconds: float
    """The median question."""
    peak_megabytes: float


@dataclass(frozen=True, slots=True)
class Task:
    """Some reports, each task with those of the one before, and what is asked of them."""

    files: tuple[Path, ...]
    questions: tuple[JudgedQuestion, ...]


Ranks = Callable[[str], Sequence[int]]
"""Paragraphs by their position, best first."""


def measure_plain(tasks: Sequence[Task], model_folder: str, threads: int) -> list[Row]:
    """The plain stack. Meant for a process of its own; each task goes on from the one before."""
    import jieba  # noqa: PLC0415 - each process loads its own engine only
    import torch  # noqa: PLC0415
    from faiss import IndexFlatIP  # noqa: PLC0415
    from rank_bm25 import BM25Okapi  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(threads)
    jieba.initialize()
    model = SentenceTransformer(model_folder, device="cpu")
    index = IndexFlatIP(int(model.get_embedding_dimension() or 0))
    places: list[GoldLine] = []
    words: list[list[str]] = []
    seconds = 0.0
    rows: list[Row] = []
    for task, new in zip(tasks, _news(tasks), strict=True):
        started = time.perf_counter()
        own, texts = _paragraphs(new)
        places += own
        index.add(_vectors(model, texts))
        words += [jieba.lcut(text) for text in texts]
        bm25 = BM25Okapi(words)
        seconds += time.perf_counter() - started

        def ranks(text: str, bm25: BM25Okapi = bm25) -> Sequence[int]:
            near = index.search(model.encode_query([text]).astype(np.float32), _DEPTH)[1][0]
            said = np.argsort(-bm25.get_scores(jieba.lcut(text)), kind="stable")[:_DEPTH]
            return _fused([near.tolist(), said.tolist()])

        rows.append(_row("plain stack: torch fp32, FAISS flat, rank_bm25", task, seconds, ranks, places))
    return rows


def measure_bm25s(tasks: Sequence[Task]) -> list[Row]:
    """`bm25s` alone. Meant for a process of its own; each task goes on from the one before."""
    import bm25s  # noqa: PLC0415
    import jieba  # noqa: PLC0415

    jieba.initialize()
    places: list[GoldLine] = []
    words: list[list[str]] = []
    seconds = 0.0
    rows: list[Row] = []
    for task, new in zip(tasks, _news(tasks), strict=True):
        started = time.perf_counter()
        own, texts = _paragraphs(new)
        places += own
        words += [jieba.lcut(text) for text in texts]
        index = bm25s.BM25(method="lucene")
        index.index(words, show_progress=False)
        seconds += time.perf_counter() - started

        def ranks(text: str, index: bm25s.BM25 = index) -> Sequence[int]:
            known = [word for word in jieba.lcut(text) if word in index.vocab_dict]
            return np.argsort(-index.get_scores(known), kind="stable")[:_DEPTH].tolist() if known else []

        rows.append(_row("bm25s alone", task, seconds, ranks, places))
    return rows


def _news(tasks: Sequence[Task]) -> list[tuple[Path, ...]]:
    """Of each task the files that the one before has not."""
    counts = [0, *(len(task.files) for task in tasks)]
    return [task.files[before:] for task, before in zip(tasks, counts, strict=False)]


def _paragraphs(files: Sequence[Path]) -> tuple[list[GoldLine], list[str]]:
    """Where each paragraph stands, and its text with its report's name in front."""
    places: list[GoldLine] = []
    texts: list[str] = []
    for file in files:
        place, _, year = file.stem.partition("-")
        for line, text in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            if text.strip():
                places.append(GoldLine(file.name, line))
                texts.append(f"{place}{year}年政府工作报告 {text.strip()}")
    return places, texts


def _vectors(model: SentenceTransformer, texts: Sequence[str]) -> np.ndarray:
    return model.encode_document(list(texts), normalize_embeddings=True).astype(np.float32)


def _fused(rankings: Sequence[Sequence[int]]) -> list[int]:
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, at in enumerate(ranking):
            scores[at] = scores.get(at, 0.0) + 1 / (_FUSION + rank + 1)
    return sorted(scores, key=lambda at: (-scores[at], at))


def _row(engine: str, task: Task, seconds: float, ranks: Ranks, places: Sequence[GoldLine]) -> Row:
    ranks(task.questions[0].question)  # what is loaded once
    taken: list[float] = []
    right = 0
    for judged in task.questions:
        started = time.perf_counter()
        found = ranks(judged.question)
        taken.append((time.perf_counter() - started) * 1000)
        right += any(places[at] in judged.gold for at in found[:1])
    return Row(
        engine,
        len(task.files),
        seconds,
        right / len(task.questions),
        float(np.median(taken)),
        peak_megabytes(),
    )
