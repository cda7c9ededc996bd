"""A process that has imported Yinju and waits for requests; for each it forks, and the fork runs `python -m bot`."""

from __future__ import annotations

import atexit
import gc
import json
import os
import random
import runpy
import socket
import sys
import threading
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from typing import TextIO

LONGEST = 1 << 18
"""Bytes of a request; a socket of packets takes no more."""
_STREAMS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What the program is to be started with, but for its three streams, which come beside it."""

    arguments: list[str]
    variables: dict[str, str]
    folder: str
    is_session_leader: bool
    largest_file: int | None
    """Bytes that it may write to one file; None: as many as it likes."""

    def written(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def limit_files(size: int) -> None:
    """Let this process write no more bytes than that to one file: its disk is full."""
    import resource  # noqa: PLC0415 - not everywhere

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _become(request: Request, streams: list[int]) -> None:
    """Make this process what it would be if it had just been started."""
    if request.is_session_leader:
        os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = _reopened(sys.stdin, "rb")
    sys.stdout = _reopened(sys.stdout, "wb")
    sys.stderr = _reopened(sys.stderr, "wb")
    if request.largest_file is not None:
        limit_files(request.largest_file)
    os.chdir(request.folder)
    os.environ.update(request.variables)
    sys.argv = ["bot", *request.arguments]
    random.seed()


def _reopened(former: TextIO, mode: str) -> TextIO:
    """A stream of the same number and encoding; the former one knows what kind of file it had."""
    return TextIOWrapper(
        os.fdopen(former.fileno(), mode, closefd=False),
        encoding=former.encoding,
        errors=former.errors,
        line_buffering=former is sys.stderr,
    )


def _wait_for_a_fork(server: socket.socket) -> None:
    """Fork for each request; returns in the forks only, and leaves the process when nobody can ask any more."""
    while True:
        content, streams, *_ = socket.recv_fds(server, LONGEST, _STREAMS)
        if not content:
            os._exit(0)
        if (forked := _fork_alone()) is None:
            server.close()
            _become(Request(**json.loads(content)), streams)
            return
        server.send(str(forked).encode())
        for stream in streams:
            os.close(stream)


def _fork_alone() -> int | None:
    """Fork a process whose parent has ended, which goes to the test: it adopts what is left alone below it.

    Returns:
        Its number; None in itself.
    """
    reading, writing = os.pipe()
    if between := os.fork():
        os.close(writing)
        os.waitpid(between, 0)
        with os.fdopen(reading, "rb") as told:
            return int(told.read())
    if forked := os.fork():
        os.write(writing, str(forked).encode())
        os._exit(0)
    os.close(reading)
    os.close(writing)
    return None


def _warm_up() -> None:
    """Import all that a command may need, and do what comes out the same in every one of them.

    That is: read the files that never change, open the model, and build, ask and show something, so that what is made
    at the first use of it is made.
    """
    from functools import cache  # noqa: PLC0415

    import anyio._backends._asyncio  # noqa: F401, PLC0415
    import httpcore  # noqa: F401, PLC0415

    import bot.cli  # noqa: PLC0415
    import bot.faces.telegram_app.application  # noqa: F401, PLC0415
    from embeddings import passage_reader, prepared, prepared_folder  # noqa: PLC0415
    from retrieval.language import dictionary  # noqa: PLC0415
    from tests.end_to_end.first_question import index_and_ask  # noqa: PLC0415

    # Hashing the model takes half a second, reading its pieces another, CC-CEDICT (at every build), too.
    for module, name in (
        (dictionary, "read_source"),
        (prepared, "_open_tokenizer"),
        (prepared, "open_session"),
        (passage_reader, "open_session"),
        (prepared_folder, "read_manifest"),
    ):
        setattr(module, name, cache(getattr(module, name)))
    index_and_ask()
    gc.freeze()
    # A bot that has opened its documents would thaw and go through all that is shared, and so copy it.
    gc.unfreeze = lambda: None


def _run() -> None:
    """Run `python -m bot`, and leave without the interpreter's own end, which would copy all memory shared with the others."""
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    except SystemExit as left:
        if not isinstance(left.code, int):
            raise
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(left.code)


if __name__ == "__main__":
    _warm_up()
    _wait_for_a_fork(socket.socket(fileno=int(sys.argv[1])))
    _run()
