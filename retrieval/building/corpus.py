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


def find_files(paths: Sequence[Path]) -> CorpusFiles:
    """The files to index: files as given, folders searched for those of a known kind.

    A link within a folder may stand for a file of the same corpus, but not for one elsewhere: whoever can put a file
    into the folder could have any file of this machine read out. A path that was given may itself be a link.
    """
    inside = [Path(os.path.realpath(path)) for path in paths]
    found: dict[Path, Path] = {}
    left_out: dict[Path, UnreadableDocumentError] = {}
    for path in paths:
        for file in _texts_in(path) if _is_folder(path) else [path]:
            key = file.absolute()
            if file != path and file.is_symlink() and not _leads_into(inside, file):
                left_out[key] = UnreadableDocumentError(file, "is a link that leads out of the corpus")
            elif file == path or not _is_folder(file):
                found.setdefault(key, file)
    return CorpusFiles(
        tuple(file for _, file in sorted(found.items())),
        tuple(error for key, error in sorted(left_out.items()) if key not in found),
    )


def _texts_in(folder: Path) -> Iterator[Path]:
    """The texts in a folder and below it, and the links to other folders, which are not entered."""
    for path in folder.rglob("*"):
        is_text = path.suffix.lower() in SUFFIXES and not path.name.startswith(_LOCK_FILE)
        if is_text or (path.is_symlink() and _is_folder(path)):
            yield path


def _leads_into(folders: Iterable[Path], link: Path) -> bool:
    target = Path(os.path.realpath(link))
    return any(target.is_relative_to(folder) for folder in folders)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # A name too long, a folder closed to us: reading it will say so.
        return False
