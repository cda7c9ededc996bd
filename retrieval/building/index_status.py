"""What an index holds and how far its sentence vectors are, for whoever asks."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from retrieval.building.backfill_state import FillingState, read_state
from retrieval.search.index_reader import IndexReader
from retrieval.store.index_store import IndexStore

_FRESH_SECONDS = 120.0
"""How long the process that fills may say nothing: it speaks after every part, even of a busy machine."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """Counts of what one asker may see of one state of an index."""

    documents: int
    passages: int
    sentences: int
    fast: int
    """Sentences that have the fast model's vector."""
    accurate: int
    """Sentences that have the accurate model's."""
    changed_at: float
    """When a document of everybody was last added, changed or removed, in seconds since 1970."""
    filling: FillingState | None = None
    """What the process says that is making vectors right now, of these sentences; None: it makes none of them, or has
    said nothing yet."""

    @property
    def is_whole(self) -> bool:
        """Whether every sentence has its vectors."""
        return self.fast == self.accurate == self.sentences


def read_status(store: IndexStore, collection: IndexReader, now: float | None = None) -> IndexStatus:
    """How an index is.

    Args:
        store: the index.
        collection: what the asker may see of the state of it that answers.
        now: seconds since 1970; None: the clock's.
    """
    accurate, fast = collection.count_vectors()
    said = _current(read_state(store), time.time() if now is None else now)
    return IndexStatus(
        documents=len(collection.documents),
        passages=sum(held.passages for held in collection.held),
        sentences=collection.sentences,
        fast=fast,
        accurate=accurate,
        changed_at=store.changed_at,
        filling=said and _of_these(said, fast if said.is_fast else accurate, collection.sentences),
    )


def _current(state: FillingState | None, now: float) -> FillingState | None:
    """What was said, unless it was said too long ago or was the last word."""
    if state is None or not 0 <= now - state.at < _FRESH_SECONDS or state.done >= state.total:
        return None
    return state


def _of_these(state: FillingState, done: int, total: int) -> FillingState | None:
    """The same of the sentences that the asker may see: how many others there are is not told."""
    return replace(state, done=done, total=total) if done < total else None
