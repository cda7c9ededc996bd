"""Snapshots on disk: written aside, synced, checksummed, switched by renaming one small file; the former one kept.

    index/
      CURRENT                  name of the snapshot in use
      sources.json             the corpus paths it was made from, to rebuild it from
      snapshots/NAME/          manifest.json, documents.jsonl, *.faiss, english.json, keywords/…

A reader sees the old snapshot or the new one, never half of either, whatever moment a build is stopped at.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from retrieval import records
from retrieval.dictionary import EnglishDictionary
from retrieval.errors import DamagedIndexError, IndexFolderError, OtherIndexError
from retrieval.keyword_index import KeywordIndex
from retrieval.snapshot import KeywordIndexes, Snapshot
from retrieval.vector_index import VectorIndex

FORMAT = 7
"""Raised whenever an older snapshot would be read or ranked wrongly: it is then rebuilt."""
_CURRENT = "CURRENT"
_SOURCES = "sources.json"
_MANIFEST = "manifest.json"
_DOCUMENTS = "documents.jsonl"
_VECTORS = ("vectors", "fast_vectors", "word_vectors")
_ENGLISH = "english.json"
_KEYWORDS = "keywords"
_KEYWORD_FIELDS = ("sentence_words", "sentence_bigrams", "passage_words", "passage_bigrams")
_KEPT = 2
"""The snapshot in use and the one before, which a slower reader may still be opening."""
_LOCK_SECONDS = 600


@dataclass(frozen=True, slots=True)
class _Manifest:
    format: int
    fingerprint: str
    files: dict[str, str]


class IndexStore:
    """The snapshots in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_empty(self) -> bool:
        """Whether no snapshot was ever finished here."""
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

    def load(self, fingerprint: str) -> Snapshot:
        """Read the current snapshot.

        Args:
            fingerprint: of the encoder that questions will be embedded with.

        Raises:
            DamagedIndexError: a file is missing or is not what was written.
            OtherIndexError: made by another version or another model.
        """
        folder = self._current()
        manifest = _read_manifest(folder)
        if manifest.format != FORMAT:
            raise OtherIndexError(folder, "another version of Yinju")
        if manifest.fingerprint != fingerprint:
            raise OtherIndexError(folder, "another model")
        for name, digest in manifest.files.items():
            if _digest(folder / name) != digest:
                raise DamagedIndexError(self.folder, f"{name} is not what was written")
        documents = tuple(records.read_documents(folder / _DOCUMENTS))
        keywords = [KeywordIndex.load(folder / _KEYWORDS / field) for field in _KEYWORD_FIELDS]
        vectors, fast_vectors, word_vectors = (
            VectorIndex.load(folder / f"{name}.faiss") for name in _VECTORS
        )
        return Snapshot(
            fingerprint=fingerprint,
            documents=documents,
            vectors=vectors,
            fast_vectors=fast_vectors,
            word_vectors=word_vectors,
            keywords=KeywordIndexes(*keywords),
            english=_read_english(folder / _ENGLISH),
        )

    def remember(self, sources: Sequence[Path]) -> None:
        """Keep the corpus paths of a build that changed nothing.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        found = tuple(path.absolute() for path in sources)
        if found == self.sources:
            return
        try:
            _write_durably(self.folder / _SOURCES, json.dumps([str(path) for path in found]))
        except OSError as error:
            raise IndexFolderError(self.folder, error) from error

    def save(self, snapshot: Snapshot, sources: Sequence[Path]) -> None:
        """Write a snapshot and make it the current one.

        Raises:
            IndexFolderError: the folder cannot be written, or the disk is full; the former snapshot stays.
        """
        name = uuid.uuid4().hex[:12]
        folder = self.folder / "snapshots" / name
        try:
            folder.mkdir(parents=True)
            _write_files(folder, snapshot)
            _write_durably(self.folder / _SOURCES, json.dumps([str(path.absolute()) for path in sources]))
            _write_durably(self.folder / _CURRENT, name)
        except OSError as error:
            if not self._is_current(name):
                shutil.rmtree(folder, ignore_errors=True)
            raise IndexFolderError(self.folder, error) from error
        self._remove_old(name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the only right to build here; a second process waits.

        Raises:
            IndexFolderError: the folder cannot be written, or somebody builds for longer than ten minutes.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=_LOCK_SECONDS)
            lock.acquire()
        except Timeout as error:
            raise IndexFolderError(
                self.folder, OSError("another process has been building it for too long")
            ) from error
        except OSError as error:
            raise IndexFolderError(self.folder, error) from error
        try:
            yield
        finally:
            lock.release()

    def _current(self) -> Path:
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedIndexError(self.folder, f"{_CURRENT} cannot be read") from error
        if not name.isalnum():
            raise DamagedIndexError(self.folder, f"{_CURRENT} names no snapshot")
        return self.folder / "snapshots" / name

    def _is_current(self, name: str) -> bool:
        try:
            return self._current().name == name
        except DamagedIndexError:
            return False

    def _remove_old(self, current: str) -> None:
        """Leave the current snapshot and the newest other one; what a stopped build left behind goes too."""
        others = [path for path in (self.folder / "snapshots").iterdir() if path.name != current]
        others.sort(key=lambda path: path.stat().st_mtime_ns)
        for folder in others[: 1 - _KEPT]:
            shutil.rmtree(folder, ignore_errors=True)


def _write_files(folder: Path, snapshot: Snapshot) -> None:
    records.write_documents(folder / _DOCUMENTS, snapshot.documents)
    for name in _VECTORS:
        vectors: VectorIndex = getattr(snapshot, name)
        vectors.save(folder / f"{name}.faiss")
    english = {
        "meanings": dict(snapshot.english.meanings),
        "words": sorted(snapshot.english.words),
        "vocabulary": snapshot.english.vocabulary,
    }
    (folder / _ENGLISH).write_text(json.dumps(english, ensure_ascii=False), encoding="utf-8")
    for field in _KEYWORD_FIELDS:
        index: KeywordIndex = getattr(snapshot.keywords, field)
        index.save(folder / _KEYWORDS / field)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        _sync(path)
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    manifest = {"format": FORMAT, "fingerprint": snapshot.fingerprint, "files": digests}
    _write_durably(folder / _MANIFEST, json.dumps(manifest, indent=1))


def _read_manifest(folder: Path) -> _Manifest:
    try:
        held: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return _Manifest(**held)
    except (OSError, ValueError, TypeError) as error:
        raise DamagedIndexError(folder, f"{_MANIFEST} cannot be read") from error


def _read_english(file: Path) -> EnglishDictionary:
    try:
        held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        meanings = {stem: tuple(words) for stem, words in held["meanings"].items()}
        return EnglishDictionary(meanings, frozenset(held["words"]), tuple(held["vocabulary"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedIndexError(file, "the dictionary cannot be read") from error


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DamagedIndexError(file, "it cannot be read") from error


def _write_durably(file: Path, text: str) -> None:
    """Replace a small file in one step that survives a power cut."""
    aside = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}")
    try:
        aside.write_text(text, encoding="utf-8")
        _sync(aside)
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    _sync(file.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
