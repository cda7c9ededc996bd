"""What an index holds, and what becomes of it when documents come and go: which segments, and which of their documents."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from embeddings.types import Encoders
from retrieval.building.segment_writer import write_documents
from retrieval.errors import DamagedIndexError, OtherIndexError, RetrievalError
from retrieval.ingest.duplicates import Fingerprint
from retrieval.ingest.duplicates import copies as copies_among
from retrieval.store.index_store import IndexStore, Manifest
from retrieval.store.segments import Segment
from retrieval.store.snapshot import DocumentHeader, IndexedDocument
from retrieval.store.word_store import load_words
from retrieval.types import EVERYBODY, DocumentId, Owner

_SMALL = 32
"""A segment with fewer documents than this is small. Small segments are merged into one when they become many."""
_MOST_SMALL = 8
"""The small segments of an index are merged as soon as there are this many."""
_STALE = 0.05
"""What is known of words (for mending typing errors and for translating) is learnt anew when more than this share of
the sentences was added, changed or removed since it was last learnt."""
_CHEAP = 40_000
"""In a corpus with fewer sentences than this it is learnt anew at every change, which costs a second or two."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index holds."""

    segments: tuple[tuple[Segment, frozenset[int]], ...] = ()
    words: str = ""
    """The name of what is known of words; empty: nothing yet."""
    moved: int = 0
    """Sentences that came, went or changed since that was learnt."""

    def documents(self, owner: Owner) -> dict[DocumentId, DocumentHeader]:
        """Those of one owner, by id."""
        return {
            held.document.id: held
            for segment, dead in self.segments
            for number, held in enumerate(segment.documents)
            if segment.owner == owner and number not in dead
        }


def former_state(store: IndexStore, encoders: Encoders) -> IndexState:
    """The state to take over from, as far as it is sound and of the same kind."""
    if store.is_empty:
        return IndexState()
    try:
        manifest = store.manifest()
    except RetrievalError as error:
        _log.warning("%s It is built anew.", error)
        return IndexState()
    segments = _sound_segments(store, manifest)
    if len(segments) < len(manifest.segments):
        return IndexState(tuple(segments))
    try:
        load_words(store.words / manifest.words)
    except DamagedIndexError as error:
        _log.warning("%s They are learnt anew.", error)
        return IndexState(tuple(segments))
    if manifest.fingerprint != encoders.fast.fingerprint:
        _log.warning("%s Its words are learnt anew.", OtherIndexError(store.folder, "another model"))
        return IndexState(tuple(segments))
    return IndexState(tuple(segments), manifest.words, manifest.moved)


def _sound_segments(store: IndexStore, manifest: Manifest) -> list[tuple[Segment, frozenset[int]]]:
    """The segments that are what was written; the documents of the others are as if they had never been indexed."""
    sound = []
    for each in manifest.segments:
        try:
            segment = Segment(store.segments / each.name)
            segment.verify()
        except DamagedIndexError as error:
            _log.warning("%s It is built anew.", error)
        else:
            sound.append((segment, frozenset(each.dead)))
    return sound


def with_segments(
    former: IndexState, made: Sequence[Segment], wanted: set[DocumentId], owner: Owner
) -> IndexState:
    """The former state with new segments, without what its owner has in none of the files or has replaced."""
    replaced = {held.document.id for segment in made for held in segment.documents}
    kept: list[tuple[Segment, frozenset[int]]] = []
    for segment, dead in former.segments:
        gone = {
            number
            for number, held in enumerate(segment.documents)
            if segment.owner == owner and (held.document.id not in wanted or held.document.id in replaced)
        }
        if len(dead | gone) < len(segment.documents):
            kept.append((segment, dead | gone))
    new = [(segment, frozenset[int]()) for segment in made]
    now = IndexState((*new, *kept), former.words)
    return replace(now, moved=former.moved + moved_since(former, now))


def merged(store: IndexStore, state: IndexState) -> IndexState:
    """The same documents in fewer segments, if one owner has many small ones."""
    small: dict[Owner, list[tuple[Segment, frozenset[int]]]] = defaultdict(list)
    for segment, dead in state.segments:
        if len(segment.documents) - len(dead) < _SMALL:
            small[segment.owner].append((segment, dead))
    for some in small.values():
        if len(some) >= _MOST_SMALL:
            kept = [each for each in state.segments if each not in some]
            new = write_documents(store, _documents_in(some))
            state = replace(state, segments=((new, frozenset()), *kept))
    return state


def copies_in(state: IndexState) -> frozenset[DocumentId]:
    """The documents that another one stands for; never one of another owner, whom not all may see."""
    fingerprints: dict[Owner, list[Fingerprint]] = defaultdict(list)
    for segment, dead in state.segments:
        alive = (found for number, found in enumerate(segment.fingerprints) if number not in dead)
        fingerprints[segment.owner].extend(alive)
    found: set[DocumentId] = set()
    for own in fingerprints.values():
        found.update(copies_among(sorted(own, key=lambda each: (each.document.file, each.document.id))))
    if found:
        _log.info("%d documents are copies of others and stand for nothing of their own", len(found))
    return frozenset(found)


def _documents_in(segments: Sequence[tuple[Segment, frozenset[int]]]) -> list[IndexedDocument]:
    return [
        segment.read(number)
        for segment, dead in segments
        for number in range(len(segment.documents))
        if number not in dead
    ]


def moved_since(former: IndexState, state: IndexState) -> int:
    """How many sentences of everybody came, went or changed: of the others' words nothing is learnt."""
    before, now = former.documents(EVERYBODY), state.documents(EVERYBODY)
    changed = (key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
    return sum((now.get(key) or before[key]).sentences for key in changed)


def is_stale(state: IndexState) -> bool:
    """Whether what is known of words has to be learnt anew: too much has moved since it was."""
    if not state.words:
        return True
    sentences = sum(held.sentences for held in state.documents(EVERYBODY).values())
    return bool(state.moved) and (sentences < _CHEAP or state.moved > _STALE * sentences)
