"""An index -> what answers from it; who may build it first, and who must not."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.types import Encoders
from retrieval.errors import (
    DamagedIndexError,
    MissingIndexError,
    OtherIndexError,
    UnusableIndexError,
)
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.search.whole_index import WholeIndex
from retrieval.store.index_store import IndexStore

_LOOK_SECONDS = 0.5
"""Between two looks at whether another process has finished the index."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenedState:
    """A state of an index."""

    index: OpenedIndex
    mark: bytes
    """See `IndexStore.mark`."""


def require_finished(store: IndexStore) -> None:
    """Look whether there is anything to open, which takes no time; nothing is written and nobody waited for.

    Raises:
        MissingIndexError: no state was ever finished.
        BusyIndexError: the same, and another process is building the first.
    """
    if store.is_empty:
        store.locks.refuse_if_busy()
        raise MissingIndexError(store.folder)


class IndexOpener:
    """Opens one index, and has it built if that is allowed."""

    def __init__(self, store: IndexStore, encoders: Encoders, whole: WholeIndex | None = None) -> None:
        """Open nothing yet.

        Args:
            store: the index.
            encoders: must be those that it was made with.
            whole: what a question to all documents is looked up in; None: the files of the index.
        """
        self._store = store
        self._encoders = encoders
        self._whole = whole

    def as_it_is(self) -> OpenedState:
        """Open an index that is not ours to write: nothing is built, waited for or replaced.

        Raises:
            MissingIndexError: there is none.
            BusyIndexError: there is none yet, as another process is building it.
            UnusableIndexError: it is damaged, or of another model or version.
        """
        opened = self._opened()
        if isinstance(opened, OpenedState):
            return opened
        self._store.locks.refuse_if_busy()
        if opened is None:
            raise MissingIndexError(self._store.folder)
        raise UnusableIndexError(self._store.folder, opened, self._store.sources) from opened

    def built(self, corpus: Sequence[Path], build: Callable[[Sequence[Path]], None]) -> OpenedState:
        """Open our own index; one that is missing or cannot be used is built first, by one process.

        An index that was made of other documents than these is only ever built anew of those, and while another
        process is building it of the same, it is waited for.

        Args:
            corpus: what a missing index is built of.
            build: builds it of a corpus.

        Raises:
            BusyIndexError: another process is building it of other documents.
            UnusableIndexError: it cannot be used, and of what it was made is not known.
        """
        is_waiting = False
        while not isinstance(opened := self._opened(), OpenedState):
            sources = self._store.sources if opened else corpus
            if opened and not sources:
                raise UnusableIndexError(self._store.folder, opened) from opened
            with self._store.locks.claimed(sources) as is_ours:
                if isinstance(finished := self._opened(), OpenedState):
                    return finished
                if is_ours and not self._store.locks.is_building:
                    build(sources)
                    return self._just_built()
            if not is_waiting:
                _log.warning(
                    "Another process is building the index in %s; waiting for it.", self._store.folder
                )
                is_waiting = True
            time.sleep(_LOOK_SECONDS)
        return opened

    def _just_built(self) -> OpenedState:
        opened = self._opened()
        if isinstance(opened, OpenedState):
            return opened
        raise opened or MissingIndexError(self._store.folder)

    def _opened(self) -> OpenedState | DamagedIndexError | OtherIndexError | None:
        """The state in use, or what is wrong with it; None: there is none."""
        while not self._store.is_empty:
            mark = self._store.mark
            try:
                return OpenedState(open_index(self._store, self._encoders, whole=self._whole), mark)
            except (DamagedIndexError, OtherIndexError) as error:
                # Two builds meanwhile remove what is being read of a state; then there is a newer one.
                if self._store.mark == mark:
                    return error
        return None
