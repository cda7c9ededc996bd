"""A document that a question is asked of: its entries, worked out when they are first looked at, and its vectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from embeddings.types import TextEncoder, Vectors
from retrieval.documents.sentences import searched_text
from retrieval.index.snapshot import IndexedDocument
from retrieval.types import Document, Passage, Sentence
from retrieval.words.figures import figures
from retrieval.words.quantities import has_date, has_quantity, unit_kinds

_COURTESY = re.compile(
    r"^(?:各位(?:代表|委员|领导)|同志们|谢谢|现在，?我代表|表示衷心的?感谢|女士们)|向大会报告工作|请予审议"
)
_LIST_MARKS = 2
_ENUMERATED = re.compile(r"[一二三四五六七八九]是|——")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence with its surroundings and what it holds."""

    sentence: Sentence
    passage: Passage
    document: Document
    text: str
    spoken: str
    """The text after the words that introduce its list, in lower case."""
    figures: frozenset[Decimal]
    """The values of its figures."""
    has_quantity: bool
    unit_kinds: frozenset[str]
    has_date: bool
    names_speaker: bool
    is_occasion: bool
    """Says when, where or by whom the report was given: stands at the top, with the date or the speaker."""
    is_list: bool
    is_courtesy: bool
    """Addresses the audience; says nothing."""


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
        self._entries: list[Entry | None] = [None] * len(indexed.sentences)

    def __len__(self) -> int:
        """How many sentences it has."""
        return len(self._entries)

    def entry(self, at: int) -> Entry:
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

    def _make(self, at: int) -> Entry:
        sentence = self.indexed.sentences[at]
        passage, document = self.indexed.passages[self.passage_positions[at]], self.indexed.document
        text = self.text(at)
        dated, speaker = has_date(text), _names(document.speaker, text)
        return Entry(
            sentence=sentence,
            passage=passage,
            document=document,
            text=text,
            spoken=searched_text(passage, sentence).lower(),
            figures=figures(text),
            has_quantity=has_quantity(text),
            unit_kinds=unit_kinds(text),
            has_date=dated,
            names_speaker=speaker,
            is_occasion=not passage.section and (dated or speaker),
            is_list=text.count("、") >= _LIST_MARKS or bool(_ENUMERATED.match(text)),
            is_courtesy=bool(_COURTESY.search(text)),
        )


def _names(speaker: str, text: str) -> bool:
    return bool(speaker) and speaker in re.sub(r"\s", "", text)
