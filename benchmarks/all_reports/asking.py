"""A process of its own that opens an index and answers questions, and tells how long each took and what memory it has."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.opened import open_index
from benchmarks.all_reports.question_lists import WARMING
from benchmarks.memory import own_megabytes, peak_megabytes
from embeddings import EncoderSettings
from retrieval.engine import Engine
from retrieval.evaluation.question_sets import JudgedQuestion
from retrieval.evaluation.scoring import judge
from retrieval.types import PUBLIC


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one question."""

    id: str
    answerable: bool
    found_at_1: bool
    answered: bool
    cited: bool
    refused: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Session:
    """What a process did."""

    opening_seconds: float
    told: tuple[Told, ...]
    peak_megabytes: float
    own_megabytes: float

    @property
    def milliseconds(self) -> list[float]:
        """Of each question."""
        return [each.milliseconds for each in self.told]


def ask(ground: Ground, index: Path, questions: Sequence[JudgedQuestion]) -> Session:
    """Ask each question once, one after another, after others that warm the process up; in a fresh process."""
    return ground.apart(_ask, index, questions, ground.encoders)


def serve(ground: Ground, index: Path, questions: Sequence[str]) -> Session:
    """Ask questions with as many threads as the bot has, as fast as they go, to see the memory; in a fresh process."""
    return ground.apart(_serve, index, questions, ground.encoders, ground.settings.telegram.workers)


def percentile_95(milliseconds: Sequence[float]) -> float:
    """The time that one question of twenty takes longer than."""
    return (
        statistics.quantiles(milliseconds, n=20, method="inclusive")[-1]
        if len(milliseconds) > 1
        else milliseconds[0]
    )


def _ask(index: Path, questions: Sequence[JudgedQuestion], settings: EncoderSettings) -> Session:
    started = time.perf_counter()
    engine = open_index(index, settings)
    opening = time.perf_counter() - started
    for text in WARMING:
        engine.answer(text, scope=PUBLIC)
    told = tuple(_told(engine, each) for each in questions)
    return Session(opening, told, peak_megabytes(), own_megabytes())


def _told(engine: Engine, judged: JudgedQuestion) -> Told:
    started = time.perf_counter()
    answer = engine.answer(judged.question, scope=PUBLIC)
    milliseconds = (time.perf_counter() - started) * 1000
    outcome = judge(judged, answer, partial(engine.source, scope=PUBLIC))
    return Told(
        judged.id,
        judged.answerable,
        outcome.found_at_1,
        outcome.answered,
        outcome.cited,
        outcome.refused,
        milliseconds,
    )


def _serve(index: Path, questions: Sequence[str], settings: EncoderSettings, workers: int) -> Session:
    started = time.perf_counter()
    engine = open_index(index, settings)
    opening = time.perf_counter() - started
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(partial(engine.answer, scope=PUBLIC), questions):
            pass
    return Session(opening, (), peak_megabytes(), own_megabytes())
