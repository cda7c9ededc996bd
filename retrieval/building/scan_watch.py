"""How far the reading of scans is over many files, and how long a page takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from embeddings.types import Progress

_RECOGNISING = "recognising pages"


@dataclass(frozen=True, slots=True)
class ScansRead:
    """Pages that were pictures, and the time that their recognition took."""

    pages: int = 0
    seconds: float = 0.0
    """Of all processes together."""

    def __add__(self, other: ScansRead) -> ScansRead:
        return ScansRead(self.pages + other.pages, self.seconds + other.seconds)

    def __sub__(self, other: ScansRead) -> ScansRead:
        return ScansRead(self.pages - other.pages, self.seconds - other.seconds)


NO_SCANS = ScansRead()


class ScanWatch:
    """Counts the pages of one file after another."""

    def __init__(
        self, progress: Progress | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """Begin to count.

        Args:
            progress: told of every page; the number of all grows with each file that has some.
            clock: seconds.
        """
        self._progress = progress
        self._clock = clock
        self._begun = 0.0
        self.read = NO_SCANS

    def told(self, page: int, pages: int) -> None:
        """Take notice of a page of a file: see `Scanning.told`."""
        now = self._clock()
        if page:
            self.read += ScansRead(1, now - self._begun)
        self._begun = now
        if self._progress is not None:
            self._progress(_RECOGNISING, self.read.pages, self.read.pages + pages - page)
