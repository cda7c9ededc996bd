"""Pages -> pages without what only belongs to the paper: running heads, running feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.ingest.formats.pdf_pages import Page, VisualLine

_EDGE_LINES = 2
"""Running heads and feet have one line, sometimes two."""
_ZONE = 0.15
"""Of the page's height, above and below: a bare number further inside is a figure."""
_REPEATED_PAGES = 3
_REPEATED_SHARE = 0.4
"""Left and right pages may have different ones."""
_PAGE_NUMBER = re.compile(
    r"[-–—―－·.\s]*第?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-–—―－·.\s]*"
)


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The same pages with the lines that are read, in their order; if nothing else is on them, as they are."""
    found = list(_inner(pages))
    return found if any(page.lines for page in found) else list(pages)


def _inner(pages: Sequence[Page]) -> Iterator[Page]:
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in set(map(_key, edge)))
    enough = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    for page, edge in zip(pages, edges, strict=True):
        dropped = {
            id(line)
            for line in edge
            if counts[_key(line)] >= enough or (_in_zone(line, page) and _PAGE_NUMBER.fullmatch(line.text))
        }
        yield replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped))


def _edges(page: Page) -> list[VisualLine]:
    """The highest and the lowest lines, wherever they stand in the file."""
    ordered = sorted(page.lines, key=lambda line: -line.top)
    inner = ordered[_EDGE_LINES:-_EDGE_LINES]
    return [line for line in ordered if line not in inner]


def _key(line: VisualLine) -> str:
    """The same for running lines that differ in the number of the page."""
    return re.sub(r"\d+", "#", line.text)


def _in_zone(line: VisualLine, page: Page) -> bool:
    return line.bottom < _ZONE * page.height or line.top > (1 - _ZONE) * page.height
