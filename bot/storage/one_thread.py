"""The thread that does the storage's work: what is urgent first, everything else in the order in which it was given.

A burst of questions has thousands of calls wait for this thread. What takes one call and no worker (a greeting, help, keeping
what has just arrived) goes before them, or /start would be answered after all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_IS_URGENT: ContextVar[bool] = ContextVar("is_urgent", default=False)


@contextmanager
def urgent() -> Iterator[None]:
    """What is stored and looked up in the `with` block, by this task, goes before what others wait for."""
    token = _IS_URGENT.set(True)
    try:
        yield
    finally:
        _IS_URGENT.reset(token)


def is_urgent() -> bool:
    """Whether this task is in such a block."""
    return _IS_URGENT.get()


class OneThread:
    """Does one thing at a time in a thread of its own."""

    def __init__(self, name: str) -> None:
        """Start nothing yet.

        Args:
            name: of the thread.
        """
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._urgent: deque[Callable[[], None]] = deque()
        self._others: deque[Callable[[], None]] = deque()

    def submit(self, work: Callable[..., _Result], *arguments: Any) -> Future[_Result]:  # noqa: ANN401 - the work's own
        """Do it in its turn; raises a RuntimeError after `shutdown`."""
        done: Future[_Result] = Future()

        def do() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                result = work(*arguments)
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits, as an executor does
                done.set_exception(error)
            else:
                done.set_result(result)

        waiting = self._urgent if is_urgent() else self._others
        waiting.append(do)
        try:
            # One turn for each thing that waits; which one it is, is decided when its turn comes.
            self._thread.submit(self._do_next)
        except RuntimeError:
            waiting.remove(do)
            raise
        return done

    def shutdown(self) -> None:
        """Finish what was given, and take nothing more."""
        self._thread.shutdown()

    def _do_next(self) -> None:
        (self._urgent or self._others).popleft()()
