"""Whose question is answered next, and how many may wait.

Chats take turns, so that the burst of one holds up no other (round robin, as in fair queueing,
https://www.rfc-editor.org/rfc/rfc970). What was said long ago, before an outage, comes after what is said now, the newest first.
Where more wait than may, the oldest of the late ones is refused, or else the last of the chat that has most of them waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.conversation.records import Speaker

_LONGEST_WAIT = 45.0
"""Seconds that the last of those who wait may expect to; a slow machine lets fewer wait."""
_FEWEST = 20
"""May wait however slow it seems: a single question may take long."""
_NEWEST = 0.1
"""What the newest turn counts in the mean time from one end to the next."""


class TooManyWaitingError(Exception):
    """So many wait that this question is not answered."""


@dataclass(eq=False, slots=True)
class _Waiting:
    speaker: Speaker
    late: float | None
    begun: asyncio.Future[None]


class QuestionQueue:
    """The turns of questions, one at a time for each speaker. For one event loop."""

    def __init__(self, places: int, most_waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody waits yet.

        Args:
            places: how many questions are in hand at once.
            most_waiting: how many wait at most.
            clock: tells seconds.
        """
        self._clock = clock
        self._pace = 0.0
        """Seconds from the end of one turn to that of the next, while others wait; 0: not known yet."""
        self._ended: float | None = None
        self._places = places
        self._most_waiting = most_waiting
        self._lanes: dict[int, list[_Waiting]] = {}
        """By chat, in the order of their turns; none is empty."""
        self._late: list[_Waiting] = []
        self._speaking: set[Speaker] = set()

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return len(self._late) + sum(map(len, self._lanes.values()))

    @asynccontextmanager
    async def turn(self, speaker: Speaker, late: float | None = None) -> AsyncIterator[None]:
        """Wait for the turn and hold it for the `async with` block.

        Args:
            speaker: who asks.
            late: when it was said, in seconds since 1970, if that is long ago; None: it was said just now.

        Raises:
            TooManyWaitingError: there is no room for it, at once or while it waits.
        """
        one = _Waiting(speaker, late, asyncio.get_running_loop().create_future())
        if late is None:
            self._lanes.setdefault(speaker.chat, []).append(one)
        else:
            self._late.append(one)
        self._begin_next()
        while self.waiting > self._room:
            self._refuse_one()
        try:
            await one.begun
            yield
        finally:
            self._leave(one)

    @property
    def _room(self) -> int:
        """How many may wait, by the pace of now."""
        in_time = int(_LONGEST_WAIT / self._pace) if self._pace else self._most_waiting
        return min(self._most_waiting, max(_FEWEST, in_time))

    def _note_pace(self) -> None:
        now, before = self._clock(), self._ended
        self._ended = now if self.waiting else None
        if before is not None:
            took = now - before
            self._pace += _NEWEST * (took - self._pace) if self._pace else took

    def _begin_next(self) -> None:
        while len(self._speaking) < self._places and (one := self._next()) is not None:
            self._remove(one)
            if one.begun.done():
                continue  # cancelled, and about to leave
            if one.speaker.chat in self._lanes:
                self._lanes[one.speaker.chat] = self._lanes.pop(one.speaker.chat)
            self._speaking.add(one.speaker)
            one.begun.set_result(None)

    def _next(self) -> _Waiting | None:
        for lane in self._lanes.values():
            if (first := next(self._silent(lane), None)) is not None:
                return first
        newest = max(self._silent(self._late), key=lambda one: one.late or 0.0, default=None)
        # What one speaker has said stays in its order: it may refer to what was said before.
        return newest and next(one for one in self._late if one.speaker == newest.speaker)

    def _silent(self, lane: list[_Waiting]) -> Iterator[_Waiting]:
        """Those whose speaker has no question in hand."""
        return (one for one in lane if one.speaker not in self._speaking)

    def _refuse_one(self) -> None:
        one = min(self._late, key=lambda each: each.late or 0.0, default=None)
        if one is None:
            one = max(self._lanes.values(), key=len)[-1]
        self._remove(one)
        if not one.begun.done():
            one.begun.set_exception(TooManyWaitingError())

    def _remove(self, one: _Waiting) -> None:
        lane = self._late if one.late is not None else self._lanes.get(one.speaker.chat, [])
        if one in lane:
            lane.remove(one)
        if not lane and one.late is None:
            self._lanes.pop(one.speaker.chat, None)

    def _leave(self, one: _Waiting) -> None:
        self._remove(one)
        if one.begun.done() and not one.begun.cancelled() and one.begun.exception() is None:
            self._speaking.discard(one.speaker)
            self._note_pace()
        self._begin_next()
