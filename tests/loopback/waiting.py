"""Waiting for the bot: a condition instead of sleeping, and a failure that says what the bot did instead."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from .errors import NothingCame
from .records import CallbackAnswer, InlineAnswer, Message, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from .api import Api

PATIENCE = 120.0  # seconds a test waits for the bot unless it says otherwise; a very busy machine takes sixty
_SHOWN_CALLS = 8

Found = TypeVar("Found")
Answer = TypeVar("Answer", InlineAnswer, CallbackAnswer, Message)


def wait_for(api: Api, what: str, look: Callable[[], Found | None], timeout: float = PATIENCE) -> Found:
    """Return the first thing `look` finds; it runs under the world's lock after every change.

    Raises:
        NothingCame: with the bot's last calls, when the time is over.
    """
    deadline = time.monotonic() + timeout
    with api.world.changed:
        while (found := look()) is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise NothingCame(f"no {what} within {timeout:g} s; {_last_calls(api)}")
            api.world.changed.wait(left)
        return found


@dataclass(frozen=True, slots=True)
class Asked(Generic[Answer]):
    """A query under way; `answer()` waits for what the bot says to it."""

    api: Api
    query: Query
    kind: type[Answer]

    @property
    def id(self) -> str:
        return self.query.id

    @property
    def answered(self) -> bool:
        return self.query.answer is not None

    def answer(self, timeout: float = PATIENCE) -> Answer:
        found = wait_for(self.api, f"answer to {self.query.id}", lambda: self.query.answer, timeout)
        assert isinstance(found, self.kind)
        return found


def _last_calls(api: Api) -> str:
    calls = [call for call in api.calls if call.method != "getUpdates"][-_SHOWN_CALLS:]
    shown = [f"{call.method} {call.params} -> {call.status} {call.description}".strip() for call in calls]
    polled = any(call.method == "getUpdates" for call in api.calls)
    return "the bot's last calls: " + ("; ".join(shown) or ("only getUpdates" if polled else "none at all"))
