"""What Python code of a process does outside itself, a line of JSON each: where it connects, what it looks up, what it writes.

Installed by a `sitecustomize` that stands first on the path of a watched program and of all processes it starts.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

CONNECTED, LOOKED_UP, WROTE = "connected", "looked up", "wrote"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS = {"os.mkdir": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "sqlite3.connect": 1}
"""Events that make something at a path -> how many paths they tell first."""


def install(log: str) -> None:
    """Write down from now on what this process does, into a file that several processes may share."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(event: str, facts: tuple[object, ...]) -> None:
        for kind, what in _noted(event, facts):
            with suppress(OSError):  # the program is watched, not disturbed
                os.write(file, f"{json.dumps([kind, what])}\n".encode())

    sys.addaudithook(note)


def _noted(event: str, facts: tuple[object, ...]) -> list[tuple[str, str]]:
    match event, facts:
        case (("socket.connect" | "socket.sendto" | "socket.sendmsg"), (_, (host, port, *_))):
            return [(CONNECTED, f"{host}:{port}")]
        case (("socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr"), (host, *_)):
            return [(LOOKED_UP, _text(host))]
        case "open", (str() | bytes() as path, _, int() as flags) if flags & _WRITING:
            return [(WROTE, _absolute(path))]
    paths = facts[: _PATHS.get(event, 0)]
    return [(WROTE, _absolute(path)) for path in paths if isinstance(path, (str, bytes))]


def _absolute(path: str | bytes) -> str:
    return os.path.abspath(_text(path))  # noqa: PTH100 - pathlib must not be loaded into what is watched


def _text(given: object) -> str:
    return os.fsdecode(given) if isinstance(given, bytes) else str(given)
