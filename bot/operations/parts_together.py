"""Runs the parts of the bot together: when one that it cannot do without ends, however it ends, all do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.errors import StartError


async def run_together(
    *parts: Coroutine[Any, Any, None], at_the_end: Callable[[], None] = lambda: None
) -> None:
    """Run until cancelled, until a part fails, or until all have come to their end.

    Args:
        *parts: what is run; one that must not end by itself is given as `never_ending`.
        at_the_end: called before the parts are cancelled.

    Raises:
        Exception: what the part that failed first in their order has raised.
    """
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        at_the_end()
        failures = [task.exception() for task in tasks if task.done() and not task.cancelled()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for failure in failures:
        if failure is not None:
            raise failure


async def never_ending(what: str, part: Coroutine[Any, Any, None]) -> None:
    """Run a part that goes on until it is cancelled from here.

    Raises:
        StartError: it came to an end, or something inside cancelled it, which asyncio counts as no failure.
    """
    try:
        await part
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
    raise StartError(f"{what} ended by itself, and the bot cannot go on without it.")
