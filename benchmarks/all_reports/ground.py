"""What the benchmarks stand on: the reports, the question sets, an index of all of them, and room to work."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.all_reports.errors import NoIndexError
from bot.config import Settings, load_settings
from bot.wiring import encoder_settings
from embeddings import EncoderSettings
from retrieval.store.index_store import IndexStore
from tests.end_to_end.programs import Home

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

_SIZES, _QUICK_SIZES = (1, 30, 300), (1, 4)


@dataclass(frozen=True)
class Ground:
    """Where things are, and how much is measured."""

    shared: Path
    """Has corpus/reports and eval."""
    work: Path
    """Indexes are made here, and kept for the next benchmark."""
    given_index: Path | None
    """Of all reports; never changed. None: the one that `build` made."""
    is_quick: bool
    """Whether only to see that it runs."""
    fill_seconds: float | None
    """How long to fill in vectors; None: until all are there."""

    @property
    def reports(self) -> Path:
        """The folder with all reports."""
        return self.shared / "corpus" / "reports"

    @cached_property
    def files(self) -> list[Path]:
        """The reports, by name."""
        return sorted(self.reports.glob("*.txt"))

    @property
    def built_index(self) -> Path:
        """Where `build` leaves its index."""
        return self.work / "index"

    @property
    def index(self) -> Path:
        """The index of all reports.

        Raises:
            NoIndexError: there is none.
        """
        found = self.given_index or self.built_index
        if IndexStore(found).is_empty:
            raise NoIndexError(found)
        return found

    @property
    def sizes(self) -> tuple[int, ...]:
        """The smaller corpora that are measured besides all reports."""
        return _QUICK_SIZES if self.is_quick else _SIZES

    @property
    def home(self) -> Home:
        """For processes."""
        self.work.mkdir(parents=True, exist_ok=True)
        return Home(self.work)

    @property
    def settings(self) -> Settings:
        """The project's own, one thread a question."""
        return load_settings(environment=self.home.environment(YINJU_EMBEDDINGS__THREADS="1"))

    @property
    def encoders(self) -> EncoderSettings:
        """What opens the models."""
        return encoder_settings(self.settings)

    def apart(
        self, work: Callable[_Arguments, _Result], *arguments: _Arguments.args, **named: _Arguments.kwargs
    ) -> _Result:
        """Do something in a fresh process, whose memory is only its own; where it must be quick, in this one."""
        if self.is_quick:
            return work(*arguments, **named)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(work, *arguments, **named).result()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
