"""What each person asked last in each chat, so that 那2016年呢 can be understood.

Kept in memory only: a follow-up comes within minutes or not at all.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from retrieval.follow_up import to_remember
from retrieval.types import Answer, Question

REMEMBERED_SECONDS = 15 * 60
_MOST_REMEMBERED = 10_000
"""Bounds the memory; a question and its key take about a kilobyte."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person (or channel) in one topic of one chat. Nobody sees what another asked."""

    chat: int
    topic: int | None
    person: int


@dataclass(frozen=True, slots=True)
class _Remembered:
    question: Question
    at: float


class Conversations:
    """The last question of each speaker."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[Speaker, _Remembered] = OrderedDict()

    def previous(self, speaker: Speaker) -> Question | None:
        """What the speaker asked before, unless that is too long ago."""
        held = self._held.get(speaker)
        if held is None or self._clock() - held.at > REMEMBERED_SECONDS:
            self._held.pop(speaker, None)
            return None
        return held.question

    def move(self, old: int, new: int) -> None:
        """Go on in the supergroup that a group became."""
        for speaker in [held for held in self._held if held.chat == old]:
            self._held[replace(speaker, chat=new)] = self._held.pop(speaker)

    def remember(self, speaker: Speaker, answer: Answer) -> None:
        """Keep the question for the next one; a greeting leaves the former in place."""
        question = to_remember(answer, self.previous(speaker))
        if question is None:
            return
        self._held[speaker] = _Remembered(question, self._clock())
        self._held.move_to_end(speaker)
        while len(self._held) > _MOST_REMEMBERED:
            self._held.popitem(last=False)
