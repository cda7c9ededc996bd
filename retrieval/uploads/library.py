"""The uploads of all chats: taken within limits, found by their chat alone, and gone when their time is over.

What a chat holds is changed first, its texts follow: a stop at any moment leaves a text that nobody holds, which is
removed at the next sweep, and never an upload without its text.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from filelock import FileLock, Timeout

from embeddings.errors import in_words
from retrieval.errors import UploadsFolderError
from retrieval.ingest.formats.converter import Converter
from retrieval.ingest.formats.scanning import PageProgress, Scanning, nobody
from retrieval.ingest.formats.text_recognition import is_installed
from retrieval.ingest.sources import SourceReader
from retrieval.types import DocumentId, Owner
from retrieval.uploads.holdings import Holdings, HoldingsFiles, Sending
from retrieval.uploads.reading import ReadUpload, SentFile, read_upload
from retrieval.uploads.records import RefusedUploadError, Upload, UploadLimits, UploadProblem
from retrieval.uploads.texts import UploadTexts

_LOCK = "lock"
_SCANNED_PAGES = 50
"""Of one file: some minutes, for which the files of all other chats wait."""
_logger = logging.getLogger(__name__)


class Watcher(Protocol):
    """Whoever keeps something open of what chats hold."""

    def let_go(self, owner: Owner) -> None:
        """What a chat holds has changed: keep nothing of it open."""
        ...


class UploadLibrary:
    """The uploads in one folder, of one process. Safe to use from several threads.

    What it holds is read once, when it is opened; from then on every look-up is quick.
    """

    def __init__(self, folder: Path, limits: UploadLimits, clock: Callable[[], float] = time.time) -> None:
        """Open nothing yet.

        Args:
            folder: is made when it is needed, for the eyes of its owner only.
            limits: of each chat.
            clock: seconds since 1970.
        """
        self.limits = limits
        self.texts = UploadTexts(folder)
        self._folder = folder
        self._files = HoldingsFiles(folder)
        self._clock = clock
        self._converter = Converter()
        self._reading = threading.Lock()
        self._lock = threading.RLock()
        self._holdings: dict[Owner, Holdings] = {}
        self._forgotten: dict[Owner, int] = defaultdict(int)
        self._watchers: WeakSet[Watcher] = WeakSet()
        self._process_lock = FileLock(folder / _LOCK, timeout=0)

    def open(self) -> None:
        """Read what the folder holds, and remove what has had its time.

        Raises:
            UploadsFolderError: another process has it open, or it cannot be made or written.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._process_lock.acquire()
        except Timeout as error:
            raise UploadsFolderError(self._folder, "another process uses this folder") from error
        except OSError as error:
            raise UploadsFolderError(self._folder, in_words(error)) from error
        with self._lock:
            for held in self._files.read():
                there = tuple(each for each in held.uploads if self.texts.has(each.key))
                self._holdings[held.owner] = replace(held, uploads=there)
            self.sweep()

    def close(self) -> None:
        """Let another process open the folder. A file that is being read is not waited for: its parser ends with us."""
        self._process_lock.release()
        if self._reading.acquire(blocking=False):
            self._converter.close()
            self._reading.release()

    def watch(self, watcher: Watcher) -> None:
        """Tell somebody of every change, as long as there is somebody."""
        self._watchers.add(watcher)

    @property
    def now(self) -> float:
        """Seconds since 1970, by the clock that ends the time of uploads."""
        return self._clock()

    def of(self, owner: Owner) -> tuple[Upload, ...]:
        """What a chat may ask now, the newest last."""
        held = self._holdings.get(owner)
        return held.at(self._clock()).uploads if held is not None else ()

    def check(self, owner: Owner, size: int) -> None:
        """Look whether a chat may send a file of some bytes, before it is fetched.

        Raises:
            RefusedUploadError: why not.
        """
        with self._lock:
            held = self._now(owner)
        if len(held.sendings) >= self.limits.files:
            raise RefusedUploadError(UploadProblem.TOO_MANY_FILES)
        if sum(each.size for each in held.sendings) + size > self.limits.bytes:
            raise RefusedUploadError(UploadProblem.TOO_MANY_BYTES)

    @property
    def reads_pictures(self) -> bool:
        """Whether the words in photos and scans can be recognised here."""
        return is_installed()

    def add(self, owner: Owner, sent: SentFile, told: PageProgress = nobody) -> Upload:
        """Take a file; of one that the chat has already, the time begins anew. Takes as long as reading it.

        Args:
            owner: the chat.
            sent: the file.
            told: how many pages are recognised, and of how many, if it is a scan.

        Raises:
            RefusedUploadError: why it is not taken; nothing of it is left.
        """
        epoch = self._forgotten[owner]
        if (renewed := self._renewed(owner, sent)) is not None:
            return renewed
        self.check(owner, len(sent.content))
        # One at a time, so that what is read needs no more memory than one file.
        with self._reading:
            read = self._read(owner, sent, Scanning(_SCANNED_PAGES, told))
        with self._lock:
            if self._forgotten[owner] != epoch:
                raise RefusedUploadError(UploadProblem.FORGOTTEN)
            held = self._now(owner)
            if sum(each.pages for each in held.sendings) + read.pages > self.limits.pages:
                raise RefusedUploadError(UploadProblem.TOO_MANY_PAGES)
            return self._taken(held, sent, read)

    def keep(self, owner: Owner, document: DocumentId, seconds: float) -> Upload | None:
        """Keep an upload for some time from now; None: it is gone.

        Raises:
            RefusedUploadError: the disk is full.
        """
        with self._lock:
            held = self._now(owner)
            upload = held.find(document)
            if upload is None:
                return None
            kept = replace(upload, expires=self._clock() + seconds)
            uploads = tuple(kept if each is upload else each for each in held.uploads)
            self._change(replace(held, uploads=uploads))
            return kept

    def remove(self, owner: Owner, document: DocumentId) -> Upload | None:
        """Remove an upload at once; None: it is gone already."""
        with self._lock:
            held = self._now(owner)
            upload = held.find(document)
            if upload is not None:
                self._change(held.without(document))
                self._remove_texts()
            return upload

    def forget(self, owner: Owner) -> None:
        """Remove all that a chat has sent, at once, and what is being read for it; what it may send today still counts."""
        with self._lock:
            self._forgotten[owner] += 1
            held = self._now(owner)
            if held.uploads:
                self._change(replace(held, uploads=()))
                self._remove_texts()

    def move(self, old: Owner, new: Owner) -> None:
        """Let a chat go on under another name."""
        with self._lock:
            held = self._now(old)
            if held.is_empty:
                return
            own = self._now(new)
            for upload in held.uploads:
                own = own.having(replace(upload, document=replace(upload.document, owner=new)))
            self._change(replace(own, sendings=(*own.sendings, *held.sendings)))
            self._change(Holdings(old))

    def sweep(self) -> None:
        """Remove what has had its time, and what a stop has left behind."""
        with self._lock:
            for owner in tuple(self._holdings):
                if (now := self._now(owner)) is not self._holdings[owner]:
                    self._change(now)
            self._remove_texts()

    def _now(self, owner: Owner) -> Holdings:
        return self._holdings.get(owner, Holdings(owner)).at(self._clock())

    def _read(self, owner: Owner, sent: SentFile, scanning: Scanning) -> ReadUpload:
        """Read a file; one that is refused has cost its time, and counts until the next start."""
        try:
            return read_upload(SourceReader(self._converter, scanning), sent)
        except RefusedUploadError:
            with self._lock:
                held = self._now(owner)
                tried = Sending(self._clock(), len(sent.content), pages=0)
                self._holdings[owner] = replace(held, sendings=(*held.sendings, tried))
            raise

    def _renewed(self, owner: Owner, sent: SentFile) -> Upload | None:
        with self._lock:
            held = self._now(owner)
            known = next((each for each in held.uploads if each.key == sent.key), None)
            if known is None:
                return None
            now = self._clock()
            renewed = replace(known, sent=now, expires=max(known.expires, now + self.limits.kept_seconds))
            self._change(held.having(renewed))
            return renewed

    def _taken(self, held: Holdings, sent: SentFile, read: ReadUpload) -> Upload:
        now, size = self._clock(), len(sent.content)
        document = replace(read.indexed.document, owner=held.owner)
        upload = Upload(sent.key, document, size, read.pages, now, now + self.limits.kept_seconds)
        sendings = (*held.sendings, Sending(now, size, read.pages))
        try:
            self.texts.write(sent.key, read.indexed)
        except OSError as error:
            raise RefusedUploadError(UploadProblem.NO_ROOM) from error
        try:
            self._change(replace(held.having(upload), sendings=sendings))
        except RefusedUploadError:
            self._remove_texts()
            raise
        return upload

    def _change(self, holdings: Holdings) -> None:
        """Keep what a chat holds from now on; what it holds less takes effect even if that cannot be written."""
        try:
            self._files.write(holdings)
        except OSError as error:
            former = self._holdings.get(holdings.owner, holdings)
            if not {each.key for each in holdings.uploads} < {each.key for each in former.uploads}:
                raise RefusedUploadError(UploadProblem.NO_ROOM) from error
            _logger.warning("What was removed of uploads is removed anew after a restart: %s", error)
        self._holdings[holdings.owner] = holdings
        if holdings.is_empty:
            del self._holdings[holdings.owner]
        for watcher in tuple(self._watchers):
            watcher.let_go(holdings.owner)

    def _remove_texts(self) -> None:
        held = (each for one in self._holdings.values() for each in one.uploads)
        self.texts.remove_all_but({each.key for each in held})
