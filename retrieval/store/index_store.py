"""An index on disk: segments that never change, and one small file that says which of them are in use.

    index/
      CURRENT             the manifest in use: its segments and their documents that were replaced or deleted
      FORMER              the one before, whose files a slower reader may still be opening
      sources.json        the corpus paths it was made from, to rebuild it from
      segments/NAME/      see `segments`
      words/NAME/         what is known of the words of everybody's documents: see `word_store`
      vectors/            see `vector_files`
      wordless.json       pictures that are no documents: see `building.wordless`
      *.lock, claim.json  see `index_locks`

A reader sees the old manifest or the new one, never half of either, whatever moment a build is stopped at.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from retrieval.errors import DamagedIndexError, IndexFolderError, OtherIndexError
from retrieval.store import durable, vector_files
from retrieval.store.index_locks import IndexLocks

FORMAT = 15
"""Raised whenever an older index would be read or ranked wrongly: it is then rebuilt."""
_CURRENT = "CURRENT"
_FORMER = "FORMER"
_SOURCES = "sources.json"
_CHECKSUM = "checksum"


@dataclass(frozen=True, slots=True)
class SegmentInUse:
    """A segment of a manifest."""

    name: str
    dead: tuple[int, ...] = ()
    """The numbers of its documents that are no longer part of the index."""
    copies: tuple[int, ...] = ()
    """The numbers of those that another document stands for, as long as it is there."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of the index; never changed, only replaced."""

    segments: tuple[SegmentInUse, ...]
    """Those with the newest documents first."""
    words: str
    """The name of what is known of words."""
    fingerprint: str
    """Of the encoder of the words' vectors."""
    moved: int
    """Sentences that came, went or changed since what is known of words was learnt."""
    changed_at: float = 0.0
    """When a document of everybody last came, went or changed, in seconds since 1970."""
    format: int = FORMAT


class IndexStore:
    """The index in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.locks = IndexLocks(folder)
        self.segments = folder / "segments"
        self.words = folder / "words"
        self.vectors = folder / "vectors"

    @property
    def is_empty(self) -> bool:
        """Whether no build was ever finished here."""
        try:
            return not (self.folder / _CURRENT).is_file()
        except OSError:
            return True

    @property
    def sources(self) -> tuple[Path, ...]:
        """The corpus paths of the last build; empty: unknown."""
        try:
            return tuple(
                Path(name) for name in json.loads((self.folder / _SOURCES).read_text(encoding="utf-8"))
            )
        except (OSError, ValueError, TypeError):
            return ()

    @property
    def mark(self) -> bytes:
        """Differs from one state to the next; cheap to look at every second. Empty: there is none."""
        try:
            return (self.folder / _CURRENT).read_bytes()
        except OSError:
            return b""

    @property
    def changed_at(self) -> float:
        """When a document of everybody last came, went or changed, in seconds since 1970; 0: unknown."""
        with suppress(DamagedIndexError, OtherIndexError):
            return self.manifest().changed_at
        return 0.0

    def manifest(self) -> Manifest:
        """What is in use.

        Raises:
            DamagedIndexError: the file is missing or is not what was written.
            OtherIndexError: made by another version.
        """
        return self._read(_CURRENT)

    def manifests(self) -> list[Manifest]:
        """What is in use, and what was before, if its files are still there.

        Raises:
            DamagedIndexError: the first is missing or is not what was written.
            OtherIndexError: made by another version.
        """
        found = [self.manifest()]
        with suppress(DamagedIndexError, OtherIndexError):
            found.append(self._read(_FORMER))
        return found

    def commit(self, manifest: Manifest, sources: Sequence[Path]) -> None:
        """Make a manifest the one in use, and remove the files that neither it nor the one before needs.

        Raises:
            IndexFolderError: the folder cannot be written, or the disk is full; the former stays in use.
        """
        try:
            self.remember(sources)
            if not self.is_empty:
                former = (self.folder / _CURRENT).read_bytes()
                durable.write(self.folder / _FORMER, lambda aside: aside.write_bytes(former))
            durable.write_text(self.folder / _CURRENT, _written(manifest))
        except OSError as error:
            raise IndexFolderError(self.folder, error) from error
        self._remove_old(manifest)

    def remember(self, sources: Sequence[Path]) -> None:
        """Keep the corpus paths of a build.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        found = tuple(path.absolute() for path in sources)
        if found == self.sources:
            return
        try:
            durable.write_text(self.folder / _SOURCES, json.dumps([str(path) for path in found]))
        except OSError as error:
            raise IndexFolderError(self.folder, error) from error

    def _read(self, name: str) -> Manifest:
        try:
            held: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
            if held.get("format") != FORMAT:
                raise OtherIndexError(self.folder, "another version of Yinju")
            if not _is_as_written(held):
                raise DamagedIndexError(self.folder, f"{name} is not what was written")
            segments = tuple(
                SegmentInUse(each["name"], tuple(each["dead"]), tuple(each["copies"]))
                for each in held["segments"]
            )
            return Manifest(segments, held["words"], held["fingerprint"], held["moved"], held["changed_at"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise DamagedIndexError(self.folder, f"{name} cannot be read") from error

    def _remove_old(self, current: Manifest) -> None:
        """Leave what the manifest in use and the one before it name; what a stopped build left behind goes too."""
        kept = [current, *self.manifests()]
        segments = {segment.name for manifest in kept for segment in manifest.segments}
        words = {manifest.words for manifest in kept}
        for folder, names in ((self.segments, segments), (self.words, words)):
            for path in folder.iterdir() if folder.is_dir() else ():
                if path.name not in names:
                    shutil.rmtree(path, ignore_errors=True)
        shutil.rmtree(self.folder / "snapshots", ignore_errors=True)  # of formats before 7
        for name in (_CURRENT, _FORMER, _SOURCES):
            durable.remove_left_over(self.folder / name)
        vector_files.remove_all_but(self.vectors, segments)


def _written(manifest: Manifest) -> str:
    held = asdict(manifest)
    return json.dumps(held | {_CHECKSUM: _checksum(held)}, indent=1)


def _is_as_written(held: dict[str, Any]) -> bool:
    """Whether a manifest has its checksum; those of former versions have none."""
    known = {each.name for each in fields(Manifest)}
    return held.keys() <= known | {_CHECKSUM} and held.get(_CHECKSUM, _checksum(held)) == _checksum(held)


def _checksum(held: dict[str, Any]) -> str:
    """Of a manifest as it is written, without its checksum."""
    content = {name: value for name, value in held.items() if name != _CHECKSUM}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
