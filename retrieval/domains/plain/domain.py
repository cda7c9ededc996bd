"""What any document tells of itself: see `retrieval.domain.Domain`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.domain import Planner, Vocabulary
from retrieval.domains.plain import describing
from retrieval.domains.plain.planning import PlainPlanner
from retrieval.types import Annotation, Document, DocumentId, Passage


@dataclass(frozen=True, slots=True)
class Plain:
    """Documents of which no more is known than their title and their date."""

    name: str = describing.NAME

    def describe(self, path: Path, lines: Sequence[str], key: DocumentId) -> Document:
        """See `Domain`; every file is of this kind."""
        return describing.describe(path, lines, key)

    def annotate(
        self,
        document: Document,  # noqa: ARG002 - the protocol's
        passages: Sequence[Passage],  # noqa: ARG002
        spoken: Sequence[Sequence[str]],
    ) -> list[list[Annotation]]:
        """Nothing: what 去年 means in a document whose year nobody knows cannot be said."""
        return [[Annotation() for _ in texts] for texts in spoken]

    def planner(self, documents: Sequence[Document], vocabulary: Vocabulary) -> Planner:
        """See `Domain`."""
        return PlainPlanner(documents, vocabulary)
