"""A manifest -> the segments that it names, opened."""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.errors import DamagedIndexError
from retrieval.store.index_store import IndexStore, Manifest
from retrieval.store.segments import Segment


def live_segments(
    store: IndexStore, manifest: Manifest, known: Mapping[str, Segment] | None = None
) -> list[tuple[Segment, frozenset[int]]]:
    """The segments of a manifest, each with the numbers of the documents that no question is asked of.

    Args:
        store: the index.
        manifest: one of its states.
        known: segments that are open already, by name.

    Raises:
        DamagedIndexError: a file is missing or is not what was written.
    """
    opened = open_segments(store, manifest, known)
    copies = [frozenset(each.copies) for each in manifest.segments]
    return [(segment, dead | own) for (segment, dead), own in zip(opened, copies, strict=True)]


def open_segments(
    store: IndexStore, manifest: Manifest, known: Mapping[str, Segment] | None = None
) -> list[tuple[Segment, frozenset[int]]]:
    """The segments of a manifest, each with the numbers of the documents that are not part of it any more.

    Args:
        store: the index.
        manifest: one of its states.
        known: segments that are open already, by name.

    Raises:
        DamagedIndexError: a file is missing or is not what was written.
    """
    known = known or {}
    return [
        (known.get(each.name) or Segment(store.segments / each.name), frozenset(each.dead))
        for each in manifest.segments
    ]


def has_damaged_segments(store: IndexStore) -> bool:
    """Whether the manifest or a segment it names is not what was written; compares all with their checksums.

    Raises:
        OtherIndexError: made by another version.
    """
    try:
        for segment, _ in open_segments(store, store.manifest()):
            segment.verify()
    except DamagedIndexError:
        return True
    return False
