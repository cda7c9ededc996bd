"""Tells a chat how many of its questions are not answered: in one message, which counts on while more come.

A sentence for each of hundreds would be the flood that it speaks of, and Telegram takes one message a second for a chat.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.faces.telegram_app.sending import Destination, SendGate, SentMessage
from bot.messages import texts_in
from bot.presentation import render_sentence
from retrieval.types import Language

_TOGETHER_SECONDS = 60.0
"""Who is refused so long after the last time is told in a new message."""
_PAUSE_SECONDS = 3.0
"""Before the first new count, and twice as long before each of the next: the counts of a crowd are a flood themselves."""
_MOST_HELD = 1000


@dataclass(slots=True)
class _Flood:
    is_told: bool = False
    """Whether somebody is at telling the chat."""
    refused: int = 0
    told: int = 0
    notice: SentMessage | None = None
    last: float = 0.0


class Refusals:
    """The questions of each chat that were refused lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._floods: dict[int, _Flood] = {}

    async def tell(self, gate: SendGate, destination: Destination, language: Language) -> None:
        """Count one more, and tell the chat how many they are, unless that is being done already.

        Args:
            gate: sends.
            destination: where the sentence goes if it is the first: under the question.
            language: of whoever asked.
        """
        flood = self._flood(destination.chat)
        flood.refused += 1
        if flood.is_told:
            return
        flood.is_told, pause = True, _PAUSE_SECONDS
        try:
            while flood.told < flood.refused:
                if flood.told:
                    await asyncio.sleep(pause)
                    pause *= 2
                told = flood.refused
                sentence = render_sentence(texts_in(language).too_much.format(count=told))
                if flood.notice is None or not await gate.edit(flood.notice, sentence):
                    flood.notice = await gate.send(destination, sentence)
                flood.told = told
        finally:
            flood.is_told = False

    def _flood(self, chat: int) -> _Flood:
        now = self._clock()
        flood = self._floods.get(chat)
        if flood is None or now - flood.last > _TOGETHER_SECONDS:
            if len(self._floods) >= _MOST_HELD:
                self._floods = {
                    held: one for held, one in self._floods.items() if now - one.last <= _TOGETHER_SECONDS
                }
            flood = self._floods[chat] = _Flood()
        flood.last = now
        return flood
