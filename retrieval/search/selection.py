"""The documents a question is asked of, side by side: their sentences by position, and what each model and index says."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np

from embeddings.types import TextEncoder
from retrieval.search.keyword_scan import KeywordScan
from retrieval.search.open_document import AnnotatedSentence, OpenDocument
from retrieval.types import Document


class Keywords:
    """Words and character bigrams, of the sentences and of whole passages with their headings, of some documents."""

    def __init__(self, opened: Sequence[OpenDocument]) -> None:
        terms = [each.indexed.terms for each in opened]
        self.sentence_words = KeywordScan(each.sentence_words for each in terms)
        self.sentence_bigrams = KeywordScan(each.sentence_bigrams for each in terms)
        self.passage_words = KeywordScan(each.passage_words for each in terms)
        self.passage_bigrams = KeywordScan(each.passage_bigrams for each in terms)


class Selection:
    """Some documents, opened; positions count their sentences one document after another."""

    def __init__(self, opened: Sequence[OpenDocument]) -> None:
        self.opened = tuple(opened)
        self._starts = list(accumulate((len(each) for each in opened), initial=0))
        passages = list(accumulate((len(each.indexed.passages) for each in opened), initial=0))
        self.passage_positions = np.array(
            [
                start + at
                for start, each in zip(passages[:-1], opened, strict=True)
                for at in each.passage_positions
            ],
            np.int64,
        )
        """For each sentence the position of its passage."""
        self.documents: tuple[Document, ...] = tuple(each.indexed.document for each in opened)
        self.years = frozenset[int]().union(*(each.years for each in opened))
        """All years that any sentence speaks of."""
        self.is_dated = any(document.year for document in self.documents)
        """Whether documents have a year; where none has, a sentence may leave its year unsaid."""

    def __len__(self) -> int:
        """How many sentences there are."""
        return self._starts[-1]

    @cached_property
    def keywords(self) -> Keywords:
        """What the sentences cover of a question's terms."""
        return Keywords(self.opened)

    @property
    def entries(self) -> tuple[AnnotatedSentence, ...]:
        """All sentences."""
        return tuple(self.entry(at) for at in range(len(self)))

    @property
    def occasions(self) -> list[int]:
        """The positions of the sentences that say when, where or by whom a report was given."""
        pairs = zip(self._starts[:-1], self.opened, strict=True)
        return [start + at for start, each in pairs for at in each.occasions]

    def entry(self, at: int) -> AnnotatedSentence:
        """The sentence at a position."""
        number = self._document(at)
        return self.opened[number].entry(at - self._starts[number])

    def cosines(
        self, vector: np.ndarray, encoder: TextEncoder, *, is_fast: bool, among: Sequence[int] = ()
    ) -> np.ndarray:
        """One model's cosine of a question with each sentence, shape (sentences,), -1..1.

        Args:
            vector: the question's.
            encoder: embeds sentences that have no vector yet.
            is_fast: which of the two models it is.
            among: of sentences without a vector, the only ones that are embedded now; the others stay NaN.
        """
        held = [each.fast if is_fast else each.accurate for each in self.opened]
        if not held:
            return np.empty(0, np.float32)
        cosines = np.concatenate([each.cosines(vector) for each in held])
        wanted: dict[int, dict[int, str]] = defaultdict(dict)
        for at in among:
            if np.isnan(cosines[at]):
                number = self._document(at)
                own = at - self._starts[number]
                wanted[number][own] = self.opened[number].text(own)
        for number, texts in wanted.items():
            for own, cosine in held[number].cosines_now(vector, texts, encoder).items():
                cosines[self._starts[number] + own] = cosine
        return cosines

    def _document(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1
