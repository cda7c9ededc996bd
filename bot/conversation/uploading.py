"""Files that a chat sends: taken one after another, kept for a time, removed when the chat says so."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from typing import TypeVar

from bot.conversation.answer_service import AnswerService, OpeningError, ServiceClosedError
from bot.conversation.file_focus import FileFocus
from bot.conversation.keyed_lock import KeyedLock
from bot.conversation.memory import Memory
from bot.conversation.scopes import scope_of
from retrieval.ingest.formats.scanning import PageProgress, nobody
from retrieval.types import DocumentId
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.reading import MAX_BYTES, SentFile
from retrieval.uploads.records import RefusedUploadError, Upload, UploadLimits, UploadProblem

_SWEEP_SECONDS = 15.0
"""What has had its time is gone from the disk within a minute."""
_DAY = 24 * 60 * 60.0
_AT_ONCE = 4
"""Files that are in memory at the same time, 20 MB each at most."""
_Made = TypeVar("_Made")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UploadSource:
    """Where files are kept that chats send."""

    library: UploadLibrary
    """An open one."""
    keep_days: float
    """For how long a file can be kept at most."""


class Uploading:
    """The use cases. Files of one chat are taken in their order, and its questions wait for them."""

    def __init__(
        self, library: UploadLibrary, keep_days: float, answer_service: AnswerService, memory: Memory
    ) -> None:
        """Take nothing yet.

        Args:
            library: an open one.
            keep_days: for how long a file can be kept at most.
            answer_service: opens what was taken.
            memory: of what was asked before.
        """
        self.keep_days = keep_days
        self.focus = FileFocus(library, answer_service, memory)
        self._library = library
        self._service = answer_service
        self.room = asyncio.Semaphore(_AT_ONCE)
        """Held while a file is fetched and read."""
        self._turns = KeyedLock[int]()
        self._under_way: set[Future[object]] = set()
        self._is_closed = False

    @property
    def limits(self) -> UploadLimits:
        """What one chat may send."""
        return self._library.limits

    @property
    def now(self) -> float:
        """Seconds since 1970, by the clock that ends the time of files."""
        return self._library.now

    def turn(self, chat: int) -> AbstractAsyncContextManager[None]:
        """Wait for the files of a chat that came before, and hold its turn for the `async with` block."""
        return self._turns.turn(chat)

    async def settled(self, chat: int) -> None:
        """Wait until what a chat has sent so far is taken or refused."""
        if self._turns.waiting(chat):
            async with self._turns.turn(chat):
                return

    def check(self, chat: int, size: int) -> None:
        """Look whether a chat may send a file of some bytes, before it is fetched.

        Raises:
            RefusedUploadError: why not.
        """
        if size > MAX_BYTES:
            raise RefusedUploadError(UploadProblem.TOO_LARGE)
        self._library.check(scope_of(chat).owner, size)

    @property
    def reads_pictures(self) -> bool:
        """Whether photos of pages are taken, too."""
        return self._library.reads_pictures

    async def take(self, chat: int, sent: SentFile, told: PageProgress = nobody) -> Upload:
        """Read a file and make it ready to be asked.

        Args:
            chat: that has sent it.
            sent: the file.
            told: how many pages of a scan are recognised, and of how many; called in another thread.

        Raises:
            RefusedUploadError: why it is not taken.
            ServiceClosedError: the program stops.
        """
        scope = scope_of(chat)
        upload = await self._behind(lambda: self._library.add(scope.owner, sent, told))
        try:
            await self._service.prepare(upload.document.id, scope=scope)
        except OpeningError:
            _logger.debug("A file is made ready when it is asked")
        self.focus.sent(chat, upload.document.id)
        return upload

    def of(self, chat: int) -> tuple[Upload, ...]:
        """What a chat holds, the newest last."""
        return self._library.of(scope_of(chat).owner)

    async def keep(self, chat: int, document: DocumentId, days: float) -> Upload | None:
        """Keep a file for some days from now; None: it is gone."""
        owner, seconds = scope_of(chat).owner, min(days, self.keep_days) * _DAY
        return await self._behind(lambda: self._library.keep(owner, document, seconds))

    async def remove(self, chat: int, document: DocumentId) -> Upload | None:
        """Remove a file at once; None: it is gone already."""
        owner = scope_of(chat).owner
        return await self._behind(lambda: self._library.remove(owner, document))

    async def forget(self, chat: int) -> None:
        """Remove all files of a chat at once."""
        owner = scope_of(chat).owner
        await self._behind(lambda: self._library.forget(owner))

    async def move(self, old: int, new: int) -> None:
        """Let the files of a group go on in the supergroup that it became."""
        owners = scope_of(old).owner, scope_of(new).owner
        await self._behind(lambda: self._library.move(*owners))

    async def sweep_for_ever(self) -> None:
        """Remove what has had its time, until cancelled."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            try:
                await self._behind(self._library.sweep)
            except RefusedUploadError as error:
                _logger.warning("Uploads that have had their time are removed later: %s", error)

    def close(self) -> None:
        """Wait for nothing any more: whoever waits gets a `ServiceClosedError`."""
        self._is_closed = True
        for future in tuple(self._under_way):
            with suppress(InvalidStateError):
                future.set_exception(ServiceClosedError())

    async def _behind(self, work: Callable[[], _Made]) -> _Made:
        """Do something that takes its time in a thread that a stop does not wait for."""
        if self._is_closed:
            raise ServiceClosedError
        done: Future[_Made] = Future()
        self._under_way.add(done)  # type: ignore[arg-type]

        def run() -> None:
            try:
                made = work()
            except BaseException as error:  # noqa: BLE001 - a thread's end: handed to whoever waits
                with suppress(InvalidStateError):
                    done.set_exception(error)
                return
            with suppress(InvalidStateError):
                done.set_result(made)

        threading.Thread(target=run, name="uploads", daemon=True).start()
        try:
            return await asyncio.wrap_future(done)
        finally:
            self._under_way.discard(done)
