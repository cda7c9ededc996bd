"""Long work on stderr: a bar where a person watches, a line a stage where a file does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from embeddings import Progress as Report


@contextmanager
def shown_progress() -> Iterator[Report]:
    """A function to report progress to while the block runs."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield _on_bars(bars)
    else:
        yield _as_lines()


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _on_bars(bars: Progress) -> Report:
    tasks: dict[str, TaskID] = {}

    def report(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what.capitalize(), total=total)
        bars.update(tasks[what], completed=done, total=total)

    return report


def _as_lines() -> Report:
    begun: set[str] = set()

    def report(what: str, done: int, total: int) -> None:
        if what not in begun:
            begun.add(what)
            print(f"{what.capitalize()}…", file=sys.stderr, flush=True)
        if done == total:
            print(f"{what.capitalize()}: {done}/{total}", file=sys.stderr, flush=True)

    return report
