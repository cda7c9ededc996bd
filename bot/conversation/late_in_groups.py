"""What groups asked while the bot was away: only the newest few are answered, as the people there have gone on talking."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto

ANSWERED_AT_MOST = 3
"""In one group, of what was asked during one outage."""
LATE_SECONDS = 300.0
"""What was said so long ago is late: the bot was away, or the clocks differ by more than clocks do."""
_CALM_SECONDS = 2.0
"""After so long without another one all have come; what waits with the server comes a hundred at a time."""


class LateVerdict(Enum):
    """What becomes of a late message."""

    ANSWERED = auto()
    PASSED_OVER = auto()
    PASSED_OVER_AND_TOLD = auto()
    """Its group is to be told that some are passed over."""


class LateInGroups:
    """The late messages of each group, gathered until no more come."""

    def __init__(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._gathered: dict[int, list[int]] = {}

    async def judge(self, group: int, message: int) -> LateVerdict:
        """Wait until all have come, and say what becomes of this one; messages are numbered in their order."""
        gathered = self._gathered.setdefault(group, [])
        gathered.append(message)
        known = 0
        while known != len(gathered):
            known = len(gathered)
            await self._sleep(_CALM_SECONDS)
        if self._gathered.get(group) is gathered:
            del self._gathered[group]
        newest = sorted(gathered)
        if message in newest[-ANSWERED_AT_MOST:]:
            return LateVerdict.ANSWERED
        return LateVerdict.PASSED_OVER_AND_TOLD if message == newest[0] else LateVerdict.PASSED_OVER
