"""Reports made by hand, cut up as the index does it."""

from __future__ import annotations

from pathlib import Path

from retrieval.building.chunking import cut_up, described
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import EVERYBODY, DocumentId


def indexed(file: str, text: str) -> IndexedDocument:
    """A report of a file's name and text."""
    lines = text.splitlines()
    path = Path(file)
    return cut_up(described(path, lines, DocumentId(file), EVERYBODY), lines, path, "")
