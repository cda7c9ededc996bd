"""Updates from their arrival to the end of their handling: read one by one, stored, handed on once, marked as done.

Whoever receives them, by polling or by a webhook, tells Telegram that they have arrived only after `keep`: what a kill
interrupts then is either here or still with Telegram.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import Application

from bot.errors import StorageError, UnreadableUpdateError
from bot.faces.telegram_app.handling import Handling, handling
from bot.faces.telegram_app.raw_updates import read_one, read_update, to_keep
from bot.storage import ReceivedUpdate, UndoneUpdate
from bot.storage.one_thread import urgent
from bot.storage.received_updates import ReceivedUpdatesTable

_logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_MOST_IN_HAND = 2000
"""Updates handled at once; most of them only wait for a worker or for their chat's turn. More stay with Telegram."""
_FIRST_DELAY = 0.5
_LONGEST_DELAY = 10.0
_BEAT_SECONDS = 3.0
_PRESS_SECONDS = 60.0
"""Who pressed a button longer ago has gone on by now."""


@dataclass(frozen=True, slots=True)
class _Read:
    update: Update
    kept: ReceivedUpdate | None
    """None: nothing is lost when its handling is interrupted."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Updates that arrived together."""

    number: int
    updates: tuple[_Read, ...]


class ReceivedUpdates:
    """The updates of one bot."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        table: ReceivedUpdatesTable,
        is_worth_keeping: Callable[[Update], bool],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        hear: Callable[[], None] = lambda: None,
    ) -> None:
        """Receive nothing yet.

        Args:
            application: has the handlers; to be started before anything is kept.
            table: where updates are kept.
            is_worth_keeping: whether an update's handling must not be lost.
            sleep: waits for so many seconds.
            hear: called at each sign that Telegram is heard: whoever receives calls it, with updates or without, and so does
                the end of a handling, as nothing is fetched while too much is in hand.
        """
        self._application = application
        self._table = table
        self._is_worth_keeping = is_worth_keeping
        self._sleep = sleep
        self.hear = hear
        self._in_hand = 0
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._handled: list[str] = []
        self._is_failing = False

    @property
    def is_full(self) -> bool:
        """Whether so much is in hand that more should stay with Telegram."""
        return not self._has_room.is_set()

    async def room(self) -> None:
        """Wait until it is not full."""
        await self._has_room.wait()

    def read(self, raws: Sequence[object]) -> Batch:
        """Read each update by itself; one that cannot be read is named in the log by its number, and left out."""
        read = []
        for raw in raws:
            try:
                update = read_update(raw, self._application.bot)
                kept = to_keep(raw, update) if self._is_worth_keeping(update) else None
            except UnreadableUpdateError as error:
                _logger.warning("%s", error)
            else:
                read.append(_Read(update, kept))
        return Batch(self._table.next_batch(), tuple(read))

    async def keep(self, batch: Batch) -> None:
        """Store a batch, then hand on what is new in it. A batch that could not be stored may be kept again.

        Raises:
            StorageError: nothing was stored, and nothing handed on.
        """
        kept = {read.kept.key: read.kept for read in reversed(batch.updates) if read.kept is not None}
        new: set[str] = set()
        if kept:
            with urgent():
                new |= await self._reported(self._table.add(self._bot, batch.number, tuple(kept.values())))
        for read in batch.updates:
            key = read.kept.key if read.kept is not None else None
            if key is None or key in new:
                new.discard(key or "")
                self._hand_on(read.update, key, self._handling(key))
                # A hundred at once would keep the loop from what the server says meanwhile.
                await asyncio.sleep(0)

    async def keep_at_last(self, batch: Batch) -> None:
        """As `keep`, again until it is stored."""
        await self._at_last(lambda: self.keep(batch))

    async def take_up(self) -> None:
        """Hand on what processes that ended have left undone. Call it before anything is received."""
        undone = await self._at_last(lambda: self._reported(self._table.take_up(self._bot)))
        if undone:
            _logger.info("%d updates from before the start are handled now", len(undone))
        for each in undone:
            # However many there are; those that arrive meanwhile are later ones.
            await self.room()
            self._go_on_with(each)
        await self._mark()

    async def watch_others(self) -> None:
        """Where several processes share the table: show that this one is alive, and take up what dead ones left."""
        while self._table.is_shared:
            await self._sleep(_BEAT_SECONDS)
            await self._at_last(lambda: self._reported(self._table.beat(self._bot)))
            await self.take_up()

    async def leave(self) -> None:
        """Give what is undone to whoever starts next."""
        await self._mark()
        try:
            await self._reported(self._table.leave(self._bot))
        except StorageError:
            _logger.debug("What is undone is found by its silence")

    @property
    def _bot(self) -> int:
        return int(self._application.bot.id)

    def _go_on_with(self, undone: UndoneUpdate) -> None:
        try:
            update = read_update(read_one(undone.body), self._application.bot)
        except UnreadableUpdateError as error:  # another version could
            _logger.warning("%s", error)
            self._handled.append(undone.key)
            return
        if update.callback_query is not None and undone.age >= _PRESS_SECONDS:
            self._handled.append(undone.key)
        else:
            self._hand_on(update, undone.key, self._handling(undone.key, is_taken_up=True))

    def _handling(self, key: str | None, *, is_taken_up: bool = False) -> Handling:
        noted = partial(self._table.note_delivered, self._bot, key) if key is not None else None
        return Handling(is_taken_up, note_delivered=noted)

    def _hand_on(self, update: Update, key: str | None, current: Handling) -> None:
        self._in_hand += 1
        if self._in_hand >= _MOST_IN_HAND:
            self._has_room.clear()
        self._application.create_task(self._handle(update, key, current), update=update)

    async def _handle(self, update: Update, key: str | None, current: Handling) -> None:
        try:
            with handling(current):
                await self._application.process_update(update)
            if key is not None and not current.is_undone:
                self._handled.append(key)
                await self._mark()
        finally:
            self._in_hand -= 1
            self.hear()
            if self._in_hand < _MOST_IN_HAND:
                self._has_room.set()

    async def _mark(self) -> None:
        """Mark what was handled, with what could not be marked before."""
        keys, self._handled = self._handled, []
        if not keys:
            return
        try:
            await self._reported(self._table.done(self._bot, keys))
        except StorageError:
            self._handled += keys

    async def _at_last(self, action: Callable[[], Awaitable[_Result]]) -> _Result:
        delay = _FIRST_DELAY
        while True:
            try:
                return await action()
            except StorageError:  # reported
                await self._sleep(delay)
                delay = min(2 * delay, _LONGEST_DELAY)

    async def _reported(self, storing: Awaitable[_Result]) -> _Result:
        """The same, with one line in the log when storing fails, and one when it works again."""
        try:
            result = await storing
        except StorageError as error:
            if not self._is_failing:
                _logger.warning("%s Messages wait with Telegram until they can be stored.", error)
            self._is_failing = True
            raise
        if self._is_failing:
            _logger.warning("Messages are stored again.")
        self._is_failing = False
        return result
