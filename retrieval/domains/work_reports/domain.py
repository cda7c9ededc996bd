"""What work reports have to tell of themselves: see `retrieval.domain.Domain`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.domain import Planner, Vocabulary
from retrieval.domains.work_reports import describing, time_and_role
from retrieval.domains.work_reports.planning import ReportPlanner
from retrieval.domains.work_reports.report_parts import parts
from retrieval.types import Annotation, Document, DocumentId, Passage


@dataclass(frozen=True, slots=True)
class WorkReports:
    """Reports of governments to their people's congresses."""

    name: str = describing.NAME

    def describe(self, path: Path, lines: Sequence[str], key: DocumentId) -> Document | None:
        """See `Domain`."""
        return describing.describe(path, lines, key)

    def annotate(
        self, document: Document, passages: Sequence[Passage], spoken: Sequence[Sequence[str]]
    ) -> list[list[Annotation]]:
        """The years that each sentence speaks of, and whether it tells a result or a target."""
        return [
            [time_and_role.of_sentence(text, document, part) for text in texts]
            for part, texts in zip(parts(document, passages), spoken, strict=True)
        ]

    def planner(self, documents: Sequence[Document], vocabulary: Vocabulary) -> Planner:
        """See `Domain`."""
        return ReportPlanner(documents, vocabulary)
