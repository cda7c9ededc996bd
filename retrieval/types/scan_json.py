"""What is known of a paragraph that was read from a picture <-> JSON."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.types.documents import Scan, Span


def scan_to_json(scan: Scan) -> list[list[int]]:
    """The places of its doubtful figures: [[start, end], …]."""
    return [[span.start, span.end] for span in scan.doubtful]


def scan_from_json(held: Sequence[Sequence[int]]) -> Scan:
    """Read what `scan_to_json` made."""
    return Scan(tuple(Span(start, end) for start, end in held))
