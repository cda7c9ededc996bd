"""The folder that keeps what is made once: each thing in it is a folder that is whole or not there at all.

A folder is written aside and renamed into place, so one that exists is complete. Of several processes that need the same one
at once, one makes it and the others wait for it.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import platformdirs
from filelock import FileLock

from embeddings.errors import CacheFolderError, DamagedFileError, in_words
from embeddings.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_WAIT_SECONDS = 600
"""How long the making of one folder may take."""
_LOG = logging.getLogger(__name__)
_Found = TypeVar("_Found")


def models_folder(cache_folder: Path | None) -> Path:
    """Where models lie under a cache folder; None means the user's."""
    return (cache_folder or _users_folder()) / "models"


def users_data_folder() -> Path:
    """The user's folder for what must not be lost, unlike what is in a cache."""
    return platformdirs.user_data_path("yinju")


def torch_folder() -> Path:
    """Where torch may keep things of its own."""
    return _users_folder() / "torch"


def obtain(path: Path, find: Callable[[Path], _Found | None], write: Callable[[Path], _Found]) -> _Found:
    """What a folder holds; the folder is made now if need be.

    Args:
        path: the folder.
        find: reads the folder; None if it is missing, damaged or out of date.
        write: writes it anew to the path given, where nothing is yet.

    Raises:
        CacheFolderError: the folder around it cannot be written.
    """
    found = find(path)
    if found is not None:
        return found
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / f"{path.name}.lock", timeout=LONGEST_WAIT_SECONDS):
            # Another process may have made it while this one waited.
            found = find(path)
            return _make(path, write) if found is None else found
    except (OSError, NotImplementedError) as error:
        raise CacheFolderError(path.parent, in_words(error)) from error


def read_whole(path: Path, read: Callable[[Path], _Found]) -> _Found | None:
    """The record of a folder, which `read` checks; None if there is none, or if the folder is damaged."""
    if not (path / MANIFEST).exists():
        return None
    try:
        return read(path)
    except DamagedFileError as error:
        _LOG.warning("%s It will be made anew.", error)
        return None


def _users_folder() -> Path:
    return platformdirs.user_cache_path("yinju")


def _make(path: Path, write: Callable[[Path], _Found]) -> _Found:
    prefix = f".{path.name}."
    # Only the holder of the lock makes this folder, so what lies aside was left by a process that was killed.
    for left_over in path.parent.glob(prefix + "*"):
        shutil.rmtree(left_over, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=prefix, dir=path.parent))
    try:
        made = write(aside / "new")
        if path.exists():
            path.rename(aside / "old")
        (aside / "new").rename(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return made
