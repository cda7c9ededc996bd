"""How many questions a second one process answers in time, by the desk and the worker threads that the bot has.

Questions arrive at random moments, whether those before them are answered or not (an open loop): a process that is too
slow is not asked less because of it.
"""

from __future__ import annotations

import asyncio
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.all_reports.asking import percentile_95
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.opened import open_index
from benchmarks.all_reports.question_lists import WARMING, own_questions, reports_questions, traffic
from benchmarks.all_reports.results import Curve, Measured
from benchmarks.all_reports.sizes import share_of_vectors
from benchmarks.figures import Figure
from benchmarks.memory import peak_megabytes
from bot.conversation.answer_service import AnswerService
from retrieval.building.index_status import IndexStatus
from retrieval.engine import Engine
from retrieval.types import PUBLIC, Scope

_RATE, _95TH_ASKED = 25.0, 300.0
_SECONDS, _STEP_SECONDS, _QUICK_SECONDS = 60.0, 15.0, 1.0
_UP, _DOWN, _STEPS = 1.25, 0.75, 6
_PATIENCE = 30.0
"""Seconds after the last question; what is not answered then took so long at least."""
_SEED = 11


@dataclass(frozen=True, slots=True)
class Run:
    """What happened at one rate."""

    rate: float
    """Questions a second."""
    milliseconds: tuple[float, ...]
    """From each question's arrival to its answer."""

    @property
    def is_in_time(self) -> bool:
        """Whether nineteen of twenty are answered in time."""
        return percentile_95(self.milliseconds) < _95TH_ASKED


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index that is open and stays as it is."""

    engine: Engine

    def open(self) -> Engine:
        """It."""
        return self.engine

    def newer(self) -> Engine | None:
        """Nothing."""
        return None

    def status(self, *, scope: Scope) -> IndexStatus | None:  # noqa: ARG002 - the protocol's
        """Nobody asks."""
        return None

    def lacks_vectors(self) -> bool:
        """Nothing is to be made."""
        return False

    def is_damaged(self) -> bool:
        """It was opened a moment ago."""
        return False


def measure(ground: Ground) -> Measured:
    """The asked rate for a minute, then other rates until one is too high."""
    runs, peak = ground.apart(_measure, ground)
    asked = runs[0]
    in_time = [run.rate for run in runs if run.is_in_time]
    name = f"{_RATE:g} questions a second for {_SECONDS:g} s, {ground.settings.telegram.workers} threads"
    figures = [
        Figure(f"{name}: 95th percentile", percentile_95(asked.milliseconds), "ms", at_most=_95TH_ASKED),
        Figure(f"{name}: median", statistics.median(asked.milliseconds), "ms"),
        Figure(
            f"highest rate with a 95th percentile under {_95TH_ASKED:g} ms",
            max(in_time, default=0.0),
            "questions/s",
            at_least=_RATE,
        ),
        Figure("peak memory of that process", peak, "MB"),
    ]
    by_rate = sorted(runs, key=lambda run: run.rate)
    curves = [
        Curve(
            "median",
            "ms",
            "questions a second",
            tuple((run.rate, statistics.median(run.milliseconds)) for run in by_rate),
        ),
        Curve(
            "95th percentile",
            "ms",
            "questions a second",
            tuple((run.rate, percentile_95(run.milliseconds)) for run in by_rate),
        ),
    ]
    notes = ["Half of the questions are of the sets, half are about reports drawn at random."]
    return Measured(figures, curves, [*notes, *share_of_vectors(ground.index, ground.encoders).notes()])


def _measure(ground: Ground) -> tuple[list[Run], float]:
    engine = open_index(ground.index, ground.encoders)
    of_sets = [each.question for each in (*reports_questions(ground.shared), *own_questions())]
    for text in WARMING:
        engine.answer(text, scope=PUBLIC)
    answer_service = AnswerService(_Opened(engine), ground.settings.telegram.workers)
    answer_service.open()
    runs: list[Run] = []
    while (plan := _next(ground, runs)) is not None:
        rate, seconds = plan
        count = max(int(rate * seconds), 4)
        texts = traffic(engine.documents(scope=PUBLIC), of_sets, count, seed=_SEED + len(runs))
        runs.append(Run(rate, tuple(asyncio.run(_arrive(answer_service, texts, rate)))))
    answer_service.close()
    return runs, peak_megabytes()


def _next(ground: Ground, runs: Sequence[Run]) -> tuple[float, float] | None:
    """The rate to try next, and for how many seconds; None: it is known what is sustained."""
    if not runs:
        return _RATE, _QUICK_SECONDS if ground.is_quick else _SECONDS
    first, last = runs[0], runs[-1]
    has_turned = first.is_in_time != last.is_in_time
    if has_turned or len(runs) > _STEPS or ground.is_quick:
        return None
    return float(round(last.rate * (_UP if first.is_in_time else _DOWN))), _STEP_SECONDS


async def _arrive(answer_service: AnswerService, texts: Sequence[str], rate: float) -> list[float]:
    """Ask each question at its time; milliseconds from then to its answer."""
    await answer_service.opened()
    loop, dice = asyncio.get_running_loop(), random.Random(_SEED)
    at = loop.time()
    taken: list[float] = []
    arrivals: list[float] = []
    tasks: list[asyncio.Task[None]] = []

    async def answer(text: str, arrival: float) -> None:
        await answer_service.answer(text, scope=PUBLIC)
        taken.append((loop.time() - arrival) * 1000)

    for text in texts:
        at += dice.expovariate(rate)
        await asyncio.sleep(at - loop.time())
        arrivals.append(at)
        tasks.append(asyncio.create_task(answer(text, at)))
    _, late = await asyncio.wait(tasks, timeout=_PATIENCE)
    now = loop.time()
    waited = [(now - arrival) * 1000 for task, arrival in zip(tasks, arrivals, strict=True) if task in late]
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return taken + waited
