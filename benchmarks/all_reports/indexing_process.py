"""`yinju index` as a real process that is watched: when its first answer is there, and how fast it fills in vectors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from benchmarks.all_reports.errors import IndexingError, NoAnswerError
from retrieval.building.backfill_state import FillingState, read_state
from retrieval.store.index_store import IndexStore
from tests.end_to_end.programs import Home

_STEP = 0.05
"""Seconds between two looks."""
_TO_STOP = 60.0
"""Seconds for batches that were begun."""

IsRight = Callable[[dict[str, Any]], bool]
"""Whether the JSON of `yinju ask` is the right answer."""


class IndexingProcess:
    """`yinju index` under way; leaving it ends it with all the processes it started."""

    def __init__(self, home: Home, corpus: Sequence[Path], index: Path, *flags: str) -> None:
        self._home = home
        self._store = IndexStore(index)
        self._before = self._manifest()
        self._log = home.folder / f"{index.name}.log"
        command = [sys.executable, "-m", "bot", "index", "--index", str(index), *flags]
        self._started = time.monotonic()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "--corpus", *map(str, corpus)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=home.folder,
                env=home.environment(),
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, kindly at first."""
        for by in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, by)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_TO_STOP)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._started

    def first_answer(self, question: str, is_right: IsRight) -> float:
        """Seconds from its beginning until `yinju ask`, a process of its own, has given the right answer.

        Raises:
            IndexingError: it failed.
            NoAnswerError: it came to its end without.
        """
        while self._manifest() == self._before:
            self._check()
            time.sleep(_STEP)
        while True:
            is_done = self._process.poll() is not None
            said = self._home.run("ask", "--json", question, "--index", self._store.folder)
            with suppress(IndexError, ValueError):
                if is_right(said.json):
                    return self.seconds
            if is_done:
                raise NoAnswerError(question, said.output or said.errors)

    def wait(self) -> float:
        """Let it come to its end; the seconds it took.

        Raises:
            IndexingError: it failed.
        """
        while self._process.poll() is None:
            time.sleep(_STEP)
        self._check()
        return self.seconds

    def fill(self, seconds: float | None) -> dict[bool, FillingState]:
        """Watch it fill in vectors, for some seconds with the accurate model, or to its end.

        Returns:
            The last that was said of each model, by whether it is the fast one.

        Raises:
            IndexingError: it failed.
        """
        seen: dict[bool, FillingState] = {}
        until: float | None = None
        while self._process.poll() is None and (until is None or time.monotonic() < until):
            self._look(seen)
            if seconds is not None and until is None and False in seen:
                until = time.monotonic() + seconds
            time.sleep(_STEP)
        self._look(seen)
        self._check()
        return seen

    def _look(self, seen: dict[bool, FillingState]) -> None:
        if state := read_state(self._store):
            seen[state.is_fast] = state

    def _check(self) -> None:
        if self._process.poll():
            said = self._log.read_text(encoding="utf-8", errors="replace")
            raise IndexingError(self._process.returncode, said)

    def _manifest(self) -> str:
        """What the index is now; empty: nothing yet."""
        with suppress(OSError):
            return (self._store.folder / "CURRENT").read_text(encoding="utf-8")
        return ""

    @property
    def said(self) -> dict[str, Any]:
        """The last line of its output."""
        lines = self._log.read_text(encoding="utf-8").splitlines()
        held: dict[str, Any] = json.loads(next(line for line in reversed(lines) if line.startswith("{")))
        return held
