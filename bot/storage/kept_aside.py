"""Keeps a file that can no longer be used, with its companions, under a name that nothing has yet.

`chats.sqlite` and `chats.sqlite-wal` become `chats.sqlite.damaged-20261129-130501` and
`chats.sqlite.damaged-20261129-130501-wal`, which SQLite finds beside each other again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is in use."""
_OWNER_ONLY = 0o600


def companion(file: Path, ending: str) -> Path:
    """The companion of a file: `chats.sqlite-wal`."""
    return file.with_name(file.name + ending)


def move_aside(file: Path, endings: tuple[str, ...] = ("", *COMPANIONS), why: str = "damaged") -> Path:
    """Move a file and its companions; of each, no byte is changed.

    Args:
        file: the chats file.
        endings: which of them, where they are there; the empty one is the file itself.
        why: the word in the new name.

    Returns:
        The new name of the file, from which those of the companions are made.
    """
    name = _free_name(file, why)
    for ending in endings:
        old = companion(file, ending)
        if old.exists():
            old.rename(companion(name, ending))
    settle(file.parent)
    return name


def copy_aside(file: Path, endings: tuple[str, ...]) -> Path:
    """As `move_aside`, for what is still in use: the copies are readable by their owner only."""
    name = _free_name(file, "damaged")
    for ending in endings:
        old = companion(file, ending)
        if old.exists():
            _copy(old, companion(name, ending))
    settle(file.parent)
    return name


def _free_name(file: Path, why: str) -> Path:
    """A name that neither a file nor a companion has; the time is UTC."""
    stem = f"{file.name}.{why}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    taken = {each.name for each in file.parent.iterdir()}
    return file.with_name(
        next(
            name
            for name in _numbered(stem)
            if not any(name + ending in taken for ending in ("", *COMPANIONS))
        )
    )


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _copy(source: Path, target: Path) -> None:
    made = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    with source.open("rb") as read, os.fdopen(made, "wb") as written:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())


def settle(folder: Path) -> None:
    """Wait until the disk has the new names, so that a power cut does not undo them in part."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
