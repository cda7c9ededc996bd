"""A third domain, as somebody outside would write it: recipes, which are told what to do and what came about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.domain import Planner, Vocabulary
from retrieval.domains.plain.planning import PlainPlanner
from retrieval.types import Annotation, Document, DocumentId, Passage, Role

NAME = "recipes"
_TITLE = re.compile(r"(?P<dish>\w+)的做法(?:（(?P<year>\d{4})年版）)?")
"""The first line of a recipe: 番茄炒蛋的做法（2019年版）."""
_STEP = re.compile(r"放|加|切|煮|炒|蒸")
"""A sentence that says what the cook has to do."""


@dataclass(frozen=True, slots=True)
class Recipes:
    """Recipes: each of one dish, perhaps of the edition of a year."""

    name: str = NAME

    def describe(self, path: Path, lines: Sequence[str], key: DocumentId) -> Document | None:
        """See `Domain`: a recipe says so in its first line."""
        title = _TITLE.fullmatch(lines[0].strip())
        if title is None:
            return None
        return Document(
            id=key,
            file=path.name,
            title=title["dish"],
            place="",
            year=None,
            date=f"{title['year']}年" if title["year"] else "",
            speaker="",
            domain=NAME,
        )

    def annotate(
        self, document: Document, passages: Sequence[Passage], spoken: Sequence[Sequence[str]]
    ) -> list[list[Annotation]]:
        """The edition's year, and whether a sentence tells a step or what the dish is like."""
        years = frozenset({int(document.date[:-1])}) if document.date else frozenset[int]()
        return [
            [Annotation(years, Role.TARGET if _STEP.search(text) else Role.RESULT) for text in texts]
            for texts in spoken
        ]

    def planner(self, documents: Sequence[Document], vocabulary: Vocabulary) -> Planner:
        """Recipes are asked as any other document."""
        return PlainPlanner(documents, vocabulary)
