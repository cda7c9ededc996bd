"""Paragraphs by their ids, with those that stand before and after them: for reading on where an answer was found."""

from __future__ import annotations

from retrieval.snapshot import Snapshot
from retrieval.types import PassageId, PlacedPassage


class Paragraphs:
    """The paragraphs of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._documents = snapshot.documents
        self._places = {
            passage.id: (number, at)
            for number, held in enumerate(snapshot.documents)
            for at, passage in enumerate(held.passages)
        }

    def find(self, key: PassageId) -> PlacedPassage | None:
        """The paragraph with this id; None when no document holds it (any more)."""
        if key not in self._places:
            return None
        number, at = self._places[key]
        held = self._documents[number]
        ids = [passage.id for passage in held.passages[max(0, at - 1) : at + 2]]
        return PlacedPassage(
            passage=held.passages[at],
            document=held.document,
            before=ids[0] if at > 0 else None,
            after=ids[-1] if at + 1 < len(held.passages) else None,
        )
