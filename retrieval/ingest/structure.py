"""Document -> passages: its paragraphs under their headings, with the line of the file on which each stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from retrieval.ingest.headings import official_outline
from retrieval.ingest.outline_line import OutlineLine
from retrieval.ingest.rules_outline import rules_outline
from retrieval.ingest.source_text import PLAIN, Layout
from retrieval.types import Document, Heading, Outline, Passage, PassageId

_OUTLINES = {Outline.OFFICIAL: official_outline, Outline.RULES: rules_outline}


def passages(
    document: Document, lines: Sequence[str], layout: Layout = PLAIN, outline: Outline = Outline.OFFICIAL
) -> list[Passage]:
    """The paragraphs of a document in their order, each once.

    Args:
        document: they are of.
        lines: those read from its file.
        layout: what its format says of them.
        outline: how its numbered lines are to be read. Of an official report a paragraph whose text came before is
            left out, so that a report that repeats itself is indexed once; of other documents, if it came before
            under the same headings: the fee of one course may be that of another.
    """
    found: list[Passage] = []
    seen: set[tuple[str, ...]] = set()
    texts: set[str] = set()
    paragraphs = _paragraphs(_OUTLINES[outline](lines, layout))
    for paragraph, (number, line, section) in enumerate(paragraphs, start=1):
        text = line.strip()
        where = (text,) if outline is Outline.OFFICIAL else (text, *section)
        if where not in seen:
            key = _passage_id(document, "\n".join(where if text in texts else (text,)))
            seen.add(where)
            texts.add(text)
            page, file_line = layout.pages.get(number), layout.file_lines.get(number, number)
            row, scan = layout.table_rows.get(number), layout.scans.get(number)
            found.append(Passage(key, document.id, section, paragraph, file_line, line, page, row, scan))
    return found


def headings(
    lines: Sequence[str], layout: Layout = PLAIN, outline: Outline = Outline.OFFICIAL
) -> list[Heading]:
    """The headings of a document that stand on lines of their own, in their order; the arguments as for `passages`."""
    return [
        Heading(own.title, layout.file_lines.get(own.number, own.number), layout.pages.get(own.number))
        for own in _OUTLINES[outline](lines, layout)
        if own.title and own.title == own.line.strip()
    ]


def _paragraphs(lines: Iterable[OutlineLine]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(number of the line read, line, headings above) of every line that says something under its headings.

    A heading with nothing below it (1．建设绿道10公里) is an item of a list.
    """
    path: list[OutlineLine] = []
    empty: OutlineLine | None = None
    for own in lines:
        if own.title and empty and own.ends(empty):
            yield _alone(empty, path)
        if own.title:
            path = _above(own, path)
        if own.title == own.line.strip():
            path, empty = [*path, own], own
            continue
        empty = None
        if own.title:
            yield own.number, own.line, _section(own, [*path, own] if own.names_itself else path)
            path = [*path, own] if own.reaches_on else path
        else:
            yield own.number, own.line, _section(own, path)
    if empty:
        yield _alone(empty, path)


def _alone(empty: OutlineLine, path: Sequence[OutlineLine]) -> tuple[int, str, tuple[str, ...]]:
    """A heading with nothing below it."""
    return empty.number, empty.line, _section(empty, [each for each in path if each is not empty])


def _section(own: OutlineLine, path: Sequence[OutlineLine]) -> tuple[str, ...]:
    """The headings above a line, and what introduces it if it is an item: words that may open with the last heading."""
    titles = [each.title for each in path]
    if own.lead_ins and titles and own.lead_ins[0].startswith(titles[-1]):
        titles.pop()
    return (*titles, *own.lead_ins)


def _above(heading: OutlineLine, path: Sequence[OutlineLine]) -> list[OutlineLine]:
    """The headings that a heading stands under."""
    return list(takewhile(lambda other: not heading.ends(other), path))


def _passage_id(document: Document, text: str) -> PassageId:
    """Stays the same as long as the document (by its name) holds the paragraph, wherever it moves."""
    digest = hashlib.sha256(f"{document.id}\n{text}".encode("utf-8", "replace"))
    return PassageId(digest.hexdigest()[:16])
