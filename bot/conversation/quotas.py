"""How much one group may ask, and one person in it, within a minute; who asks more is told once.

Telegram takes about twenty messages a minute from a bot in a group: more questions would only queue up, and
drown the people who talk there. A window that slides, so a minute is never worth two.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

WINDOW_SECONDS = 60.0
_TOLD_SECONDS = 10 * 60.0
"""A flood that goes on is not told again after each minute."""
_MOST_HELD = 10_000
"""Windows kept before those that are over are thrown away."""


class Verdict(Enum):
    """What becomes of something asked in a group."""

    ACCEPTED = auto()
    PERSON_ASKS_TOO_MUCH = auto()
    GROUP_ASKS_TOO_MUCH = auto()
    TOLD_ALREADY = auto()
    """Refused in silence."""


@dataclass(slots=True)
class _Window:
    accepted: deque[float] = field(default_factory=deque)
    told: float | None = None

    def has_room(self, limit: int, now: float) -> bool:
        while self.accepted and self.accepted[0] <= now - WINDOW_SECONDS:
            self.accepted.popleft()
        return len(self.accepted) < limit

    def tell(self, now: float) -> bool:
        """Whether it is time to say so."""
        if self.told is not None and now - self.told < _TOLD_SECONDS:
            return False
        self.told = now
        return True

    def is_over(self, now: float) -> bool:
        spoken = self.told is not None and now - self.told < _TOLD_SECONDS
        return not spoken and self.has_room(1, now)


_Key = tuple[int, int | None]


class Quotas:
    """Counts what groups ask. For one event loop: nothing in here waits."""

    def __init__(self, per_person: int, per_group: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_person = per_person
        self.per_group = per_group
        self._clock = clock
        self._windows: dict[_Key, _Window] = {}

    def judge(self, group: int, person: int) -> Verdict:
        """Accept and count what somebody asks in a group, or say why not.

        The group comes first: where it has asked enough, nobody hears that they have, too.
        """
        now = self._clock()
        whole, own = self._window((group, None), now), self._window((group, person), now)
        if not whole.has_room(self.per_group, now):
            return Verdict.GROUP_ASKS_TOO_MUCH if whole.tell(now) else Verdict.TOLD_ALREADY
        if not own.has_room(self.per_person, now):
            return Verdict.PERSON_ASKS_TOO_MUCH if own.tell(now) else Verdict.TOLD_ALREADY
        self.count(group, person)
        return Verdict.ACCEPTED

    def count(self, group: int, person: int) -> None:
        """Count what somebody asks in a group, whatever the limits are."""
        now = self._clock()
        for key in ((group, None), (group, person)):
            self._window(key, now).accepted.append(now)

    def move(self, old: int, new: int) -> None:
        """A group became a supergroup: what it asked counts on."""
        for chat, person in [key for key in self._windows if key[0] == old]:
            self._windows.setdefault((new, person), self._windows.pop((chat, person)))

    def _window(self, key: _Key, now: float) -> _Window:
        if key not in self._windows and len(self._windows) >= _MOST_HELD:
            self._windows = {held: one for held, one in self._windows.items() if not one.is_over(now)}
        return self._windows.setdefault(key, _Window())
