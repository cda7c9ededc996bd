"""Files and folders -> the files to index; links that lead out of them are left out with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import UnreadableDocumentError
from retrieval.ingest.sources import SUFFIXES

_LOCK_FILE = "~$"
"""Begins the name of what Word puts beside a document while it is open."""


@dataclass(frozen=True, slots=True)
class CorpusFiles:
    """What was found."""

    paths: tuple[Path, ...]
    """Of the files to index, sorted."""
    left_out: tuple[UnreadableDocumentError, ...]
    """Links that are not followed."""
    unread: tuple[UnreadableDocumentError, ...] = ()
    """Files in the folders whose kind is not read."""


def find_files(paths: Sequence[Path]) -> CorpusFiles:
    """The files to index: files as given, folders searched for those of a known kind.

    A link within a folder may stand for a file of the same corpus, but not for one elsewhere: whoever can put a file
    into the folder could have any file of this machine read out. A path that was given may itself be a link.
    """
    inside = [Path(os.path.realpath(path)) for path in paths]
    found: dict[Path, Path] = {}
    left_out: dict[Path, UnreadableDocumentError] = {}
    unread: dict[Path, UnreadableDocumentError] = {}
    for path in paths:
        for file in _files_in(path) if _is_folder(path) else [path]:
            key = file.absolute()
            if file != path and not _is_text(file):
                if _is_of_unread_kind(path, file):
                    unread[key] = UnreadableDocumentError(
                        file, f"is of a kind that is not read ({_kind(file)})"
                    )
            elif file != path and file.is_symlink() and not _leads_into(inside, file):
                left_out[key] = UnreadableDocumentError(file, "is a link that leads out of the corpus")
            elif file == path or not _is_folder(file):
                found.setdefault(key, file)
    return CorpusFiles(
        tuple(file for _, file in sorted(found.items())),
        tuple(error for key, error in sorted(left_out.items()) if key not in found),
        tuple(error for key, error in sorted(unread.items()) if key not in found),
    )


def _files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder and below it, and the links to other folders, which are not entered."""
    for path in folder.rglob("*"):
        if not _is_folder(path) or path.is_symlink() or _is_text(path):
            yield path


def _is_text(path: Path) -> bool:
    """Whether the name is that of a text, or a link that leads to a folder."""
    is_named = path.suffix.lower() in SUFFIXES and not path.name.startswith(_LOCK_FILE)
    return is_named or (path.is_symlink() and _is_folder(path))


def _is_of_unread_kind(folder: Path, file: Path) -> bool:
    """Whether somebody may wonder why a file is not read: hidden ones, locks and links to other kinds nobody misses."""
    hidden = any(part.startswith((".", _LOCK_FILE)) for part in file.relative_to(folder).parts)
    return not hidden and not file.is_symlink()


def _kind(file: Path) -> str:
    return file.suffix.lower() or "without a suffix"


def _leads_into(folders: Iterable[Path], link: Path) -> bool:
    target = Path(os.path.realpath(link))
    return any(target.is_relative_to(folder) for folder in folders)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # A name too long, a folder closed to us: reading it will say so.
        return False
