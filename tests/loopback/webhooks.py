"""Delivery of updates to the bot's own address: in order within a chat, again until it answers 200."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from .records import Json
    from .updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0  # Telegram waits minutes; a test does not
_ANSWER_WITHIN = 10.0
_MOST_WORKERS = 8


@dataclass(slots=True)
class Webhook:
    """One setWebhook: some threads that post while it is in force."""

    queue: UpdateQueue
    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: float = 0.0
    _busy: set[int] = field(default_factory=set)
    _pauses: dict[int, tuple[float, float]] = field(default_factory=dict)  # lane -> (not before, pause)
    _threads: list[Thread] = field(default_factory=list)
    _ended: bool = False

    def start(self) -> None:
        for number in range(min(self.max_connections, _MOST_WORKERS)):
            thread = Thread(target=self._work, name=f"loopback-webhook-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Stop delivering; a post under way is let finish by itself."""
        with self.queue.changed:
            self._ended = True
            self.queue.changed.notify_all()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(_ANSWER_WITHIN)

    def info(self) -> Json:
        fields: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue.waiting),
            "max_connections": self.max_connections,
        }
        if self.last_error:
            fields |= {"last_error_date": int(self.last_error_at), "last_error_message": self.last_error}
        return fields

    def _work(self) -> None:
        while (update := self._next()) is not None:
            trouble = self._post(update)
            with self.queue.changed:
                self._busy.discard(update.lane)
                if not trouble:
                    self._pauses.pop(update.lane, None)
                    self.queue.waiting = [
                        one for one in self.queue.waiting if one.update_id != update.update_id
                    ]
                else:
                    self.last_error, self.last_error_at = trouble, time.time()
                    _, pause = self._pauses.get(update.lane, (0.0, _FIRST_PAUSE))
                    self._pauses[update.lane] = (time.monotonic() + pause, min(pause * 2, _LONGEST_PAUSE))
                self.queue.changed.notify_all()

    def _next(self) -> Update | None:
        """Take the oldest update of a chat that has none under way; None when the webhook has ended."""
        with self.queue.changed:
            while not self._ended and not self.queue.closing:
                now = time.monotonic()
                seen: set[int] = set()
                for update in self.queue.waiting:
                    due = self._pauses.get(update.lane, (0.0, 0.0))[0] <= now
                    if update.lane not in self._busy and update.lane not in seen and due:
                        self._busy.add(update.lane)
                        return update
                    seen.add(update.lane)
                held = [not_before for not_before, _ in self._pauses.values() if not_before > now]
                self.queue.changed.wait(min(held) - now if held else None)
        return None

    def _post(self, update: Update) -> str:
        """Return what went wrong, or nothing."""
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(
            address.hostname or "", address.port or 80, timeout=_ANSWER_WITHIN
        )
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: self.secret} if self.secret else {})
        try:
            connection.request("POST", path, update.to_body(), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            return f"Connection failed: {type(error).__name__}"
        finally:
            connection.close()
        return (
            ""
            if 200 <= answer.status < 300
            else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        )
