"""Corpus -> index. Only new and changed documents are read; deleted ones are gone from the next state.

What is made here answers questions by its keywords at once; the vectors of its sentences are `filling`'s work.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings.types import Encoders, Progress
from retrieval.building.chunking import hash_of
from retrieval.building.corpus import find_files
from retrieval.building.index_state import (
    IndexState,
    copies_in,
    former_state,
    is_stale,
    merged,
    with_segments,
)
from retrieval.building.scan_watch import NO_SCANS, ScansRead
from retrieval.building.segment_writer import CorpusFile, write_documents, write_segments
from retrieval.building.wordless import keep_wordless, known_wordless
from retrieval.errors import (
    EmptyCorpusError,
    IndexFolderError,
    Refusal,
    UnreadableDocumentError,
    in_one_line,
)
from retrieval.ingest.identity import identify
from retrieval.store.index_store import IndexStore, Manifest, SegmentInUse
from retrieval.store.segments import Segment
from retrieval.store.snapshot import DocumentHeader, IndexedDocument, WordKnowledge
from retrieval.store.word_store import learn_words, load_words, save_words
from retrieval.types import EVERYBODY, DocumentId, Owner

_READING = "reading documents"
_MANY_ALIKE = 3
"""Files that are named one by one where they have the same reason."""
_MANY = 100
"""Files from which on looking through them takes long enough to be shown."""
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
    scans: ScansRead = NO_SCANS
    """Pages that are pictures, whose words were recognised."""


def update(
    store: IndexStore,
    paths: Sequence[Path],
    encoders: Encoders,
    progress: Progress | None = None,
    processes: int | None = None,
    owner: Owner = EVERYBODY,
) -> IndexReport:
    """Bring the documents that one owner has in the index up to date with the files; those of others stay.

    Args:
        store: the index.
        paths: files and folders.
        encoders: the fast one embeds single words.
        progress: told how far it is.
        processes: that read and segment side by side; None: as many as there are cores.
        owner: to whom the files belong. Only a chat may be left without any document.

    Raises:
        EmptyCorpusError: not one file of everybody can be indexed; the index stays as it was.
        IndexFolderError: the index cannot be written; it stays as it was.
    """
    started = time.perf_counter()
    with store.locks.building():
        former = former_state(store, encoders)
        known = former.documents(owner)
        there = find_files(paths)
        seen, skipped = _look_through(there.paths, owner, progress)
        files, wordless = _without_wordless(store, seen)
        new = [file for file in files if not file.is_held_by(known.get(file.key))]
        written = write_segments(store, new, processes or os.cpu_count() or 1, progress)
        skipped += [*wordless, *written.skipped, *there.left_out, *there.unread]
        lost = {error.path for error in written.skipped}
        now = with_segments(
            former, written.segments, {file.key for file in files if file.path not in lost}, owner
        )
        found = now.documents(owner)
        if not found and owner == EVERYBODY:
            raise EmptyCorpusError(tuple(paths), tuple(skipped))
        sources = paths if owner == EVERYBODY else store.sources
        if written.segments or now != former or not former.words:
            _commit(store, now, former, encoders, sources, progress)
        else:
            store.remember(sources)
        if owner == EVERYBODY:
            keep_wordless(store.folder, ((file.content_hash, file.path) for file in seen), skipped)
    for told in _told(skipped):
        _log.warning("skipped %s", told)
    report = _report(known, found, tuple(skipped), time.perf_counter() - started)
    return replace(report, scans=written.scans)


def _without_wordless(
    store: IndexStore, seen: Sequence[CorpusFile]
) -> tuple[list[CorpusFile], list[UnreadableDocumentError]]:
    """The files that may have words, and those that were found to have none."""
    reasons = known_wordless(store.folder)
    return (
        [file for file in seen if file.content_hash not in reasons],
        [
            UnreadableDocumentError(file.path, reasons[file.content_hash], Refusal.EMPTY)
            for file in seen
            if file.content_hash in reasons
        ],
    )


def _told(skipped: Sequence[UnreadableDocumentError]) -> Iterator[str]:
    """A line for each file; one for all of those that have a reason in common with many others."""
    by_reason: dict[str, list[UnreadableDocumentError]] = defaultdict(list)
    for problem in skipped:
        by_reason[problem.reason].append(problem)
    for reason, problems in by_reason.items():
        if len(problems) <= _MANY_ALIKE:
            yield from map(str, problems)
        else:
            names = ", ".join(in_one_line(problem.path.name) for problem in problems[:_MANY_ALIKE])
            more = len(problems) - _MANY_ALIKE
            others = f"{more} other{'s' if more > 1 else ''}"
            yield f"{len(problems)} files, each of which {reason}: {names} and {others}"


def hold(
    store: IndexStore,
    documents: Sequence[IndexedDocument],
    encoders: Encoders,
    sources: Sequence[Path],
    progress: Progress | None = None,
) -> None:
    """Make the index hold exactly these documents of everybody.

    Raises:
        IndexFolderError: the index cannot be written; it stays as it was.
    """
    with store.locks.building():
        former = former_state(store, encoders)
        hashes = [held.content_hash for held in former.documents(EVERYBODY).values()]
        if former.words and hashes == [indexed.content_hash for indexed in documents]:
            return
        segment = write_documents(store, documents)
        _commit(store, IndexState(((segment, frozenset()),)), former, encoders, sources, progress)


def _look_through(
    paths: Sequence[Path], owner: Owner, progress: Progress | None
) -> tuple[list[CorpusFile], list[UnreadableDocumentError]]:
    found: dict[DocumentId, CorpusFile] = {}
    skipped: list[UnreadableDocumentError] = []
    for done, path in enumerate(paths, start=1):
        key = identify(path.name, owner)
        # Two files of one name in different folders are two documents.
        key = identify(str(path.absolute()), owner) if key in found else key
        try:
            found[key] = CorpusFile(path, key, hash_of(path), owner)
        except UnreadableDocumentError as error:
            skipped.append(error)
        if progress is not None and len(paths) >= _MANY:
            progress(_READING, done, len(paths))
    return list(found.values()), skipped


def _commit(
    store: IndexStore,
    state: IndexState,
    former: IndexState,
    encoders: Encoders,
    sources: Sequence[Path],
    progress: Progress | None,
) -> None:
    whole = merged(store, state)
    copies = copies_in(whole)
    words, moved = state.words, state.moved
    if is_stale(state):
        words, moved = uuid.uuid4().hex[:16], 0
        held = load_words(store.words / former.words) if former.words else None
        # Of the documents of everybody: another chat's word would mend or translate what this one asks.
        indexes = [segment.keywords for segment, _ in whole.segments if segment.owner == EVERYBODY]
        knowledge = learn_words(indexes, encoders.fast, held, progress)
        _save_words(store, words, knowledge)
    in_use = tuple(
        SegmentInUse(segment.name, tuple(sorted(dead)), tuple(sorted(_numbers(segment, copies) - dead)))
        for segment, dead in whole.segments
    )
    # What comes to one chat and when is nobody else's business.
    is_changed = state.documents(EVERYBODY) != former.documents(EVERYBODY)
    changed_at = time.time() if is_changed else store.changed_at
    store.commit(Manifest(in_use, words, encoders.fast.fingerprint, moved, changed_at), sources)


def _numbers(segment: Segment, documents: frozenset[DocumentId]) -> frozenset[int]:
    return frozenset(number for number, held in enumerate(segment.documents) if held.document.id in documents)


def _save_words(store: IndexStore, name: str, knowledge: WordKnowledge) -> None:
    try:
        save_words(store.words / name, knowledge)
    except OSError as error:
        raise IndexFolderError(store.folder, error) from error


def _report(
    known: Mapping[DocumentId, DocumentHeader],
    found: Mapping[DocumentId, DocumentHeader],
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
