"""The rights to write an index, each of which one process holds at a time, on files beside the index.

    claim.lock, claim.json   which corpus the index is being made of: held through a build and the vectors after it
    lock                     a build: held until the next state is in use
    filling.lock             vectors
    mirroring.lock           Milvus

The system gives a right back when its process ends, in whatever way; what is written in `claim.json` counts only as
long as `claim.lock` is held.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import BusyIndexError, IndexFolderError
from retrieval.store import durable

_CLAIM = "claim.json"
_CLAIM_LOCK = "claim.lock"
_BUILD_LOCK = "lock"
_BUILD_SECONDS = 600
_CLAIM_SECONDS = 0.5
"""Whoever has just taken the claim has by then written of which corpus, and whoever only looked has gone."""


class IndexLocks:
    """Of the index in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def claimed(self, corpus: Sequence[Path]) -> Iterator[bool]:
        """Hold the only right to say of which corpus this index is made; False: another process does, of the same.

        Raises:
            BusyIndexError: another process is making it of another corpus.
            IndexFolderError: the folder cannot be written.
        """
        with self._lock(_CLAIM_LOCK, _CLAIM_SECONDS) as acquired:
            if not acquired:
                theirs = self._claim()
                if not theirs or _real(theirs) != _real(corpus):
                    raise BusyIndexError(self._folder, theirs)
                yield False
                return
            file = self._folder / _CLAIM
            try:
                durable.write_text(file, json.dumps([str(path.absolute()) for path in corpus]))
            except OSError as error:
                raise IndexFolderError(self._folder, error) from error
            try:
                yield True
            finally:
                with suppress(OSError):
                    file.unlink()

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the only right to build here; a second process waits.

        Raises:
            BusyIndexError: another process has been building for ten minutes.
            IndexFolderError: the folder cannot be written.
        """
        with self._lock(_BUILD_LOCK, _BUILD_SECONDS) as acquired:
            if not acquired:
                raise BusyIndexError(self._folder, self._claim())
            yield

    @contextmanager
    def filling(self) -> Iterator[bool]:
        """Hold the only right to fill in vectors; False: another process is at it.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        with self._lock("filling.lock", 0) as acquired:
            yield acquired

    @contextmanager
    def mirroring(self) -> Iterator[bool]:
        """Hold the only right to bring Milvus up to date; False: another process has been at it for ten minutes.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        with self._lock("mirroring.lock", _BUILD_SECONDS) as acquired:
            yield acquired

    @property
    def is_building(self) -> bool:
        """Whether another process holds the right to build."""
        return self._is_held(_BUILD_LOCK)

    def refuse_if_busy(self) -> None:
        """Write nothing, and wait for nobody.

        Raises:
            BusyIndexError: another process is building the index.
        """
        if self._is_held(_CLAIM_LOCK):
            raise BusyIndexError(self._folder, self._claim())
        if self.is_building:
            raise BusyIndexError(self._folder)

    def _is_held(self, name: str) -> bool:
        if not os.access(self._folder / name, os.W_OK):
            return False
        with suppress(IndexFolderError), self._lock(name, 0) as acquired:
            return not acquired
        return False

    def _claim(self) -> tuple[Path, ...]:
        """Of which corpus the index is being made, as far as is known."""
        with suppress(OSError, ValueError, TypeError):
            return tuple(map(Path, json.loads((self._folder / _CLAIM).read_text(encoding="utf-8"))))
        return ()

    @contextmanager
    def _lock(self, name: str, seconds: float) -> Iterator[bool]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / name, timeout=seconds)
            lock.acquire()
        except Timeout:
            yield False
            return
        except OSError as error:
            raise IndexFolderError(self._folder, error) from error
        try:
            yield True
        finally:
            lock.release()


def _real(corpus: Sequence[Path]) -> frozenset[str]:
    """One corpus may be named in several ways."""
    return frozenset(os.path.realpath(path) for path in corpus)
