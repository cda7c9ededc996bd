"""From `yinju index` to the first right answer, and to all sentence vectors; real processes throughout."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.all_reports.errors import TooFewError
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.indexing_process import IndexingProcess
from benchmarks.all_reports.question_lists import PANJIN
from benchmarks.all_reports.results import Measured
from benchmarks.figures import Figure
from retrieval.building.backfill_state import FillingState

QUESTION = "盘锦市2017年GDP增长目标"
_ANSWER = "地区生产总值增长7%"
_ASKED_SECONDS = 360.0
_REPORTS_A_SECOND = 2.5
"""More than any two cores fill; so many are given to fill for a second."""
_NAMES = {True: "fast model", False: "accurate model"}


@dataclass(frozen=True, slots=True)
class _Filled:
    """How fast vectors were made."""

    rates: Mapping[bool, float]
    """Sentences a second, by whether it is the fast model."""
    seconds: float | None
    """From the first answer to all vectors; None: it was stopped before."""


def measure(ground: Ground) -> Measured:
    """Build an index of all reports from nothing."""
    index = ground.built_index if ground.given_index is None else ground.work / "built"
    shutil.rmtree(index, ignore_errors=True)
    is_whole = ground.given_index is None and ground.fill_seconds is None
    flags = () if is_whole else ("--keywords-only",)
    with IndexingProcess(ground.home, [ground.reports], index, *flags) as process:
        first = process.first_answer(QUESTION, is_right)
        if is_whole:
            states = process.fill(None)
            filled = _Filled(_rates(states), process.wait() - first)
        keywords = process.wait() if not is_whole else None
        sentences = process.said["sentences"]
    notes: list[str] = []
    if not is_whole:
        filled, some = _fill_some(ground, ground.fill_seconds or 30.0)
        notes.append(
            f"Vectors were filled for {some} reports only; the time to all of {sentences} sentences is reckoned from that."
        )
    if index != ground.built_index:
        shutil.rmtree(index, ignore_errors=True)
    figures = [
        Figure("from `yinju index` to the first right answer", first, "s", at_most=_ASKED_SECONDS),
        *_filling_figures(filled, sentences),
    ]
    if keywords is not None:
        figures.append(Figure("the whole of `yinju index --keywords-only`", keywords, "s"))
    return Measured(figures, notes=notes)


def is_right(said: dict[str, Any]) -> bool:
    """Whether it is the target of the Panjin report."""
    first: dict[str, Any] = next(iter(said["citations"]), {})
    return _ANSWER in said["answer"] and first.get("file") == PANJIN


def _fill_some(ground: Ground, seconds: float) -> tuple[_Filled, int]:
    """Fill some of the newest reports by a process of their own, and how many they are."""
    count = max(int(seconds * _REPORTS_A_SECOND), 24)
    newest = sorted(ground.files, key=lambda file: (-_year(file), file.name))[:count]
    if not newest:
        raise TooFewError(f"reports in {ground.reports}")
    index = ground.work / "filling"
    shutil.rmtree(index, ignore_errors=True)
    with IndexingProcess(ground.home, newest, index) as process:
        states = process.fill(seconds)
    shutil.rmtree(index, ignore_errors=True)
    return _Filled(_rates(states), None), len(newest)


def _rates(states: Mapping[bool, FillingState]) -> dict[bool, float]:
    return {is_fast: state.rate for is_fast, state in states.items()}


def _filling_figures(filled: _Filled, sentences: int) -> Iterator[Figure]:
    for is_fast, rate in filled.rates.items():
        yield Figure(f"filling, {_NAMES[is_fast]}", rate, "sentences/s")
    if filled.seconds is not None:
        yield Figure("from the first answer to all vectors", filled.seconds / 60, "min")
    elif len(filled.rates) == len(_NAMES):
        reckoned = sum(sentences / rate for rate in filled.rates.values())
        yield Figure("from the first answer to all vectors, extrapolated", reckoned / 60, "min")


def _year(file: Path) -> int:
    year = file.stem.rpartition("-")[2]
    return int(year) if year.isdecimal() else 0
