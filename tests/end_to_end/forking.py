"""Starts `python -m bot` as a fork of a process that has its imports behind it.

Importing and reading constant files is two thirds of what a short command costs, and most of these tests run several. The
fork is a process like any other: it has its own arguments, folder, streams and signals, and runs `bot/__main__.py` from its
first line (`fork_server`). It is handed over to the test, whose child it becomes, so that `Popen` is none the wiser.
Linux only; elsewhere, and where a test asks for other variables than Yinju's, Python is started from nothing.
"""

from __future__ import annotations

import atexit
import ctypes
import inspect
import os
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypedDict, Unpack

from tests.end_to_end.fork_server import LONGEST, Request, limit_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMAND = (sys.executable, "-m", "bot")
_ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of <sys/prctl.h>."""
_OURS = ("YINJU_", "TELEGRAM_")
_CHANGING = (*_OURS, "PYTEST_")
"""What is told to each program anew, and what pytest tells its own processes of the test they are at."""
_EXECUTE = inspect.signature(subprocess.Popen._execute_child)  # type: ignore[attr-defined]


class Options(TypedDict, total=False):
    """Of those of `Popen`; each of the three streams must be given."""

    stdin: int
    stdout: int
    stderr: int | IO[bytes]
    cwd: Path
    start_new_session: bool


def start_program(
    arguments: Sequence[str | bytes | os.PathLike[str]],
    environment: Mapping[str, str],
    largest_file: int | None = None,
    **options: Unpack[Options],
) -> subprocess.Popen[bytes]:
    """`python -m bot` with these arguments and variables; the rest as for `subprocess.Popen`.

    Args:
        arguments: of the command line.
        environment: all its variables.
        largest_file: bytes that it may write to one file; None: as many as it likes.
        **options: as for `subprocess.Popen`.
    """
    server = _server(environment)
    if server is not None:
        return _Forked(server, arguments, largest_file, env=environment, **options)
    limit = None if largest_file is None else partial(limit_files, largest_file)
    return subprocess.Popen([*COMMAND, *arguments], env=environment, preexec_fn=limit, **options)  # noqa: PLW1509


class _Forked(subprocess.Popen[bytes]):
    """A `Popen` of which the fork server makes the process."""

    def __init__(
        self,
        server: _Server,
        arguments: Sequence[str | bytes | os.PathLike[str]],
        largest_file: int | None,
        env: Mapping[str, str],
        **options: Unpack[Options],
    ) -> None:
        self._fork_server = server
        self._largest_file = largest_file
        super().__init__(arguments, env=env, **options)

    def _execute_child(self, *given: object) -> None:
        """Takes the place of Python's own fork and exec, which `Popen.__init__` calls with all it has made ready."""
        held = _EXECUTE.bind(self, *given).arguments
        request = Request(
            [os.fsdecode(each) for each in held["args"]],
            {name: value for name, value in held["env"].items() if name.startswith(_OURS)},
            os.fspath(held["cwd"]),
            held["start_new_session"],
            self._largest_file,
        )
        streams = [held["p2cread"], held["c2pwrite"], held["errwrite"]]
        socket.send_fds(self._fork_server.socket, [request.written()], streams)
        self.pid = int(self._fork_server.socket.recv(LONGEST))
        self._child_created = True
        pipes = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
        self._close_pipe_fds(*(held[name] for name in pipes))  # type: ignore[attr-defined]


class _Server:
    """A fork server."""

    def __init__(self, variables: dict[str, str]) -> None:
        """Start it; it is ready when it has imported everything, and what is asked before waits."""
        self.variables = variables
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
        self.socket, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its_end:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.end_to_end.fork_server", str(its_end.fileno())],
                env=variables,
                pass_fds=[its_end.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        atexit.register(self.end)

    def end(self) -> None:
        """Nobody asks any more, and so it ends."""
        self.socket.close()
        self._process.wait()


_SERVERS: list[_Server] = []
"""The one of this process, once a program has been started."""


def _server(environment: Mapping[str, str]) -> _Server | None:
    """The server; None: these variables are not those it was started with."""
    if sys.platform != "linux":
        return None
    variables = {name: value for name, value in environment.items() if not name.startswith(_CHANGING)}
    if not _SERVERS:
        _SERVERS.append(_Server(variables))
    return _SERVERS[0] if _SERVERS[0].variables == variables else None
