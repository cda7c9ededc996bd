"""Whether the bot hears and answers: the one judgement behind the health page and the service manager.

A process that lives is no proof: bots have been deaf for days. Healthy is one that has heard from Telegram within so many
seconds (an update, or a poll that came back empty) and whose workers have each begun something new within as many.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Answering(Protocol):
    """The side of the bot that answers."""

    @property
    def is_open(self) -> bool:
        """Whether the documents are open."""

    @property
    def waiting(self) -> int:
        """Questions that no worker has begun."""

    @property
    def longest_seconds(self) -> float:
        """How long the longest of those takes that workers are at; 0: they have nothing to do."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is at one moment."""

    is_healthy: bool
    seconds_since_poll: float
    """Since Telegram was heard, or the handling of an update ended."""
    questions_waiting: int
    longest_answer_seconds: float
    is_open: bool

    def to_json(self) -> str:
        """One line, with no word of a question and no name."""
        return json.dumps(
            {
                "healthy": self.is_healthy,
                "seconds_since_poll": round(self.seconds_since_poll, 1),
                "questions_waiting": self.questions_waiting,
                "longest_answer_seconds": round(self.longest_answer_seconds, 1),
                "index": "open" if self.is_open else "opening",
            }
        )


class HealthWatch:
    """Remembers when Telegram was heard last. It begins as if it had just been."""

    def __init__(
        self, answering: Answering, most_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin now.

        Args:
            answering: the side that answers.
            most_seconds: how long nothing may be heard, and how long one answer may take.
            clock: tells seconds.
        """
        self._answering = answering
        self._most_seconds = most_seconds
        self._clock = clock
        self._heard = clock()
        self.first_heard = asyncio.Event()
        """Set when Telegram has been heard for the first time."""

    def hear(self) -> None:
        """Note that Telegram has been heard."""
        self._heard = self._clock()
        self.first_heard.set()

    def now(self) -> Health:
        """How the bot is."""
        silent, longest = self._clock() - self._heard, self._answering.longest_seconds
        return Health(
            max(silent, longest) <= self._most_seconds,
            silent,
            self._answering.waiting,
            longest,
            self._answering.is_open,
        )
