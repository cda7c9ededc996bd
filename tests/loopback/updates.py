"""Updates waiting for the bot: the queue behind getUpdates and webhooks."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from threading import Condition

from .errors import conflict
from .records import Json

_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `lane` is the chat or person whose updates stay in order."""

    update_id: int
    kind: str
    payload: Json
    lane: int

    def to_json(self) -> Json:
        return {"update_id": self.update_id, self.kind: self.payload}

    def to_body(self) -> bytes:
        """What a webhook is posted."""
        return json.dumps(self.to_json()).encode()


@dataclass(slots=True)
class UpdateQueue:
    """Keeps updates until the bot confirms them, by a higher offset or by answering 200 to the webhook."""

    changed: Condition
    waiting: list[Update] = field(default_factory=list)
    webhook_url: str = ""
    closing: bool = False
    allowed: list[str] = field(default_factory=list)
    next_id: int = 1000
    _poll: int = 0

    def add(self, kind: str, payload: Json, lane: int) -> bool:
        """Queue an update unless the bot said it does not want this kind."""
        with self.changed:
            if kind not in self.allowed if self.allowed else kind in _NOT_BY_DEFAULT:
                return False
            self.put(Update(self.next_id, kind, payload, lane))
            return True

    def put(self, update: Update) -> None:
        """Queue an update, whatever the bot wants."""
        self.waiting.append(update)
        self.next_id = update.update_id + 1
        self.changed.notify_all()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember the wanted kinds; None leaves them as they were, an empty list means the default."""
        if kinds is not None:
            self.allowed = list(kinds)

    def confirm(self, offset: int) -> None:
        """Forget updates below the offset; a negative one keeps only so many of the newest."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset > 0:
            self.waiting = [update for update in self.waiting if update.update_id >= offset]
        self.changed.notify_all()

    def fetch(self, offset: int, limit: int, timeout: float) -> list[Update]:
        """Wait for updates as getUpdates does; a newer getUpdates, or a webhook, ends this one with 409."""
        with self.changed:
            self._refuse_beside_webhook()
            self._poll += 1
            mine = self._poll
            self.confirm(offset)
            deadline = time.monotonic() + timeout
            while not self.waiting and not self.closing:
                left = deadline - time.monotonic()
                if left <= 0:
                    return []
                self.changed.wait(left)
                self._refuse_beside_webhook()
                if mine != self._poll:
                    raise conflict(
                        "terminated by other getUpdates request; "
                        "make sure that only one bot instance is running"
                    )
            return [] if self.closing else self.waiting[:limit]

    def _refuse_beside_webhook(self) -> None:
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
