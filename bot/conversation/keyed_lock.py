"""One at a time for each key, in the order of arrival; different keys never wait for one another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class KeyedLock(Generic[Key]):
    """A fair lock for each key, kept only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._queues: dict[Key, _Queue] = {}

    def waiting(self, key: Key) -> int:
        """How many hold or await this key's turn."""
        queue = self._queues.get(key)
        return queue.length if queue else 0

    @asynccontextmanager
    async def turn(self, key: Key) -> AsyncIterator[None]:
        """Wait for the turn and hold it for the `async with` block."""
        queue = self._queues.setdefault(key, _Queue())
        queue.length += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.length -= 1
            if queue.length == 0:
                del self._queues[key]
