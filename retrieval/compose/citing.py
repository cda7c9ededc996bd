"""A paragraph of a document -> its citation."""

from __future__ import annotations

from retrieval.types import EVERYBODY, Citation, Document, Passage, Span


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
