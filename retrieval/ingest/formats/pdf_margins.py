"""Pages -> pages without what only belongs to the paper: running heads, running feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.ingest.formats.pdf_pages import Page
from retrieval.ingest.formats.pdf_rows import Row

_EDGE_ROWS = 2
"""Running heads and feet have one line, sometimes two."""
_HEAD_ZONE = 0.1
"""Of the page's height: a form that is repeated page after page has its title further inside."""
_ZONE = 0.15
"""Of the page's height, above and below: a bare number further inside is a figure."""
_REPEATED_PAGES = 3
_REPEATED_SHARE = 0.3
"""Left and right pages may have different ones."""
_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(
    r"[-–—―－·.\s]*第?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-–—―－·.\s]*"
)


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The same pages with the rows that are read; if nothing else is on them, as they are."""
    found = list(_inner(pages))
    return found if any(page.rows for page in found) else list(pages)


def _inner(pages: Sequence[Page]) -> Iterator[Page]:
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in set(map(_key, edge)))
    counting = _counting(pages, edges)
    enough = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    for page, edge in zip(pages, edges, strict=True):
        dropped = {
            id(row)
            for row in edge
            if ((counts[_key(row)] >= enough or _key(row) in counting) and _in_zone(row, page, _HEAD_ZONE))
            or (_PAGE_NUMBER.fullmatch(row.text) and _in_zone(row, page, _ZONE))
        }
        yield replace(page, rows=tuple(row for row in page.rows if id(row) not in dropped))


def _counting(pages: Sequence[Page], edges: Sequence[Sequence[Row]]) -> set[str]:
    """The keys of rows whose number grows as that of the page does: running heads, even of a chapter of two pages."""
    offsets = Counter(
        (_key(row), at, page.number - int(number))
        for page, edge in zip(pages, edges, strict=True)
        for row in edge
        for at, number in enumerate(_NUMBER.findall(row.text))
    )
    return {key for (key, _, _), count in offsets.items() if count > 1}


def _edges(page: Page) -> list[Row]:
    """The highest and the lowest rows."""
    inner = page.rows[_EDGE_ROWS:-_EDGE_ROWS]
    return [row for row in page.rows if row not in inner]


def _key(row: Row) -> str:
    """The same for running heads that differ in the number of the page."""
    return re.sub(r"\d+", "#", row.text)


def _in_zone(row: Row, page: Page, zone: float) -> bool:
    return row.bottom < zone * page.height or row.top > (1 - zone) * page.height
