"""The sentences, passages and documents of a snapshot by their positions, with what ranking asks of each sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from retrieval.figures import figures
from retrieval.quantities import has_date, has_quantity, unit_kinds
from retrieval.sentences import searched_text
from retrieval.snapshot import Snapshot
from retrieval.types import Document, DocumentId, Passage, Sentence, SentenceId

_COURTESY = re.compile(
    r"^(?:各位(?:代表|委员|领导)|同志们|谢谢|现在，?我代表|表示衷心的?感谢|女士们)|向大会报告工作|请予审议"
)
_LIST_MARKS = 2
_ENUMERATED = re.compile(r"[一二三四五六七八九]是|——")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence with its surroundings and what it holds."""

    position: int
    sentence: Sentence
    passage: Passage
    passage_position: int
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


class Catalogue:
    """All entries of a snapshot, or a view of it that is narrowed to some of its documents."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.entries: Sequence[Entry] = tuple(_entries(snapshot))
        """Of all documents, so that positions are those of the indexes."""
        self.documents: tuple[Document, ...] = tuple(held.document for held in snapshot.documents)
        self.position_of = {entry.sentence.id: entry.position for entry in self.entries}
        self.searched: NDArray[np.int64] | None = None
        """The positions of the entries that may be found; None: all."""
        self._shelves = _shelves(snapshot)
        self._describe()

    def narrowed(self, documents: AbstractSet[DocumentId]) -> Catalogue:
        """A view of which only the entries of these documents are found; ids of none are passed over."""
        view = copy(self)
        view._shelves = [shelf for shelf in self._shelves if shelf.document.id in documents]
        view.documents = tuple(shelf.document for shelf in view._shelves)
        ranges = [np.arange(shelf.start, shelf.end) for shelf in view._shelves]
        view.searched = np.concatenate(ranges) if ranges else np.empty(0, np.int64)
        view._describe()
        return view

    @property
    def searched_ids(self) -> list[SentenceId] | None:
        """The ids of the sentences that may be found; None: all."""
        return None if self.searched is None else [self.entries[at].sentence.id for at in self.searched]

    def _describe(self) -> None:
        ranges = [range(shelf.start, shelf.end) for shelf in self._shelves]
        self.occasions = tuple(at for span in ranges for at in span if self.entries[at].is_occasion)
        """The sentences that say when, where or by whom a report was given."""
        self.years = frozenset[int]().union(*(shelf.years for shelf in self._shelves))
        """All years that any sentence speaks of."""
        self.is_dated = any(document.year for document in self.documents)
        """Whether documents have a year; where none has, a sentence may leave its year unsaid."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The entries start..end-1, of one document."""

    document: Document
    start: int
    end: int
    years: frozenset[int]


def _shelves(snapshot: Snapshot) -> list[_Shelf]:
    shelves: list[_Shelf] = []
    start = 0
    for held in snapshot.documents:
        years = frozenset(year for sentence in held.sentences for year in sentence.years)
        shelves.append(_Shelf(held.document, start, start + len(held.sentences), years))
        start += len(held.sentences)
    return shelves


def _entries(snapshot: Snapshot) -> list[Entry]:
    entries: list[Entry] = []
    passage_position = 0
    for held in snapshot.documents:
        position_of = {passage.id: passage_position + at for at, passage in enumerate(held.passages)}
        passages = {passage.id: passage for passage in held.passages}
        for sentence in held.sentences:
            passage = passages[sentence.passage]
            text = sentence.span.of(passage.text)
            dated, speaker = has_date(text), _names(held.document.speaker, text)
            entries.append(
                Entry(
                    position=len(entries),
                    sentence=sentence,
                    passage=passage,
                    passage_position=position_of[passage.id],
                    document=held.document,
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
            )
        passage_position += len(held.passages)
    return entries


def _names(speaker: str, text: str) -> bool:
    return bool(speaker) and speaker in re.sub(r"\s", "", text)
