"""Updates that the bot has received: each is here before Telegram is told so, and for some days after it was handled.

A row is undone until its body is an empty object. The row of a handled update keeps the update's key, so that the same message
delivered again is not answered again.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.storage.bodies import with_sum
from bot.storage.database import Database
from bot.storage.delivery_notes import DeliveryNotes
from bot.storage.records import ReceivedUpdate, UndoneUpdate
from bot.storage.statements import Statement, add

KEPT_DAYS = 2.0
"""How long the key of an update is known. Telegram delivers an update again for a day at most."""
_DAY = 24 * 60 * 60.0
_SILENT_SECONDS = 15.0
"""After so long without a beat a process is taken for dead; a live one beats every few seconds."""
_COLUMNS = (
    "bot",
    "id",
    "number",
    "chat",
    "person",
    "body",
    "receiver",
    "batch",
    "beat",
    "received",
    "expires",
)
_UNDONE_OF_OTHERS = "bot = :bot AND receiver <> :me AND body <> '{}'"


class ReceivedUpdatesTable:
    """Updates by bot and key, as one process receives them."""

    def __init__(
        self,
        database: Database,
        seconds: float,
        clock: Callable[[], float],
        *,
        is_shared: bool,
        notes_beside: Path | None = None,
    ) -> None:
        """Take note of how updates are kept.

        Args:
            database: the one they are kept in.
            seconds: how old an undone update may be when it is taken up.
            clock: seconds since 1970.
            is_shared: whether several live processes receive updates into this database. In one that is
                not shared, whatever another process has left undone is taken up at once.
            notes_beside: the file beside which deliveries are noted; None: they are not.
        """
        self._database = database
        self._seconds = seconds
        self._clock = clock
        self.is_shared = is_shared
        self._me = secrets.token_hex(8)
        self._batch = 0
        self._notes = DeliveryNotes(notes_beside, self._me)
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}

    def next_batch(self) -> int:
        """The number of a new batch of this process."""
        self._batch += 1
        return self._batch

    async def add(self, bot: int, batch: int, updates: Sequence[ReceivedUpdate]) -> frozenset[str]:
        """Keep a batch, all of it or nothing, so that not even a power cut loses it.

        Args:
            bot: the bot's number: another bot numbers its messages and updates anew.
            batch: from `next_batch`; a batch that is added again under its number is added once.
            updates: each with a key of its own.

        Returns:
            The keys that were not known before.
        """
        now = self._clock()
        common = {"bot": bot, "receiver": self._me, "batch": batch, "beat": 0}
        times = {"received": now, "expires": now + KEPT_DAYS * _DAY}
        rows = [
            {
                "id": update.key,
                "number": update.number,
                "chat": update.chat,
                "person": update.person,
                "body": with_sum(update.body),
                **common,
                **times,
            }
            for update in updates
        ]
        await self._database.write(add("received_updates", _COLUMNS, rows), durable=True)
        found = await self._database.read(
            "SELECT id FROM received_updates WHERE bot = :bot AND receiver = :me AND batch = :batch",
            **self._of(bot, batch=batch),
        )
        return frozenset(key for (key,) in found)

    def note_delivered(self, bot: int, key: str) -> None:
        """Note at once that an update needs no more handling, whatever happens before it is marked as done."""
        self._notes.note(bot, key)

    async def done(self, bot: int, keys: Sequence[str]) -> None:
        """Updates were handled: what was said in them is deleted. One that was forgotten meanwhile stays away."""
        sql = "UPDATE received_updates SET body = '{}' WHERE bot = :bot AND id = :key"
        await self._database.write(Statement(sql, [{"bot": bot, "key": key} for key in keys]))
        self._notes.settle(bot, keys)

    async def take_up(self, bot: int) -> list[UndoneUpdate]:
        """What other processes left undone, oldest first; of several processes, one gets each."""
        await self._read_notes(bot)
        batch = self.next_batch()
        taken = "UPDATE received_updates SET receiver = :me, batch = :batch WHERE"
        if self.is_shared:
            for receiver in await self._silent(bot):
                values = self._of(bot, batch=batch, silent=receiver)
                sql = f"{taken} {_UNDONE_OF_OTHERS} AND receiver = :silent"
                await self._database.write(Statement(sql, values), durable=True)
        else:
            await self._database.write(Statement(f"{taken} {_UNDONE_OF_OTHERS}", self._of(bot, batch=batch)))
        rows = await self._database.read(
            "SELECT id, body, received FROM received_updates"
            " WHERE bot = :bot AND receiver = :me AND batch = :batch AND body <> '{}' ORDER BY number, id",
            **self._of(bot, batch=batch),
        )
        now = self._clock()
        undone = [UndoneUpdate(key, body, now - received) for key, body, received in rows]
        if late := [update.key for update in undone if update.age >= self._seconds]:
            await self.done(bot, late)
        return [update for update in undone if update.age < self._seconds]

    async def beat(self, bot: int) -> None:
        """Show the others that this process is alive."""
        sql = (
            "UPDATE received_updates SET beat = beat + 1 WHERE bot = :bot AND receiver = :me AND body <> '{}'"
        )
        await self._database.write(Statement(sql, self._of(bot)))

    async def leave(self, bot: int) -> None:
        """Give what is undone away: this process ends."""
        sql = "UPDATE received_updates SET receiver = '' WHERE bot = :bot AND receiver = :me AND body <> '{}'"
        await self._database.write(Statement(sql, self._of(bot)))

    def close(self) -> None:
        """Remove the notes, if the database knows what they say."""
        self._notes.close()

    async def _read_notes(self, bot: int) -> None:
        """Mark as done what was answered by processes that ended before they could mark it."""
        delivered = self._notes.left_by_others(bot)
        if delivered:
            await self.done(bot, sorted(delivered))
        self._notes.remove_ended(bot, delivered)

    async def _silent(self, bot: int) -> list[str]:
        """The processes whose undone updates have not changed for a while, whatever the machines' clocks say."""
        rows = await self._database.read(
            "SELECT receiver, max(beat), count(*) FROM received_updates"  # noqa: S608 - a constant of this file
            f" WHERE {_UNDONE_OF_OTHERS} GROUP BY receiver ORDER BY min(number)",
            **self._of(bot),
        )
        now = time.monotonic()
        signs = {receiver: (beat, count) for receiver, beat, count in rows}
        former = self._seen
        self._seen = {
            receiver: former[receiver] if receiver in former and former[receiver][0] == sign else (sign, now)
            for receiver, sign in signs.items()
        }
        return [
            receiver
            for receiver, (_, since) in self._seen.items()
            if not receiver or now - since >= _SILENT_SECONDS
        ]

    def _of(self, bot: int, **values: object) -> dict[str, object]:
        return {"bot": bot, "me": self._me, **values}
