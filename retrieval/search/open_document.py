"""A document that a question is asked of: its sentences, read when they are first looked at, and its vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from embeddings.types import TextEncoder, Vectors
from retrieval.ingest.sentences import searched_text
from retrieval.language.normalizing import normalize
from retrieval.store import facts_text
from retrieval.store.facts_text import NormalizedClause
from retrieval.store.sentence_facts import SentenceFacts
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Document, Passage, Sentence, TableHead

_APART = "‖"
"""Parts texts that are normalised together: only this character itself is normalised to it."""


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """One sentence with its surroundings and what it tells."""

    sentence: Sentence
    passage: Passage
    document: Document
    text: str
    spoken: str
    """The text after the words that introduce its list, in lower case."""
    above: str
    """The document's title and the headings over the sentence, normalised."""
    is_occasion: bool
    """Says when, where or by whom the report was given: stands at the top, with the date or the speaker."""
    facts: SentenceFacts
    passage_facts: str
    """As `facts_text` writes them."""

    @property
    def passage_clauses(self) -> list[NormalizedClause]:
        """All clauses of its paragraph, in their order."""
        return facts_text.passage_from_text(self.passage_facts, self.passage)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """One table of a document."""

    document: Document
    head: TableHead
    rows: tuple[Passage, ...]
    """In their order, those that name the columns, too."""


class SentenceVectors:
    """One model's vectors of a document's sentences, as far as they are there. Safe to call from several threads.

    Args:
        count: sentences of the document.
        read: reads the vectors of all of them; None as long as they are not all there.
    """

    def __init__(self, count: int, read: Callable[[], Vectors | None]) -> None:
        self._count = count
        self._read = read
        self._all: Vectors | None = None
        self._some: dict[int, np.ndarray] = {}

    def cosines(self, vector: np.ndarray) -> np.ndarray:
        """With each sentence, shape (sentences,), -1..1; NaN as long as not all have a vector.

        What was embedded for other questions is left out: an answer does not depend on what was asked before.
        """
        if self._all is None and (found := self._read()) is not None:
            self._all, self._some = found, {}
        if self._all is None:
            return np.full(self._count, np.nan, np.float32)
        cosines: np.ndarray = self._all @ vector
        return cosines

    def cosines_now(
        self, vector: np.ndarray, texts: Mapping[int, str], encoder: TextEncoder
    ) -> dict[int, float]:
        """With some sentences, which are embedded now if they were not before; their vectors are kept.

        Args:
            vector: the question's.
            texts: of the sentences, by their positions.
            encoder: embeds them.
        """
        held = self._some
        new = [at for at in texts if at not in held]
        if new:
            made = dict(zip(new, encoder.encode_passages([texts[at] for at in new]), strict=True))
            self._some = held = held | made
        return {at: float(held[at] @ vector) for at in texts}


class OpenDocument:
    """One document, read whole."""

    def __init__(self, indexed: IndexedDocument, accurate: SentenceVectors, fast: SentenceVectors) -> None:
        self.indexed = indexed
        self.accurate = accurate
        self.fast = fast
        self.years = frozenset[int]().union(*(sentence.years for sentence in indexed.sentences))
        """All years that any sentence speaks of."""
        position_of = {passage.id: at for at, passage in enumerate(indexed.passages)}
        self.passage_positions = [position_of[sentence.passage] for sentence in indexed.sentences]
        """For each sentence the position of its passage in the document."""
        self._headings = _normalized_headings(indexed)
        self._entries: list[AnnotatedSentence | None] = [None] * len(indexed.sentences)

    @cached_property
    def tables(self) -> tuple[OpenTable, ...]:
        """Its tables, in their order."""
        found: dict[int, list[Passage]] = {}
        for passage in self.indexed.passages:
            if passage.row is not None:
                found.setdefault(passage.row.head.number, []).append(passage)
        return tuple(
            OpenTable(self.indexed.document, own[0].row.head, tuple(own))
            for own in found.values()
            if own[0].row
        )

    def __len__(self) -> int:
        """How many sentences it has."""
        return len(self._entries)

    def entry(self, at: int) -> AnnotatedSentence:
        """The sentence at a position."""
        found = self._entries[at]
        if found is None:
            found = self._entries[at] = self._make(at)
        return found

    def text(self, at: int) -> str:
        """The words of the sentence at a position."""
        passage = self.indexed.passages[self.passage_positions[at]]
        return self.indexed.sentences[at].span.of(passage.text)

    @property
    def occasions(self) -> list[int]:
        """The positions of the sentences that say when, where or by whom it was given."""
        return [at for at in range(len(self)) if self._may_be_occasion(at) and self.entry(at).is_occasion]

    def _may_be_occasion(self, at: int) -> bool:
        return not self.indexed.passages[self.passage_positions[at]].section

    def _make(self, at: int) -> AnnotatedSentence:
        sentence = self.indexed.sentences[at]
        position = self.passage_positions[at]
        passage = self.indexed.passages[position]
        facts = facts_text.from_text(self.indexed.facts[at], passage, sentence)
        return AnnotatedSentence(
            sentence=sentence,
            passage=passage,
            document=self.indexed.document,
            text=self.text(at),
            spoken=searched_text(passage, sentence).lower(),
            above=" ".join(self._headings[each] for each in (self.indexed.document.title, *passage.section)),
            is_occasion=not passage.section and (facts.has_date or facts.names_speaker),
            facts=facts,
            passage_facts=self.indexed.passage_facts[position],
        )


def _normalized_headings(indexed: IndexedDocument) -> dict[str, str]:
    """The title and each heading, normalised in one piece, which takes a tenth of the time."""
    headings = (heading for passage in indexed.passages for heading in passage.section)
    distinct = list(dict.fromkeys((indexed.document.title, *headings)))
    whole = normalize(_APART.join(each.replace(_APART, " ") for each in distinct))
    return dict(zip(distinct, whole.split(_APART), strict=True))
