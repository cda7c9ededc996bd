"""How far the filling in of vectors is, for whoever asks: written by the process that fills, read by any other."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from retrieval.store import durable
from retrieval.store.index_store import IndexStore

_FILE = "filling.json"


@dataclass(frozen=True, slots=True)
class FillingState:
    """What was last said of it."""

    is_fast: bool
    """Whether the fast model's vectors are being made, which come first."""
    done: int
    """Sentences that have this model's vectors."""
    total: int
    rate: float
    """Sentences a second."""
    at: float
    """When it was said, in seconds since 1970."""

    @property
    def seconds_left(self) -> float:
        """Until this model's vectors are all there."""
        return (self.total - self.done) / self.rate if self.rate else float("inf")


def write_state(store: IndexStore, state: FillingState) -> None:
    """Say how far it is.

    Raises:
        OSError: it cannot be written.
    """
    durable.write_text(store.folder / _FILE, json.dumps(asdict(state)))


def read_state(store: IndexStore) -> FillingState | None:
    """What was last said; None: nothing yet."""
    with suppress(OSError, ValueError, TypeError):
        return FillingState(**json.loads((store.folder / _FILE).read_text(encoding="utf-8")))
    return None
