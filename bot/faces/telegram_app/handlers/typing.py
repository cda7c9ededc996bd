"""Shows that the bot is typing while a search takes long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.faces.telegram_app.sending import Destination, SendGate

_QUICK_SECONDS = 0.3
"""An answer that comes sooner needs no sign before it."""
_SHOWN_SECONDS = 4.5
"""Telegram shows the sign for five seconds at most."""
_UNDER_WAY_SECONDS = 1.0
"""How long an answer waits for a sign that is on its way."""
_MOST_SIGNS = 16
"""Two hundred signs for a burst of two hundred questions made its answers take twice as long."""


class TypingSigns:
    """The signs that are shown: few at once, as answers leave by the same connections."""

    def __init__(self) -> None:
        self._shown = 0

    @asynccontextmanager
    async def if_slow(self, gate: SendGate, destination: Destination) -> AsyncIterator[None]:
        """Show the sign from the first moment that somebody notices until the `async with` block ends.

        Where many wait already, it is not shown.
        """
        if self._shown >= _MOST_SIGNS:
            yield
            return
        self._shown += 1
        over = asyncio.Event()
        sign = asyncio.create_task(_type(gate, destination, over))
        try:
            yield
        finally:
            self._shown -= 1
            over.set()
            # Cut in the middle, the request would arrive as a broken one; overtaken, it would show the sign after the answer.
            await asyncio.wait({sign}, timeout=_UNDER_WAY_SECONDS)


async def _type(gate: SendGate, destination: Destination, over: asyncio.Event) -> None:
    pause = _QUICK_SECONDS
    while not await is_over(over, pause):
        await gate.show_typing(destination)
        pause = _SHOWN_SECONDS


async def is_over(over: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set within some seconds, which are waited for."""
    with suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), seconds)
    return over.is_set()
