"""The parsers' process, watched: how much of a processor and of the memory the reading of a file took."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval.ingest.formats.converter import Converter
from retrieval.ingest.source_text import SourceLine

_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12
"""Fields of /proc/PID/stat behind the name, from 0."""


class ParserProcess:
    """Reads pictures one after another; on Linux alone."""

    def __init__(self) -> None:
        self._converter = Converter()
        self.seconds = 0.0
        """Of processors, for the last file; the first one loads the models, too."""
        self.megabytes = 0.0
        """The most that the process has had so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._converter.close()

    def read(self, content: bytes) -> list[SourceLine]:
        """The lines of a picture."""
        before = self._used()
        lines = self._converter.convert(".jpg", content)
        self.seconds = self._used() - before
        status = Path(f"/proc/{self._number}/status").read_text(encoding="ascii")
        most = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        self.megabytes = int(most.split()[1]) / 1000
        return lines

    @property
    def _number(self) -> int | None:
        return self._converter.process_id

    def _used(self) -> float:
        if self._number is None:
            return 0.0
        fields = Path(f"/proc/{self._number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS
