"""Counts what waits for the workers and how long they have been at what they do, so that a stuck one is noticed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TypeVar

Made = TypeVar("Made")


class WorkInHand:
    """The work of one pool; safe to use from several threads."""

    def __init__(self, pool: Executor, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is in hand yet.

        Args:
            pool: its workers.
            clock: tells seconds.
        """
        self._pool = pool
        self._clock = clock
        self._lock = threading.Lock()
        self._in_hand: dict[int, float | None] = {}
        """By number: when a worker began, None: none has."""
        self._given = 0

    def submit(self, work: Callable[[], Made]) -> Future[Made]:
        """Give it to the pool; raises a RuntimeError when the pool is closed."""
        with self._lock:
            self._given += 1
            number = self._given
            self._in_hand[number] = None
        try:
            future = self._pool.submit(self._begun, number, work)
        except RuntimeError:
            self._end(number)
            raise
        # Also called for work that is cancelled before it is begun.
        future.add_done_callback(lambda _: self._end(number))
        return future

    @property
    def waiting(self) -> int:
        """Of those given, how many no worker has begun."""
        with self._lock:
            return sum(began is None for began in self._in_hand.values())

    @property
    def longest_seconds(self) -> float:
        """How long the longest of those takes that workers are at; 0: nothing is begun."""
        with self._lock:
            began = [each for each in self._in_hand.values() if each is not None]
        return self._clock() - min(began) if began else 0.0

    def _begun(self, number: int, work: Callable[[], Made]) -> Made:
        with self._lock:
            self._in_hand[number] = self._clock()
        return work()

    def _end(self, number: int) -> None:
        with self._lock:
            self._in_hand.pop(number, None)
