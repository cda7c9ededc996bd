"""A small file beside the chats file: it says that chats were kept there, and is the lock of its opening.

An SQLite file of no bytes, or none at all, is how a first start finds its place and also what an accident
leaves. Only something outside the file can tell the two apart.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StorageError

_OWNER_ONLY = 0o600
_LOCK_SECONDS = 60.0
"""A check of gigabytes takes no longer."""
_RETRY_SECONDS = 0.02


class BegunNote:
    """Of one chats file."""

    def __init__(self, chats: Path) -> None:
        self._chats = chats
        self._file = chats.with_name(f"{chats.name}.begun")

    @property
    def is_written(self) -> bool:
        """Whether chats were ever kept in the file."""
        return self._file.exists() and self._file.stat().st_size > 0

    def write(self) -> None:
        """Note that chats are kept in the file from now on, unless that is noted already."""
        if self.is_written:
            return
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        with self._file.open("r+b") as note:
            note.write(
                f"Chats are kept in {self._chats.name} since {now}.\n"
                "Yinju reads from this note that a missing or empty file has lost them.\n".encode()
            )
            note.flush()
            os.fsync(note.fileno())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from opening the chats file meanwhile.

        Raises:
            StorageError: another process does not finish.
            OSError: the note cannot be made.
        """
        # The lock ends with its process, however that ends.
        held = os.open(self._file, os.O_CREAT | os.O_RDWR, _OWNER_ONLY)
        try:
            self._wait_for(held)
            yield
        finally:
            os.close(held)

    def _wait_for(self, held: int) -> None:
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StorageError(str(self._chats), "another process has been opening it") from None
                time.sleep(_RETRY_SECONDS)
            else:
                return
