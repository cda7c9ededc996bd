"""Processes that work beside this one and end with it, whether it leaves, is interrupted or is killed.

`concurrent.futures` alone leaves workers behind when their parent is killed, and waits for what they are doing when it
is interrupted. Here each worker holds one end of a pipe whose other end only the parent has: when that is closed, by
`stop` or by the parent's death, the worker is gone at once.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TypeVar

from embeddings.errors import WorkerLostError

Given = TypeVar("Given")
Made = TypeVar("Made")

_AHEAD = 2
"""Pieces of work that wait for each process, so that none is idle."""


class WorkerProcesses(AbstractContextManager["WorkerProcesses"]):
    """Processes that do pieces of work side by side."""

    def __init__(
        self, count: int, nice: int = 0, prepare: Callable[..., None] | None = None, *facts: object
    ) -> None:
        """Be ready to start them.

        Args:
            count: how many at most.
            nice: how far behind they stand in line for the processors at least, 0..19.
            prepare: called once in each; a function of a module, as it is found by its name there.
            *facts: what it is given.
        """
        self.count = count
        # Not forked: threads of this process may hold locks.
        spawning = get_context("spawn")
        self._guard = threading.Lock()
        kept, self._line = spawning.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            count, mp_context=spawning, initializer=_begin, initargs=(kept, nice, prepare, facts)
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let them finish; if something went wrong, end them at once."""
        if kind is not None:
            self.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.stop()

    def stop(self) -> None:
        """End them at once, from whatever thread; who waits for their work gets a `WorkerLostError`."""
        with self._guard:
            self._line.close()
            # A worker may have sent half of a result. The pool reads on for the rest as long as anybody could write it, and
            # would wait for ever: it keeps an end for writing open itself, and there is no public way to close it.
            results = self._pool._result_queue
            if results is not None:
                results._writer.close()  # type: ignore[attr-defined]

    def map(self, work: Callable[[Given], Made], pieces: Iterable[Given]) -> Iterator[Made]:
        """What is made of each piece, in their order; they are taken as they are needed.

        Args:
            work: a function of a module.
            pieces: what is given to it, one after another.

        Raises:
            WorkerLostError: a process was ended from outside, or `stop` was called.
        """
        waiting: deque[Future[Made]] = deque()
        for piece in pieces:
            waiting.append(self._begun(work, piece))
            if len(waiting) >= self.count * _AHEAD:
                yield _end_of(waiting.popleft())
        while waiting:
            yield _end_of(waiting.popleft())

    def _begun(self, work: Callable[[Given], Made], piece: Given) -> Future[Made]:
        try:
            with interrupts_held():
                return self._pool.submit(work, piece)
        except (RuntimeError, OSError) as error:  # it is broken, or was stopped by another thread
            raise WorkerLostError from error


def _end_of(future: Future[Made]) -> Made:
    try:
        return future.result()
    except (BrokenProcessPool, CancelledError) as error:
        raise WorkerLostError from error


def _begin(
    line: Connection, nice: int, prepare: Callable[..., None] | None, facts: tuple[object, ...]
) -> None:
    threading.Thread(target=_end_with, args=(line,), name="end of the line", daemon=True).start()
    os.nice(max(0, nice - os.nice(0)))  # a parent that stands behind has passed it on
    if prepare is not None:
        prepare(*facts)


def _end_with(line: Connection) -> None:
    """Nothing is ever sent: the line is readable when its other end is closed."""
    line.poll(None)
    os._exit(0)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """A process that is started here never sees the Ctrl-C that is meant for its parent, which decides what ends."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
