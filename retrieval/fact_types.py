"""What is made of the figures of documents: a table of one indicator over places and years, and a verdict on a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.types import Citation, Document, Language, Passage, Role, Span


class WhyEmpty(StrEnum):
    """Why a cell of a table has no value."""

    NOT_HELD = "report_not_held"
    """The report that would tell is not among the documents."""
    NOT_SAID = "not_said"
    """The report does not speak of the indicator in that role and year."""
    NO_NUMBER = "said_without_number"
    """It does, but gives no figure: 与经济增长同步."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place's report says of one year."""

    place: str
    year: int
    role: Role
    value: str = ""
    """As written; empty: see `why_empty`."""
    why_empty: WhyEmpty | None = None
    document: Document | None = None
    """That holds the value, or that was read without finding one."""
    passage: Passage | None = None
    span: Span | None = None
    """Where the value stands in the passage's text; of words without a number, where they stand."""
    note: str = ""
    """What marks the figure off from the others of the table: an item such as 地方."""


class Missing(StrEnum):
    """What a question lacks to be made a table of."""

    INDICATOR = "indicator"
    PLACE = "place"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator in one role, of places (rows) over years (columns)."""

    question: str
    language: Language
    indicator: str
    """The standard name, or the words of the question; empty: it names none."""
    kind: str
    """`level` or `growth`: never both in one table."""
    role: Role | None
    """None: it differs between the years, as the question asks."""
    places: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[Cell, ...]
    """Row by row, one for each place and year."""
    reading: str
    """One sentence from comparing the written values; empty: there is nothing to compare."""
    missing: Missing | None = None
    omitted: int = 0
    """Places or years that were asked for beyond what a table takes."""
    milliseconds: float = 0.0

    def cell(self, place: str, year: int) -> Cell:
        """The cell of a place and a year of the table."""
        return self.cells[self.places.index(place) * len(self.years) + self.years.index(year)]


class Verdict(StrEnum):
    """What the documents say to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why a claim is contradicted, or not found."""

    AGREES = ""
    CLOSE = "close"
    """Agrees, though one is rounded or marked as approximate."""
    OTHER_FIGURE = "other_figure"
    OTHER_YEAR = "other_year"
    TARGET_AS_RESULT = "target_told_as_result"
    RESULT_AS_TARGET = "result_told_as_target"
    OTHER_PLACE = "other_place"
    OTHER_UNIT = "other_unit"
    OTHER_DIRECTION = "other_direction"
    ROUNDING = "rounding"
    OTHER_INDICATOR = "other_indicator"
    TOTAL_AS_NEW = "total_told_as_new"
    OTHER_RANK = "other_rank"
    THRESHOLD = "threshold_not_reached"
    WHICH_PLACE = "which_place"
    WHICH_YEAR = "which_year"
    NOT_HELD = "report_not_held"
    NOT_SAID = "not_said"
    NO_CLAIM = "no_checkable_claim"
    OPINION = "opinion"
    PREDICTION = "prediction"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class FigurePair:
    """A figure of a claim beside that of the document."""

    claimed: str
    """As written in the claim."""
    reported: str
    """As written in the document; empty: it gives none."""
    agrees: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim held against the documents."""

    claim: str
    language: Language
    verdict: Verdict
    reason: Reason
    figures: tuple[FigurePair, ...]
    citations: tuple[Citation, ...]
    """At most five; the sentence that decides first."""
    milliseconds: float = 0.0
