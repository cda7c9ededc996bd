"""How many calls to the server may be under way at once: as many as it takes messages, at the time that a call takes now.

What the server has taken and the bot has not heard of yet is sent again after a kill, so that calls which win nothing are
not begun. Of `rate` calls a second that take `t` seconds each, `rate * t` are under way: J. Little, "A proof for the queuing
formula L = λW", Operations Research 9 (1961).
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_A_SECOND = 30.0
"""Messages that Telegram takes from a bot (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""
_LEAST, _MOST = 2, 16
"""One call may wait for the other's reply to be read; what waits inside httpcore costs it the square of its number."""
_AT_FIRST = 0.2
"""Seconds that a call is taken to last before any has ended."""
_WEIGHT = 0.1
"""Of the last call in the mean."""


class CallsUnderWay:
    """Lets calls begin in the order in which they came. For the coroutines of one event loop."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Nothing is under way.

        Args:
            clock: seconds.
        """
        self._clock = clock
        self._seconds = _AT_FIRST
        self._allowed = self.most
        self._free = asyncio.Semaphore(self._allowed)

    @property
    def most(self) -> int:
        """How many may be under way; 2..16."""
        return max(_LEAST, min(_MOST, math.ceil(_A_SECOND * self._seconds)))

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Make a call in the `with` block, as soon as it may begin."""
        await self._free.acquire()
        began = self._clock()
        try:
            yield
        finally:
            self._seconds += _WEIGHT * (self._clock() - began - self._seconds)
            self._end()

    def _end(self) -> None:
        """Let as many begin as may be under way now: one more or none, besides the one that has ended."""
        if self._allowed > self.most:
            self._allowed -= 1
            return
        self._free.release()
        if self._allowed < self.most:
            self._allowed += 1
            self._free.release()
