"""Long work on stderr: bars where a person watches, a line now and then where a file does; with rate and time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from embeddings import Progress as Report

_SHARE = 0.1
"""A line is written each time that this share of the work was done since the last line."""
_SECONDS = 5.0
"""Two lines are at least this far apart, however fast the work goes."""
_RATE_SECONDS = 120.0
"""What the rate of a bar is taken from: the vectors of some thousand sentences come at once."""


@contextmanager
def shown_progress(clock: Callable[[], float] = time.monotonic) -> Iterator[Report]:
    """A function to report progress to while the block runs."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield _on_bars(bars)
    else:
        lines: dict[str, _Lines] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in lines:
                lines[what] = _Lines(what, done, clock)
            lines[what].report(done, total)

        yield report


class _RateColumn(ProgressColumn):
    """Steps a second."""

    def render(self, task: Task) -> Text:
        """As `120/s`."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else _rate(speed), style="progress.data.speed")


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        speed_estimate_period=_RATE_SECONDS,
    )


def _on_bars(bars: Progress) -> Report:
    tasks: dict[str, TaskID] = {}

    def report(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what.capitalize(), total=total)
        bars.update(tasks[what], completed=done, total=total)

    return report


class _Lines:
    """The lines of one stage."""

    def __init__(self, what: str, done: int, clock: Callable[[], float]) -> None:
        self._what = what.capitalize()
        self._clock = clock
        self._begun = self._said = clock()
        self._done_before = self._done_said = done
        _write(f"{self._what}…")

    def report(self, done: int, total: int) -> None:
        """Say it, if it is worth a line."""
        now = self._clock()
        if done == total:
            _write(f"{self._what}: {done}/{total}")
        elif done - self._done_said >= _SHARE * total and now - self._said >= _SECONDS:
            rate = (done - self._done_before) / (now - self._begun)
            left = _time((total - done) / rate)
            _write(f"{self._what}: {done}/{total} ({done / total:.0%}), {_rate(rate)}, {left} left")
        else:
            return
        self._said, self._done_said = now, done


def _rate(speed: float) -> str:
    return f"{speed:,.0f}/s" if speed >= 1 else f"{speed:.1g}/s"


def _time(seconds: float) -> str:
    """As `1:05:00`, like the bars."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _write(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
