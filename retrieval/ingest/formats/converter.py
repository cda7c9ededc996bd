"""Files that need a parser -> their lines, by a process that is ended when a file takes too long or too much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.limits import LIMITS, MEMORY, MODEL_MEMORY, SCAN_SECONDS, Limit
from retrieval.ingest.formats.line_records import lines_from_json
from retrieval.ingest.formats.scanning import QUIETLY, Scanning
from retrieval.ingest.source_text import SourceLine

_ENVIRONMENT = frozenset(
    "PATH LANG LC_ALL LD_LIBRARY_PATH DYLD_LIBRARY_PATH PYTHONHOME SYSTEMROOT TMPDIR TEMP".split()
)
"""What Python needs; everything else, such as the bot's token, is no business of a parser's."""

_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Of libraries that would take as many as there are processors, and memory for each."""
_PAGE = b'{"page"'
"""Begins what is said before a page of a scan is read."""


class _ParserDiedError(Exception):
    """The process ended without an answer."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        """Bytes that it could have had."""
        super().__init__()


@dataclass(frozen=True, slots=True)
class _Request:
    """A file to be read."""

    suffix: str
    content: bytes
    seconds: float
    scanning: Scanning


class Converter:
    """Keeps one parsers' process, started when the first file needs it; safe to use from several threads."""

    def __init__(self, limits: Mapping[str, Limit] = LIMITS) -> None:
        """Start nothing yet.

        Args:
            limits: by suffix.
        """
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def convert(self, suffix: str, content: bytes, scanning: Scanning = QUIETLY) -> list[SourceLine]:
        """The lines of a file.

        Args:
            suffix: of its name, in lower case; a key of the limits.
            content: its bytes.
            scanning: how many pages that are pictures it may have, and who is told how far their reading is.

        Raises:
            RefusedContentError: the parser refused it, took too long, or did not survive it.
        """
        with self._lock:
            answer = self._ask(_Request(suffix, content, self._limits[suffix].seconds, scanning))
        if "refused" in answer:
            raise RefusedContentError(answer["refused"], Refusal(answer["why"]))
        return lines_from_json(answer)

    @property
    def process_id(self) -> int | None:
        """The number of the process; None: there is none."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            if self._process is not None:
                _end(self._process)
                self._process = None

    def _ask(self, request: _Request) -> dict[str, Any]:
        """Ask the process that is there; should it die of its past, ask a new one."""
        if self._process is not None:
            try:
                return self._ask_process(self._process, request)
            except _ParserDiedError:
                self._process = None
        self._process = _start()
        try:
            return self._ask_process(self._process, request)
        except _ParserDiedError as error:
            self._process = None
            raise RefusedContentError(
                f"needs more than {error.memory // 1024**2} MiB of memory, or breaks its parser",
                Refusal.TOO_MUCH,
            ) from error

    def _ask_process(self, process: subprocess.Popen[bytes], request: _Request) -> dict[str, Any]:
        deadline = _Deadline(process)
        deadline.set(request.seconds)
        memory, answer = MEMORY, b""
        try:
            for answer in _exchange(process, request):
                if not answer.startswith(_PAGE):
                    break
                deadline.set(SCAN_SECONDS)
                memory = MEMORY + MODEL_MEMORY
                page = json.loads(answer)
                request.scanning.told(page["page"], page["pages"])
        finally:
            deadline.end()
            is_whole = answer.endswith(b"\n") and not answer.startswith(_PAGE)
            if deadline.is_over or not is_whole:
                _end(process)
        if deadline.is_over:
            self._process = None
            seconds = deadline.seconds
            raise RefusedContentError(f"takes longer than {seconds:g} seconds to read", Refusal.TOO_MUCH)
        if not is_whole:
            raise _ParserDiedError(memory)
        held: dict[str, Any] = json.loads(answer)
        return held


class _Deadline:
    """Ends a process that does not answer in time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._late = threading.Event()
        self._timer: threading.Timer | None = None
        self.seconds = 0.0

    @property
    def is_over(self) -> bool:
        """Whether the process was ended."""
        return self._late.is_set()

    def set(self, seconds: float) -> None:
        """Let the process have so many seconds from now on."""
        self.end()
        self.seconds = seconds
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.start()

    def end(self) -> None:
        """Let the process live."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()

    def _stop(self) -> None:
        self._late.set()
        self._process.kill()


def _exchange(process: subprocess.Popen[bytes], request: _Request) -> Iterator[bytes]:
    """What the process says to a file, line by line; nothing, or half a line, when it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    header = {
        "suffix": request.suffix,
        "size": len(request.content),
        "seconds": request.seconds,
        "pages": request.scanning.most_pages,
    }
    try:
        process.stdin.write(json.dumps(header).encode() + b"\n" + request.content)
        process.stdin.flush()
        while line := process.stdout.readline():
            yield line
    except OSError:
        return


def _start() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT}
    environment |= _ONE_THREAD
    environment["PYTHONPATH"] = os.pathsep.join(entry or os.curdir for entry in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "retrieval.ingest.formats.worker"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        try:
            stream.close()
        except OSError:
            continue  # What was still to be written to it is of no use to anybody.
