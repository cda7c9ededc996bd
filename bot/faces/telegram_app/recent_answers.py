"""Which message answers which, for a minute: a question edited meanwhile gets its answer edited, not a second one."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.faces.telegram_app.sending import SentMessage
from retrieval.types import QueryPlan

EDITABLE_SECONDS = 60.0
"""Later the conversation has gone on, and an answer that changes above it would mislead."""


@dataclass(frozen=True, slots=True)
class RecentAnswer:
    """An answer and what its question leaned on."""

    sent: SentMessage
    previous: QueryPlan | None
    """What its author had asked before."""


class RecentAnswers:
    """The answers of the last minute, by chat and message of the question."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[tuple[int, int], tuple[float, RecentAnswer]] = OrderedDict()

    def remember(self, chat: int, message: int, answer: RecentAnswer) -> None:
        """Keep the answer to a question; one that is kept already keeps its time."""
        at, _ = self._held.get((chat, message), (self._clock(), answer))
        self._held[chat, message] = at, answer
        self._forget_old()

    def find(self, chat: int, message: int) -> RecentAnswer | None:
        """The answer to a question, if it may still be edited."""
        self._forget_old()
        held = self._held.get((chat, message))
        return held[1] if held else None

    def forget(self, chat: int) -> None:
        """Let go of all answers of a chat."""
        for key in [held for held in self._held if held[0] == chat]:
            del self._held[key]

    def _forget_old(self) -> None:
        while self._held:
            at, _ = next(iter(self._held.values()))
            if self._clock() - at <= EDITABLE_SECONDS:
                return
            self._held.popitem(last=False)
