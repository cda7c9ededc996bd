"""Shows that the bot is typing while a search takes long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.sending import Destination, SendGate

_QUICK_SECONDS = 0.3
"""An answer that comes sooner needs no sign before it."""
_SHOWN_SECONDS = 4.5
"""Telegram shows the sign for five seconds at most."""


@asynccontextmanager
async def typing_if_slow(gate: SendGate, destination: Destination) -> AsyncIterator[None]:
    """Show the sign from the first moment that somebody notices until the `async with` block ends."""
    sign = asyncio.create_task(_type(gate, destination))
    try:
        yield
    finally:
        sign.cancel()


async def _type(gate: SendGate, destination: Destination) -> None:
    await asyncio.sleep(_QUICK_SECONDS)
    while True:
        await gate.show_typing(destination)
        await asyncio.sleep(_SHOWN_SECONDS)
