"""Trouble on request: refusals, floods, cut connections and delays, and the watch over `retry_after`."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from math import ceil

from .errors import ApiError, too_many_requests
from .garbling import Garbling

_DESCRIPTIONS = {
    400: "Bad Request: refused by the test",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """One order of a test.

    With neither `error`, `cut` nor `garbling` it only waits `delay` seconds. `after` lets the method do its work
    first, so the bot cannot know that it did. `times` None means always.
    """

    method: str
    chat_id: int | None = None
    times: int | None = 1
    error: ApiError | None = None
    cut: bool = False
    delay: float = 0.0
    after: bool = False
    garbling: Garbling | None = None

    def meets(self, method: str, chat_id: int | None) -> bool:
        return (
            self.times != 0
            and self.method.lower() in ("*", method.lower())
            and self.chat_id in (None, chat_id)
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """How many sendings pass, each as (number, seconds); Telegram's own are about these."""

    private: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)
    overall: tuple[int, float] = (30, 1.0)


@dataclass(frozen=True, slots=True)
class FloodViolation:
    """A call to a chat (or of a method) before its `retry_after` was over, `early` seconds too soon."""

    method: str
    chat_id: int | None
    at: float
    early: float


@dataclass(slots=True)
class Faults:
    """Orders in force, and the windows in which a chat must not be called."""

    orders: list[Fault] = field(default_factory=list)
    violations: list[FloodViolation] = field(default_factory=list)
    rates: Rates | None = None
    _closed_until: dict[int | str, float] = field(default_factory=dict)
    _sent: dict[int | str, deque[float]] = field(default_factory=dict)

    def take(self, method: str, chat_id: int | None) -> list[Fault]:
        """Return the orders this call meets, counting them down."""
        met = [order for order in self.orders if order.meets(method, chat_id)]
        for order in met:
            if order.times is not None:
                order.times -= 1
        self.orders = [order for order in self.orders if order.times != 0]
        return met

    def open_window(self, method: str, chat_id: int | None, retry_after: float) -> None:
        self._closed_until[method if chat_id is None else chat_id] = time.monotonic() + retry_after

    def check_window(self, method: str, chat_id: int | None) -> None:
        """Refuse and record a call inside a window."""
        now = time.monotonic()
        left = max(self._closed_until.get(key, 0.0) for key in (method, chat_id) if key is not None) - now
        if left > 0:
            self.violations.append(FloodViolation(method, chat_id, now, left))
            raise too_many_requests(ceil(left))

    def check_rates(self, method: str, chat_id: int) -> None:
        """Refuse what comes faster than the rates allow, and open a window as Telegram does."""
        if self.rates is None:
            return
        now = time.monotonic()
        for key, (number, seconds) in (
            (chat_id, self.rates.private if chat_id > 0 else self.rates.group),
            ("overall", self.rates.overall),
        ):
            sent = self._sent.setdefault(key, deque())
            while sent and sent[0] <= now - seconds:
                sent.popleft()
            if len(sent) >= number:
                retry_after = ceil(sent[0] + seconds - now)
                self.open_window(method, chat_id, retry_after)
                raise too_many_requests(retry_after)
        self._sent[chat_id].append(now)
        self._sent["overall"].append(now)


def ordered_error(status: int, retry_after: int | None, description: str | None) -> ApiError:
    """Build the answer of a fault; 429 needs `retry_after`."""
    if status == 429:
        return too_many_requests(retry_after or 1)
    return ApiError(status, description or _DESCRIPTIONS.get(status, f"Error {status}"))
