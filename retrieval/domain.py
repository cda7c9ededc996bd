"""What a kind of documents has to know of itself to be asked: the protocol of a domain.

The core reads, stores, searches and cites documents of any kind. What only one kind has, such as the place and year of
a work report, its domain tells: which files are of that kind, and what their sentences speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from retrieval.types import Annotation, Document, DocumentId, Outline, Passage


class Domain(Protocol):
    """One kind of documents. Holds no state, so that worker processes can have it."""

    @property
    def name(self) -> str:
        """Differs from that of every other domain; documents keep it in the index."""
        ...

    @property
    def outline(self) -> Outline:
        """How the numbered lines of its documents are read."""
        ...

    def describe(self, path: Path, lines: Sequence[str], key: DocumentId) -> Document | None:
        """What a file says of itself.

        Args:
            path: the file.
            lines: its lines, without their ends.
            key: the id that the document gets.

        Returns:
            the document; None: the file is not of this kind.
        """
        ...

    def annotate(
        self, document: Document, passages: Sequence[Passage], spoken: Sequence[Sequence[str]]
    ) -> list[list[Annotation]]:
        """What the sentences of a document speak of.

        Args:
            document: as `describe` gave it.
            passages: its paragraphs in their order.
            spoken: for each passage the texts of its sentences, each with the words that introduce its list.

        Returns:
            for each passage one annotation a sentence.
        """
        ...
