"""Which messages of the last hours got a reply, so that nobody is told of a failure after an answer."""

from __future__ import annotations

_MOST_HELD = 10_000


class Deliveries:
    """Remembers the messages that were replied to, as chat and number, and forgets the oldest of them."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], None] = {}

    def note(self, chat: int, message: int | None) -> None:
        """A reply to this message was delivered; None: what was delivered is no reply."""
        if message is None:
            return
        self._held[chat, message] = None
        if len(self._held) > _MOST_HELD:
            del self._held[next(iter(self._held))]

    def has_reply(self, chat: int, message: int) -> bool:
        """Whether a reply to this message was delivered, or may have been."""
        return (chat, message) in self._held
