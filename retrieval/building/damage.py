"""Compares every file of an index with its checksum."""

from __future__ import annotations

from embeddings.types import Encoders
from retrieval.errors import DamagedIndexError
from retrieval.search.opened_index import vectors_of
from retrieval.store.index_store import IndexStore
from retrieval.store.segments import Segment
from retrieval.store.word_store import load_words


def damage_in(store: IndexStore, encoders: Encoders) -> list[DamagedIndexError]:
    """What is not what was written, of the state in use; takes a second for a gigabyte.

    Args:
        store: an index that was built.
        encoders: whose vectors are compared.

    Raises:
        OtherIndexError: made by another version.
    """
    try:
        manifest = store.manifest()
    except DamagedIndexError as error:
        return [error]
    found: list[DamagedIndexError] = []
    for each in manifest.segments:
        try:
            segment = Segment(store.segments / each.name)
            segment.verify()
        except DamagedIndexError as error:
            found.append(error)
            continue
        found += [
            DamagedIndexError(file, "it is not what was written")
            for files in vectors_of(store, encoders)
            for file in files.verify(segment)
        ]
    try:
        load_words(store.words / manifest.words)
    except DamagedIndexError as error:
        found.append(error)
    return found
