"""The parsers' process: one file after another comes in on stdin, its lines go out on stdout.

Request: a line of JSON {"suffix", "size", "seconds", "pages"} and `size` bytes. Answer: a line of JSON, {"lines": …} as
`line_records` has it or {"refused": reason, "why": kind}. Before it comes, of a scan, a line {"page", "pages"} for each
page that is going to be recognised: no more than `pages` of the request, each with a deadline of its own.

Whatever a hostile file does to a parser
happens here, with little memory, no secrets, no network and a deadline; `Converter` starts it, and starts another when
it dies.
"""

from __future__ import annotations

import json
import math
import sys
from typing import IO, Any

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.converting import convert
from retrieval.ingest.formats.limits import MEMORY, MODEL_MEMORY, SCAN_SECONDS
from retrieval.ingest.formats.line_records import lines_to_json
from retrieval.ingest.formats.scanning import Scanning

if sys.platform != "win32":
    import resource
    import signal

_ORPHAN_SECONDS = 5
"""After the deadline: whoever waited for the answer would have ended this process, if it still lived."""


def main() -> None:
    """Serve until stdin ends."""
    _limit()
    sys.addaudithook(_keep_off_network)
    while header := sys.stdin.buffer.readline():
        request: dict[str, Any] = json.loads(header)
        content = sys.stdin.buffer.read(request["size"])
        _set_alarm(request["seconds"])
        _answer(sys.stdout.buffer, request, content)
        _set_alarm(None)


def _answer(stream: IO[bytes], request: dict[str, Any], content: bytes) -> None:
    def told(page: int, pages: int) -> None:
        _set_alarm(SCAN_SECONDS)
        _limit_memory(MEMORY + MODEL_MEMORY)
        _write(stream, {"page": page, "pages": pages})

    answer: dict[str, Any]
    try:
        answer = lines_to_json(convert(request["suffix"], content, Scanning(request["pages"], told)))
    except RefusedContentError as error:
        answer = {"refused": error.reason, "why": error.why}
    _write(stream, answer)


def _write(stream: IO[bytes], told: dict[str, Any]) -> None:
    stream.write(json.dumps(told).encode() + b"\n")
    stream.flush()


def _keep_off_network(event: str, _: tuple[object, ...]) -> None:
    """A file may name addresses; nothing here looks one up, whatever a parser thinks of it."""
    if event.startswith("socket."):
        raise PermissionError(event)


def _limit() -> None:
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program; this ends with it.
        # No parser writes a file, whatever a hostile one makes of it, and none leaves its memory on the disk.
        for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            resource.setrlimit(nothing, (0, 0))
        _limit_memory(MEMORY)


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        except (ValueError, OSError):
            return  # macOS knows the limit, but may not take it; the deadline holds there, too.


def _set_alarm(seconds: float | None) -> None:
    """Be ended by the system after this time, even inside a parser and without a parent."""
    if sys.platform != "win32":
        signal.alarm(0 if seconds is None else math.ceil(seconds) + _ORPHAN_SECONDS)


if __name__ == "__main__":
    main()
