"""Corpus -> index. Only new and changed documents are read; deleted ones are gone from the next state.

What is made here answers questions by its keywords at once; the vectors of its sentences are `filling`'s work.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.types import Encoders, Progress
from retrieval.collection import open_segments
from retrieval.cutting import hash_of
from retrieval.documents import identify
from retrieval.duplicates import copies as copies_among
from retrieval.errors import (
    DamagedIndexError,
    EmptyCorpusError,
    IndexFolderError,
    OtherIndexError,
    RetrievalError,
    UnreadableDocumentError,
)
from retrieval.index_store import IndexStore, Manifest, SegmentInUse
from retrieval.segmenting import CorpusFile, write_documents, write_segments
from retrieval.segments import Segment
from retrieval.snapshot import HeldDocument, IndexedDocument, WordKnowledge
from retrieval.sources import SUFFIXES
from retrieval.types import DocumentId
from retrieval.word_store import learn_words, load_words, save_words

_LOCK_FILE = "~$"
"""Begins the name of what Word puts beside a document while it is open."""
_SMALL = 32
"""A segment of fewer documents is merged with others of its kind,"""
_MOST_SMALL = 8
"""as soon as there are so many."""
_READING = "reading documents"
_MANY = 100
"""Files from which on looking through them takes long enough to be shown."""
_STALE = 0.05
"""Share of the sentences that may have come or gone before what is known of words is learnt anew,"""
_CHEAP = 40_000
"""but for a corpus of fewer sentences, of which it costs a second or two."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did; counts of documents but for passages and sentences."""

    documents: int
    passages: int
    sentences: int
    added: int
    updated: int
    removed: int
    unchanged: int
    seconds: float
    skipped: tuple[UnreadableDocumentError, ...]
    """Files that could not be indexed, each with its reason."""


@dataclass(frozen=True, slots=True)
class _State:
    """What an index holds."""

    segments: tuple[tuple[Segment, frozenset[int]], ...] = ()
    words: str = ""

    @property
    def documents(self) -> dict[DocumentId, HeldDocument]:
        """By id."""
        return {
            held.document.id: held
            for segment, dead in self.segments
            for number, held in enumerate(segment.documents)
            if number not in dead
        }


def update(
    store: IndexStore,
    paths: Sequence[Path],
    encoders: Encoders,
    progress: Progress | None = None,
    processes: int | None = None,
) -> IndexReport:
    """Bring the index up to date with the files.

    Args:
        store: the index.
        paths: files and folders.
        encoders: the fast one embeds single words.
        progress: told how far it is.
        processes: that read and segment side by side; None: as many as there are cores.

    Raises:
        EmptyCorpusError: not one file can be indexed; the index stays as it was.
        IndexFolderError: the index cannot be written; it stays as it was.
    """
    started = time.perf_counter()
    with store.locked():
        former = _former(store, encoders)
        known = former.documents
        files, skipped = _look_through(find_files(paths), progress)
        new = [file for file in files if not file.is_held_by(known.get(file.key))]
        made, unread = write_segments(store, new, processes or os.cpu_count() or 1, progress)
        skipped += unread
        lost = {error.path for error in unread}
        now = _with(former, made, {file.key for file in files if file.path not in lost})
        found = now.documents
        if not found:
            raise EmptyCorpusError(tuple(paths), tuple(skipped))
        if made or now != former or not former.words:
            _commit(store, now, former, encoders, paths, progress)
        else:
            store.remember(paths)
    for problem in skipped:
        _log.warning("skipped %s", problem)
    return _report(known, found, tuple(skipped), time.perf_counter() - started)


def hold(
    store: IndexStore,
    documents: Sequence[IndexedDocument],
    encoders: Encoders,
    sources: Sequence[Path],
    progress: Progress | None = None,
) -> None:
    """Make the index hold exactly these documents.

    Raises:
        IndexFolderError: the index cannot be written; it stays as it was.
    """
    with store.locked():
        former = _former(store, encoders)
        hashes = [held.content_hash for held in former.documents.values()]
        if former.words and hashes == [indexed.content_hash for indexed in documents]:
            return
        segment = write_documents(store, documents)
        _commit(store, _State(((segment, frozenset()),)), former, encoders, sources, progress)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to index, sorted: files as given, folders searched for those of a known kind."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _texts_in(path) if _is_folder(path) else [path]:
            found.setdefault(file.absolute(), file)
    return sorted(found.values())


