"""The records of documents: a file, its paragraphs and its sentences, and who may see them.

All are frozen. Offsets count Unicode code points, as Python strings do, and are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)
SentenceId = NewType("SentenceId", int)
Owner = NewType("Owner", str)
"""Whoever a document belongs to: everybody, or one chat."""
EVERYBODY = Owner("")
"""Owns the documents of the corpus, which every chat may see."""


class Role(StrEnum):
    """What a sentence does with a figure: tells what came about, or what is planned."""

    RESULT = "result"
    TARGET = "target"


class Outline(StrEnum):
    """How the numbered lines of a kind of documents are read."""

    OFFICIAL = "official"
    """As in reports and speeches: a numbered line that is short enough is a heading of what follows."""
    RULES = "rules"
    """As in statutes, contracts and manuals: beside headings there are articles, and lists with their lead-ins."""


class Level(StrEnum):
    """How high a place stands."""

    STATE = "state"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start..end-1 of some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """One source file: what its first lines, or its name, say of it."""

    id: DocumentId
    file: str
    """The file's name, without its folder."""
    title: str
    place: str
    year: int | None
    date: str
    """As written; empty: unknown."""
    speaker: str
    province: str = ""
    """The province it is or lies in; empty: none, or unknown."""
    level: Level = Level.UNKNOWN
    domain: str = ""
    """The name of the domain that it was described by; see `retrieval.domain`."""
    owner: Owner = EVERYBODY
    """Who may see it. A domain describes documents without knowing; `building.chunking` says whose they are."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, and of what: handed in with everything that is asked of the documents."""

    owner: Owner
    """The asker, who sees the documents of everybody and those of its own; EVERYBODY: only those of everybody."""
    chosen: frozenset[DocumentId] = frozenset()
    """The only documents that a question is asked of, as far as the asker may see them; none: all those."""
    first: DocumentId | None = None
    """One of the asker's own that is asked before all others; None: none comes first."""


PUBLIC = Scope(EVERYBODY)
"""Of an asker who has no documents of its own: a command, an inline query, a guest."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a sentence is known to speak of beside its words; what a domain knows nothing of stays empty."""

    years: frozenset[int] = frozenset()
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class TableHead:
    """What stands above the rows of a table in a document."""

    number: int
    """1-based among the tables of its document."""
    columns: tuple[tuple[str, ...], ...]
    """For each column the words above it, outermost first; none: the table does not say what the column is."""
    unit: str = ""
    """As written above the table: 单位：万元; empty: none."""
    caption: str = ""
    """The line above the table that may be its name; empty: none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """What is known of a paragraph that is a row of a table. The spans are offsets into its text."""

    head: TableHead
    cells: tuple[Span, ...]
    """For each column where its words stand; an empty span: the cell is empty, or its words stand in a row above."""
    carried: tuple[str, ...] = ()
    """For each column the words of a cell that reaches down to this row from one above; empty texts: none does."""
    is_header: bool = False
    """Whether it names the columns."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What is known of a paragraph that was read from a picture, in which letters may have been taken for others."""

    doubtful: tuple[Span, ...] = ()
    """Figures that are hard to read: offsets into the paragraph's text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: what is cited."""

    id: PassageId
    document: DocumentId
    section: tuple[str, ...]
    """Headings above it, outermost first."""
    paragraph: int
    """1-based among the paragraphs of the document; headings are not counted."""
    line: int
    """1-based line of the file on which it begins; of Word and PDF, which have no lines, of the lines read from it."""
    text: str
    """The line as in the file."""
    page: int | None = None
    """1-based, where it begins; None: the format has no pages."""
    row: TableRow | None = None
    """None: it is no row of a table."""
    scan: Scan | None = None
    """None: its letters stand in the file."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a document that says what those below it are about."""

    text: str
    """Without white space around it."""
    line: int
    """1-based, as `Passage.line`."""
    page: int | None = None
    """1-based; None: the format has no pages."""


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A paragraph where it stands, with the ids of its neighbours in the document."""

    passage: Passage
    document: Document
    before: PassageId | None
    after: PassageId | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one clause of a list of indicators: what is searched."""

    id: SentenceId
    passage: PassageId
    span: Span
    """Where it stands in the passage's text."""
    lead_in: Span | None
    """For a clause of a list: the words that introduce the list."""
    years: frozenset[int]
    """The years it speaks of; empty: unknown."""
    role: Role | None
