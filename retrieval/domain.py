"""What a kind of documents has to know of itself to be asked: the protocol of a domain.

The core reads, stores, searches and cites documents of any kind. What only one kind has, such as the place and year of
a work report, its domain tells: which files are of that kind, what their sentences speak of, what a question asks of
them and which of them may tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from retrieval.language.contrasts import Contrasts
from retrieval.language.glossary import Glossary
from retrieval.language.spelling import Speller
from retrieval.questions.question import Lexicon
from retrieval.questions.slot_reader import SlotReader
from retrieval.questions.translating import Translator
from retrieval.ranking.agreement import Agreement, FigureSought
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.types import (
    Annotation,
    Asked,
    Document,
    DocumentId,
    Missing,
    Outline,
    Passage,
    QueryPlan,
    Route,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words where a question is understood."""

    glossary: Glossary
    contrasts: Contrasts
    speller: Speller
    translator: Translator

    def lexicon(self, reader: SlotReader) -> Lexicon:
        """The same with what reads the slots that are a domain's own."""
        return Lexicon(self.glossary, self.speller, self.translator, self.contrasts, reader)


class Planner(Protocol):
    """Says what questions ask of some documents of a domain. Safe to call from several threads."""

    def plan(self, asked: Asked, previous: QueryPlan | None) -> QueryPlan:
        """What a message asks.

        Args:
            asked: the text as typed, or what the question before is asked again of.
            previous: what the same asker asked before it, for follow-ups.
        """
        ...

    def route(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Route:
        """Where to look for what a plan asks.

        Args:
            plan: as made here.
            chosen: the only documents that count; none: all of them.
        """
        ...

    def agreement(self, plan: QueryPlan, sentence: AnnotatedSentence) -> Agreement:
        """How far a sentence of one of the documents speaks of when, and of what kind, a plan asks for."""
        ...

    def aimed(self, plan: QueryPlan) -> QueryPlan | None:
        """What a plan asks to be held against what came about: its target; None: it does not ask that."""
        ...

    def figure(self, plan: QueryPlan, selection: Selection) -> FigureSought | None:
        """The figure that a plan asks for, read from what is searched; None: figures are not read, or not for such a plan."""
        ...

    def missing(
        self, plan: QueryPlan, nearest: Sequence[AnnotatedSentence], selection: Selection
    ) -> Missing | None:
        """What a plan asks about and nothing that was searched is about; None: nothing is known to be missing.

        Args:
            plan: as made here.
            nearest: the best sentence of each of the nearest paragraphs, best first; none: there are none.
            selection: what was searched.
        """
        ...


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

    def planner(self, documents: Sequence[Document], vocabulary: Vocabulary) -> Planner:
        """What plans the questions that are asked of documents of this kind."""
        ...
