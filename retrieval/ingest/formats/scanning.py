"""How pages that are pictures are read: how many at most, and who is told how far that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.ingest.formats.limits import MAX_SCANS

PageProgress = Callable[[int, int], None]
"""Called before each page, and after the last, with the number of those that are read and that of all."""


def nobody(_page: int, _pages: int) -> None:
    """Is told of scans that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """What is to be done with the pictures of one file."""

    most_pages: int = MAX_SCANS
    told: PageProgress = nobody


QUIETLY = Scanning()
