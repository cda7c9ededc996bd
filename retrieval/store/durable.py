"""Files that are whole or not there, whatever moment the power fails at: written aside, synced, renamed."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable
from pathlib import Path

_ASIDE = re.compile(r"\.[0-9a-f]{8}")


def write_text(file: Path, text: str) -> None:
    """Replace a small file in one step."""
    write(file, lambda aside: aside.write_text(text, encoding="utf-8"))


def write(file: Path, make: Callable[[Path], object]) -> None:
    """Replace a file by what `make` writes to the path it is given.

    Raises:
        OSError: nothing was replaced.
    """
    aside = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}")
    try:
        make(aside)
        sync(aside)
        aside.replace(file)
    except BaseException:  # an interrupt, too
        aside.unlink(missing_ok=True)
        raise
    sync(file.parent)


def remove_left_over(file: Path) -> None:
    """Remove what was written aside of a file by processes that were killed; for whoever alone writes that file now."""
    for path in file.parent.glob(f"{file.name}.*"):
        if _ASIDE.fullmatch(path.name, len(file.name)):
            path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