def _texts_in(folder: Path) -> Iterator[Path]:
    return (
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(_LOCK_FILE) and not _is_folder(path)
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # A name too long, a folder closed to us: reading it will say so.
        return False


def _former(store: IndexStore, encoders: Encoders) -> _State:
    """The state to take over from, as far as it is sound and of the same kind."""
    if store.is_empty:
        return _State()
    try:
        manifest = store.manifest()
        segments = open_segments(store, manifest)
        for segment, _ in segments:
            segment.verify()
    except RetrievalError as error:
        _log.warning("%s It is built anew.", error)
        return _State()
    try:
        load_words(store.words / manifest.words)
    except DamagedIndexError as error:
        _log.warning("%s They are learnt anew.", error)
        return _State(tuple(segments))
    if manifest.fingerprint != encoders.fast.fingerprint:
        _log.warning("%s Its words are learnt anew.", OtherIndexError(store.folder, "another model"))
        return _State(tuple(segments))
    return _State(tuple(segments), manifest.words)


def _look_through(
    paths: Sequence[Path], progress: Progress | None
) -> tuple[list[CorpusFile], list[UnreadableDocumentError]]:
    found: dict[DocumentId, CorpusFile] = {}
    skipped: list[UnreadableDocumentError] = []
    for done, path in enumerate(paths, start=1):
        key = identify(path.name)
        # Two files of one name in different folders are two documents.
        key = identify(str(path.absolute())) if key in found else key
        try:
            found[key] = CorpusFile(path, key, hash_of(path))
        except UnreadableDocumentError as error:
            skipped.append(error)
        if progress is not None and len(paths) >= _MANY:
            progress(_READING, done, len(paths))
    return list(found.values()), skipped


def _with(former: _State, made: Sequence[Segment], wanted: set[DocumentId]) -> _State:
    """The former state with new segments, without what is in none of the files or was replaced."""
    replaced = {held.document.id for segment in made for held in segment.documents}
    kept: list[tuple[Segment, frozenset[int]]] = []
    for segment, dead in former.segments:
        gone = {
            number
            for number, held in enumerate(segment.documents)
            if held.document.id not in wanted or held.document.id in replaced
        }
        if len(dead | gone) < len(segment.documents):
            kept.append((segment, dead | gone))
    new = [(segment, frozenset[int]()) for segment in made]
    return _State((*new, *kept), former.words)


def _commit(
    store: IndexStore,
    state: _State,
    former: _State,
    encoders: Encoders,
    sources: Sequence[Path],
    progress: Progress | None,
) -> None:
    merged = _merged(store, state)
    copies = _copies(merged)
    words = state.words
    if not words or _is_stale(state, former):
        words = uuid.uuid4().hex[:16]
        held = load_words(store.words / former.words) if former.words else None
        indexes = [segment.keywords for segment, _ in merged.segments]
        knowledge = learn_words(indexes, encoders.fast, held, progress)
        _save_words(store, words, knowledge)
    in_use = tuple(
        SegmentInUse(segment.name, tuple(sorted(dead)), tuple(sorted(_numbers(segment, copies) - dead)))
        for segment, dead in merged.segments
    )
    store.commit(Manifest(in_use, words, encoders.fast.fingerprint), sources)


def _copies(state: _State) -> frozenset[DocumentId]:
    """The documents that another one stands for."""
    fingerprints = [
        found
        for segment, dead in state.segments
        for number, found in enumerate(segment.fingerprints)
        if number not in dead
    ]
    found = copies_among(sorted(fingerprints, key=lambda each: (each.document.file, each.document.id)))
    if found:
        _log.info("%d documents are copies of others and stand for nothing of their own", len(found))
    return frozenset(found)


def _numbers(segment: Segment, documents: frozenset[DocumentId]) -> frozenset[int]:
    return frozenset(number for number, held in enumerate(segment.documents) if held.document.id in documents)


def _save_words(store: IndexStore, name: str, knowledge: WordKnowledge) -> None:
    try:
        save_words(store.words / name, knowledge)
    except OSError as error:
        raise IndexFolderError(store.folder, error) from error


def _is_stale(state: _State, former: _State) -> bool:
    now = {key: held.sentences for key, held in state.documents.items()}
    before = {key: held.sentences for key, held in former.documents.items()}
    moved = sum((now.get(key) or before[key]) for key in now.keys() ^ before.keys())
    return sum(now.values()) < _CHEAP or moved > _STALE * sum(before.values())


def _merged(store: IndexStore, state: _State) -> _State:
    """The same documents in fewer segments, if there are many small ones."""
    small = [
        (segment, dead) for segment, dead in state.segments if len(segment.documents) - len(dead) < _SMALL
    ]
    if len(small) < _MOST_SMALL:
        return state
    documents = [
        segment.read(number)
        for segment, dead in small
        for number in range(len(segment.documents))
        if number not in dead
    ]
    new = write_documents(store, documents)
    kept = [each for each in state.segments if each not in small]
    return _State(((new, frozenset()), *kept), state.words)


def _report(
    known: Mapping[DocumentId, HeldDocument],
    found: Mapping[DocumentId, HeldDocument],
    skipped: tuple[UnreadableDocumentError, ...],
    seconds: float,
) -> IndexReport:
    unchanged = sum(known.get(key) == held for key, held in found.items())
    added = sum(key not in known for key in found)
    return IndexReport(
        documents=len(found),
        passages=sum(held.passages for held in found.values()),
        sentences=sum(held.sentences for held in found.values()),
        added=added,
        updated=len(found) - added - unchanged,
        removed=sum(key not in found for key in known),
        unchanged=unchanged,
        seconds=round(seconds, 3),
        skipped=skipped,
    )
