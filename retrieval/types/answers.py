"""The records of an answer: the quoted words, where they stand, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.types.documents import PassageId, Role, Scan, Span, TableRow
from retrieval.types.query_plan import QueryPlan
from retrieval.types.tables import Table


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    OFF_TOPIC = "off_topic"


class Missing(StrEnum):
    """Why a question was not answered."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    YEAR = "year"
    PLACE = "place"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph shown as evidence, with the words that matter; made by `compose.citing`."""

    passage: PassageId
    document: str
    """The document's title."""
    file: str
    place: str
    year: int | None
    section: tuple[str, ...]
    paragraph: int
    line: int
    text: str
    highlights: tuple[Span, ...]
    """Offsets into text, the answer first; none for a passage that is merely near."""
    score: float
    """0..1, higher is better."""
    page: int | None = None
    """1-based, where the paragraph begins; None: the document has no pages."""
    is_own: bool = False
    """Whether the document belongs to the asking chat alone."""
    row: TableRow | None = None
    """What is known of a row of a table; None: it is none."""
    is_heading: bool = False
    """Whether the text is a heading; `passage` and `paragraph` are those of the first paragraph below it."""
    scan: Scan | None = None
    """Of a paragraph that was read from a picture; None: its letters stand in the file."""

    @property
    def marked(self) -> tuple[Span, ...]:
        """The words that matter as offsets into the paragraph that `passage` opens."""
        return () if self.is_heading else self.highlights

    @property
    def is_doubtful(self) -> bool:
        """Whether a marked figure is hard to read in the picture that the paragraph was read from."""
        doubtful = self.scan.doubtful if self.scan is not None else ()
        return any(
            one.start < other.end and other.start < one.end for one in doubtful for other in self.highlights
        )

    @property
    def column(self) -> int | None:
        """The column of its table in which the first of the marked words stand; None: they are no cell."""
        if self.row is None or self.row.is_header or not self.highlights:
            return None
        cells = self.row.cells
        return cells.index(self.highlights[0]) if self.highlights[0] in cells else None


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One quoted piece of a short answer."""

    text: str
    year: int | None
    role: Role | None
    place: str = ""
    """That its document is about; empty: unknown."""
    passage: PassageId | None = None
    """The paragraph that it stands in."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A report that was asked for and is not there."""

    place: str
    """In full, or as asked if nobody knows it; empty: any place."""
    year: int | None
    """None: there is nothing of the place at all."""
    years: tuple[int, ...] = ()
    """Years of the reports that there are of the place, in order."""
    instead: tuple[int, ...] = ()
    """Years that the question may be asked of instead, because reports tell of them, the nearest first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Why the nearest sentence does not answer: it speaks of another thing."""

    asked: str
    """In the question's words: 棉花."""
    told: str
    """In the sentence's words: 粮食."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question: quoted words and where they stand."""

    question: QueryPlan
    status: Status
    parts: tuple[AnswerPart, ...]
    """The short answer; several when the question leaves the year open, none when nothing answers it."""
    confidence: float
    """0..1."""
    citations: tuple[Citation, ...]
    """At most five, best first; the nearest passages when nothing was found."""
    missing: Missing | None = None
    absence: Absence | None = None
    """The report that would tell, where it is not there."""
    difference: Difference | None = None
    """What the nearest sentence speaks of instead, where nothing was found."""
    table: Table | None = None
    """Of a comparison of figures; its cells hold all that was found, `parts` those that answer."""
    places: tuple[str, ...] = ()
    """Where the question may be about any of several places: those the asker may mean, the likeliest first."""
    unanswered: tuple[str, ...] = ()
    """Of several questions that were asked at once, those to which nothing was found."""
    left: tuple[str, ...] = ()
    """Of several questions that were asked at once, those that were not looked up."""
    milliseconds: float = 0.0

    @property
    def is_doubtful(self) -> bool:
        """Whether a figure that answers was read from a picture in which it is hard to read."""
        answering = {part.passage for part in self.parts}
        # A part that does not say where it stands may stand in any of them.
        return any(
            each.is_doubtful for each in self.citations if not answering.isdisjoint({each.passage, None})
        )

    @property
    def text(self) -> str:
        """The parts joined by a full-width semicolon."""
        return "；".join(part.text for part in self.parts)
