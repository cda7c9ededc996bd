"""Files that need a parser -> their lines, by a process that is ended when a file takes too long or too much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.limits import LIMITS, MEMORY, Limit
from retrieval.ingest.formats.line_records import lines_from_json
from retrieval.ingest.source_text import SourceLine

_ENVIRONMENT = frozenset(
    "PATH LANG LC_ALL LD_LIBRARY_PATH DYLD_LIBRARY_PATH PYTHONHOME SYSTEMROOT TMPDIR TEMP".split()
)
"""What Python needs; everything else, such as the bot's token, is no business of a parser's."""


class _ParserDiedError(Exception):
    """The process ended without an answer."""


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

    def convert(self, suffix: str, content: bytes) -> list[SourceLine]:
        """The lines of a file.

        Args:
            suffix: of its name, in lower case; a key of the limits.
            content: its bytes.

        Raises:
            RefusedContentError: the parser refused it, took too long, or did not survive it.
        """
        with self._lock:
            answer = self._ask(suffix, content)
        if "refused" in answer:
            raise RefusedContentError(answer["refused"], Refusal(answer["why"]))
        return lines_from_json(answer)

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            if self._process is not None:
                _end(self._process)
                self._process = None

    def _ask(self, suffix: str, content: bytes) -> dict[str, Any]:
        """Ask the process that is there; should it die of its past, ask a new one."""
        if self._process is not None:
            try:
                return self._ask_process(self._process, suffix, content)
            except _ParserDiedError:
                self._process = None
        self._process = _start()
        try:
            return self._ask_process(self._process, suffix, content)
        except _ParserDiedError as error:
            self._process = None
            raise RefusedContentError(
                f"needs more than {MEMORY // 1024**2} MiB of memory, or breaks its parser",
                Refusal.TOO_MUCH,
            ) from error

    def _ask_process(self, process: subprocess.Popen[bytes], suffix: str, content: bytes) -> dict[str, Any]:
        seconds = self._limits[suffix].seconds
        late = threading.Event()
        timer = threading.Timer(seconds, _stop, (process, late))
        timer.start()
        answer = b""
        try:
            answer = _exchange(process, suffix, content, seconds)
        finally:
            timer.cancel()
            timer.join()
            if late.is_set() or not answer.endswith(b"\n"):
                _end(process)
        if late.is_set():
            self._process = None
            raise RefusedContentError(f"takes longer than {seconds:g} seconds to read", Refusal.TOO_MUCH)
        if not answer.endswith(b"\n"):
            raise _ParserDiedError
        held: dict[str, Any] = json.loads(answer)
        return held


def _exchange(process: subprocess.Popen[bytes], suffix: str, content: bytes, seconds: float) -> bytes:
    """The answer, a whole line; or what there is of it when the process ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    header = json.dumps({"suffix": suffix, "size": len(content), "seconds": seconds})
    try:
        process.stdin.write(header.encode() + b"\n" + content)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


def _start() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT}
    environment["PYTHONPATH"] = os.pathsep.join(entry or os.curdir for entry in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "retrieval.ingest.formats.worker"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        try:
            stream.close()
        except OSError:
            continue  # What was still to be written to it is of no use to anybody.
