"""Tells whoever waits long for an answer that it is coming; the message turns into the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.faces.telegram_app.handlers.typing import is_over
from bot.faces.telegram_app.sending import Destination, SendGate, SentMessage
from bot.messages import texts_in
from bot.presentation import render_sentence
from retrieval.types import Language

_PATIENCE_SECONDS = 5.0
_AGAIN_SECONDS = 1.0
_MOST_AT_ONCE = 4
"""Notices on their way: the answers of a crowd leave by the same connections."""


@dataclass(slots=True)
class BusyNotice:
    """What was told while an answer was waited for."""

    sent: SentMessage | None = None
    """Known when the wait is over; None: nothing was told."""


class BusyNotices:
    """The notices of all chats, one at a time for each."""

    def __init__(self) -> None:
        self._sending = 0
        self._told: set[int] = set()

    @asynccontextmanager
    async def if_long(
        self, gate: SendGate, destination: Destination, language: Language
    ) -> AsyncIterator[BusyNotice]:
        """Say that the answer is coming if the `async with` block takes long and the chat has not been told already."""
        notice, over = BusyNotice(), asyncio.Event()
        telling = asyncio.create_task(self._tell(gate, destination, language, notice, over))
        try:
            yield notice
        finally:
            over.set()
            await telling
            if notice.sent is not None:
                self._told.discard(destination.chat)

    async def _tell(
        self,
        gate: SendGate,
        destination: Destination,
        language: Language,
        notice: BusyNotice,
        over: asyncio.Event,
    ) -> None:
        pause = _PATIENCE_SECONDS
        while not await is_over(over, pause) and self._sending >= _MOST_AT_ONCE:
            pause = _AGAIN_SECONDS
        if over.is_set() or destination.chat in self._told:
            return
        self._told.add(destination.chat)
        self._sending += 1
        try:
            sentence = render_sentence(texts_in(language).busy)
            notice.sent = await gate.send(replace(destination, is_provisional=True), sentence)
        finally:
            self._sending -= 1
            if notice.sent is None:
                self._told.discard(destination.chat)
