"""Notes of answers that have just been delivered, in a small file beside the chats file.

A process that is killed between the server's taking of an answer and the end of the transaction that marks its update as
done answers again after its next start. Such a transaction waits for the storage's thread and for what that has to do before; a
note is one write at the end of a file, made at once by whoever hears that the answer was taken. What was written is the
system's, and outlives the process; a power cut may lose it, and costs a second answer at most.

Each process has a file of its own, locked for as long as it lives. It is emptied as soon as the database knows all that it
says. Whoever takes up the updates of a process that has ended reads that process's file first.
"""

from __future__ import annotations

import fcntl
import glob
import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from embeddings.errors import in_words

_logger = logging.getLogger(__name__)

_OWNER_ONLY = 0o600
_LINE = re.compile(r"(\d+) (.+)")
"""The bot and the key of an update, which is ASCII and has no line's end."""


class DeliveryNotes:
    """The notes of one process, and those that others beside it have left."""

    def __init__(self, chats: Path | None, process: str) -> None:
        """Write nothing yet.

        Args:
            chats: the file beside which notes are kept, there or not; None: none are made.
            process: its name, which no other process has.
        """
        # Beside the file itself, not beside a link to it, as SQLite's own companions.
        real = Path(os.path.realpath(chats)) if chats is not None else None
        self._own = real.with_name(f"{real.name}.delivered-{process}") if real is not None else None
        self._process = process
        self._open: int | None = None
        self._noted: set[tuple[int, str]] = set()
        self._is_failing = False

    def note(self, bot: int, key: str) -> None:
        """An answer to an update was delivered, so that its handling need not be repeated."""
        if self._own is None:
            return
        self._noted.add((bot, key))
        with self._said():
            if self._open is None:
                self._open = _opened(self._own)
            os.write(self._open, f"{bot} {key}\n".encode())

    def settle(self, bot: int, keys: Sequence[str]) -> None:
        """The database knows that these updates are done."""
        self._noted.difference_update((bot, key) for key in keys)
        if self._open is not None and not self._noted:
            with self._said():
                os.ftruncate(self._open, 0)

    def left_by_others(self, bot: int) -> frozenset[str]:
        """The keys of a bot's updates that other processes have noted, whether these have ended or not."""
        found: set[tuple[int, str]] = set()
        for file in self._files():
            with self._said(), suppress(FileNotFoundError):
                found |= _notes_in(file.read_bytes())
        return frozenset(key for noted_bot, key in found if noted_bot == bot)

    def remove_ended(self, bot: int, known: frozenset[str]) -> None:
        """Remove the files of processes that have ended, as far as the database knows what they say.

        Args:
            bot: of which it knows it.
            known: the keys of its updates.
        """
        said = {(bot, key) for key in known}
        for file in self._files():
            with self._said(), suppress(FileNotFoundError), file.open("rb") as opened:
                if _is_free(opened.fileno()) and _notes_in(opened.read()) <= said:
                    file.unlink()

    def close(self) -> None:
        """The process ends; what the database does not know yet stays noted."""
        if self._open is None or self._own is None:
            return
        if not self._noted:
            with self._said():
                self._own.unlink(missing_ok=True)
        os.close(self._open)
        self._open = None

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say once what the system refuses: nothing is lost by it but the protection from a second answer after a kill."""
        try:
            yield
        except OSError as error:
            if not self._is_failing:
                _logger.warning("Answers delivered cannot be noted beside the chats: %s.", in_words(error))
            self._is_failing = True

    def _files(self) -> list[Path]:
        """Those of other processes."""
        if self._own is None:
            return []
        pattern = f"{glob.escape(self._own.name.removesuffix(self._process))}*"
        return [file for file in sorted(self._own.parent.glob(pattern)) if file != self._own]


def _opened(file: Path) -> int:
    """Make the file of this process, and lock it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    while True:
        opened = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, _OWNER_ONLY)
        # The lock ends with its process, however that ends.
        fcntl.flock(opened, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(opened), file.stat()):
                return opened
        os.close(opened)  # somebody took it for that of a process that has ended, and removed it


def _is_free(file: int) -> bool:
    """Whether the process has ended that had locked the file; it is locked by this one then."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _notes_in(content: bytes) -> frozenset[tuple[int, str]]:
    """The bots and keys that a file says; a line that a power cut has left half written says nothing."""
    lines = content.decode(errors="replace").splitlines()
    return frozenset((int(found[1]), found[2]) for line in lines if (found := _LINE.fullmatch(line)))
