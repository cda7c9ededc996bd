"""A paragraph of a document -> its citation."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from retrieval.types import EVERYBODY, Citation, Document, Heading, Passage, Span


def cite(passage: Passage, document: Document, highlights: tuple[Span, ...], score: float = 0.0) -> Citation:
    """Cite a paragraph of a document, with its words marked."""
    return Citation(
        passage=passage.id,
        document=document.title,
        file=document.file,
        place=document.place,
        year=document.year,
        section=passage.section,
        paragraph=passage.paragraph,
        line=passage.line,
        text=passage.text,
        highlights=highlights,
        score=score,
        page=passage.page,
        is_own=document.owner != EVERYBODY,
        row=passage.row,
        scan=passage.scan,
    )


def cite_heading(heading: Heading, below: Passage, document: Document, score: float = 0.0) -> Citation:
    """Cite a heading of a document, all of it marked.

    Args:
        heading: to cite.
        below: the first paragraph under it.
        document: both are of.
        score: 0..1.
    """
    above = tuple(takewhile(lambda title: title != heading.text, below.section))
    return replace(
        cite(below, document, (Span(0, len(heading.text)),), score),
        section=above,
        line=heading.line,
        page=heading.page,
        text=heading.text,
        row=None,
        is_heading=True,
    )
