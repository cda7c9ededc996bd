"""The documents by name: listing, finding, and which of them a chat has chosen to search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from retrieval.domains.work_reports.places.other_languages import finding_names
from retrieval.language.normalizing import normalize
from retrieval.language.question_words.acts import act_in
from retrieval.types import EVERYBODY, Act, Document, DocumentId, Level

ALL_WORDS = frozenset({"全部", "所有", "all", "*"})
"""Choose all documents."""
MOST_CHOSEN = 100
"""Documents that one chat may choose; who needs more means all of them."""

_HEIGHTS = {level: height for height, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class ChosenDocuments:
    """What a question of a chat is asked of."""

    documents: tuple[Document, ...] = ()
    """The documents searched; none: all."""
    is_lost: bool = False
    """Whether all documents are searched because none of the chosen ones is there any more."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that are listed together, where there are many."""

    name: str
    """Of a province or a folder; empty: they lie in none."""
    documents: tuple[Document, ...]


def asks_for_list(words: str) -> bool:
    """Whether words ask which documents there are.

    >>> asks_for_list("有哪些报告？"), asks_for_list("what documents do you have"), asks_for_list("有哪些报告人")
    (True, True, False)
    """
    read = act_in(normalize(words))
    return read is not None and read.act is Act.DOCUMENTS


def title_of(document: Document) -> str:
    """What a document is called."""
    return document.title or document.file


class Library:
    """The documents that a chat may see. Made once, as thousands of names take a moment to normalise."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents: tuple[Document, ...] = tuple(sorted(documents, key=_order))
        """Those of the chat alone first; then by place, the newest first; the rest by name."""
        self._names = [_names(each) for each in self.documents]
        self._places = {each.id: at for at, each in enumerate(self.documents)}

    @cached_property
    def foremost(self) -> tuple[Document, ...]:
        """All: of each level the newest, the highest first; then the others, in the same way."""
        by_height = sorted(self.documents, key=lambda each: (_HEIGHTS[each.level], -(each.year or 0)))
        first = {each.level: each for each in reversed(by_height)}
        heads = sorted(first.values(), key=lambda each: _HEIGHTS[each.level])
        return tuple(dict.fromkeys((*heads, *by_height)))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All by province, and what lies in none by folder, the largest first; those that lie in neither before."""
        held: dict[str, list[Document]] = {}
        for each in self.documents:
            held.setdefault(each.province or str(PurePosixPath(each.file).parent).strip("."), []).append(each)
        ordered = sorted(held, key=lambda name: (bool(name), -len(held[name]), name))
        return tuple(Group(name, tuple(held[name])) for name in ordered)

    def __contains__(self, key: DocumentId) -> bool:
        return key in self._places

    def matching(self, words: str) -> tuple[Document, ...]:
        """The documents whose name holds each of some words, in Chinese, pinyin or English; all of them without any."""
        wanted = normalize(words).lower().split()
        named = zip(self.documents, self._names, strict=True)
        return tuple(each for each, names in named if all(word in names for word in wanted))

    def chosen(self, chosen: Sequence[DocumentId]) -> ChosenDocuments:
        """What is searched for a chat that chose these documents."""
        there = sorted({self._places[key] for key in chosen if key in self._places})
        return ChosenDocuments(tuple(self.documents[at] for at in there), is_lost=bool(chosen) and not there)


def _order(document: Document) -> tuple[bool, str, int, str, str]:
    return document.owner == EVERYBODY, document.place, -(document.year or 0), title_of(document), document.id


def _names(document: Document) -> str:
    year = f"{document.year}年" if document.year else ""
    others = finding_names(document.place) if document.place else ""
    return normalize(f"{document.title} {document.file} {document.place} {year} {others}").lower()
