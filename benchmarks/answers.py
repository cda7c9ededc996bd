"""Time of a whole answer, from the words of a question to the cited words: warm, one thread, one at a time."""

from __future__ import annotations

import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.questions import questions
from bot.config import load_settings
from bot.wiring import open_engine
from retrieval.types import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.end_to_end.programs import Home

_MEDIAN_ASKED = 20.0
_WARMING = 5
"""Questions asked before the clock runs: they fill caches as the first minute of a bot does."""
_ROUNDS = 2


def measure_answers(home: Home) -> list[Figure]:
    """Measure in this process.

    Args:
        home: has the index.
    """
    settings = load_settings(environment=home.environment(YINJU_EMBEDDINGS__THREADS="1"))
    ask = partial(open_engine(settings).answer, scope=PUBLIC)
    asked = questions()
    for question in asked[:_WARMING]:
        ask(question)
    taken = [_milliseconds(ask, question) for _ in range(_ROUNDS) for question in asked]
    name = f"whole answer, warm, one thread, {len(asked)} questions"
    return [
        Figure(f"{name}: median", statistics.median(taken), "ms", at_most=_MEDIAN_ASKED),
        Figure(f"{name}: 95th percentile", statistics.quantiles(taken, n=20)[-1], "ms"),
    ]


def _milliseconds(answer: Callable[[str], object], question: str) -> float:
    started = time.perf_counter()
    answer(question)
    return (time.perf_counter() - started) * 1000
