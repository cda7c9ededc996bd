"""One process that works behind this one, at a low priority, and ends with it, even if it is killed.

It may start processes of its own: told to end, it takes them along and leaves nothing to be cleaned up.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from typing import Generic, TypeVar

from embeddings import EmbeddingsError, WorkerLostError, interrupts_held
from retrieval.errors import RetrievalError

Made = TypeVar("Made")

_NICE = 10
"""Questions go first, ten to one; the very last in line would never come to work beside other busy programs."""
_LEAVE_SECONDS = 5.0
"""What it gets to end by itself."""
_ONCE_MORE_SECONDS = 0.05
"""Letting go of an object takes less."""


class ProcessBehind(Generic[Made]):
    """A piece of work in a process of its own: one thread waits for its result, another may stop it."""

    def __init__(self, work: Callable[[], Made]) -> None:
        """Start it.

        Args:
            work: a function of a module, or a `partial` of one.
        """
        # Not forked: threads of this process may hold locks.
        spawning = get_context("spawn")
        self._answers, answer = spawning.Pipe(duplex=False)
        self._ended = threading.Event()
        self._process = spawning.Process(target=_work, args=(work, answer), name="behind")
        with interrupts_held():
            self._process.start()
        answer.close()

    def result(self) -> Made:
        """Wait for what it made, and for its end.

        Raises:
            RetrievalError: as the work did.
            EmbeddingsError: the same, or the process was ended from outside.
        """
        try:
            made: Made | Exception = self._answers.recv()
        except EOFError as error:
            raise WorkerLostError from error
        finally:
            self._process.join()
            self._answers.close()
            self._ended.set()
        if isinstance(made, Exception):
            raise made
        return made

    def stop(self) -> None:
        """End it, with the processes it has started; who waits for its result gets a `WorkerLostError`."""
        with suppress(OSError):  # it has ended
            self._process.terminate()
            if not self._ended.wait(_LEAVE_SECONDS):
                self._process.kill()


def _work(work: Callable[[], object], answer: connection.Connection) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.unraisablehook = _end_after_all
    threading.Thread(target=_end_with_parent, name="parent's end", daemon=True).start()
    os.nice(_NICE)
    made: object
    try:
        made = work()
    except (RetrievalError, EmbeddingsError) as error:
        made = error
    answer.send(made)


def _end_after_all(ignored: sys.UnraisableHookArgs) -> None:
    """Python drops what is raised while it lets go of an object; where that was the wish to end, it is told so once more."""
    if not issubclass(ignored.exc_type, SystemExit):
        sys.__unraisablehook__(ignored)
        return
    again = threading.Timer(_ONCE_MORE_SECONDS, os.kill, (os.getpid(), signal.SIGTERM))
    again.daemon = True
    with suppress(RuntimeError):  # it is ending, and starts no thread any more
        again.start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LEAVE_SECONDS)
        os._exit(1)
