"""The records of a table: one indicator of several places or years, each cell quoted or saying why it is empty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.types.documents import Document, Passage, Role, Span
from retrieval.types.query_plan import Language


class WhyEmpty(StrEnum):
    """Why a cell of a table has no value."""

    NOT_HELD = "report_not_held"
    """The report that would tell is not among the documents."""
    NOT_SAID = "not_said"
    """The report does not speak of the indicator in that role and year."""
    NO_NUMBER = "said_without_number"
    """It does, but gives no figure: 与经济增长同步."""
    HARD_TO_READ = "hard_to_read"
    """It is a scan, and the figure is hard to read in it."""


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another report says of the same place, year and indicator, where that is another number."""

    value: str
    """As written."""
    document: Document
    passage: Passage
    span: Span
    """Where the value stands in the passage's text."""


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
    clause: Span | None = None
    """The clause up to the end of the value, which says what the value is of; None: there is no value."""
    note: str = ""
    """What marks the figure off from the others of the table: an item such as 地方."""
    others: tuple[OtherValue, ...] = ()
    """Where reports differ: what the others give, in the order in which they would be asked."""


class Lacking(StrEnum):
    """What a question lacks to be made a table of."""

    INDICATOR = "indicator"
    PLACE = "place"
    YEAR = "year"


class Outcome(StrEnum):
    """What comes of comparing the written values of a table."""

    NOTHING = ""
    """Fewer than two cells have a value."""
    OTHER_UNITS = "other_units"
    OTHER_ROLES = "other_roles"
    """Results stand beside targets, which are not ranked."""
    EQUAL = "equal"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read off a table by comparing what is written in its cells. Nothing is computed: no difference, no mean."""

    outcome: Outcome = Outcome.NOTHING
    highest: tuple[int, ...] = ()
    """Numbers of the cells with the highest value."""
    lowest: tuple[int, ...] = ()


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
    """None: it differs between the cells, each of which has its own."""
    places: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[Cell, ...]
    """Row by row, one for each place and year."""
    reading: Reading = Reading()
    lacking: Lacking | None = None
    """What the question does not say; None: nothing."""
    best: tuple[int, ...] = ()
    """Numbers of the cells that the question asks for by 最高 or 最低; none: it asks for all."""
    counterpart: tuple[Cell, ...] = ()
    """Of one place over three years or more: its cells in the other role, target beside result; none: it is not told."""
    omitted: int = 0
    """Places or years that were asked for beyond what a table takes."""
    further: tuple[Table, ...] = ()
    """Of the same places and years, one for each other indicator that the question lists."""
    milliseconds: float = 0.0

    @property
    def each(self) -> tuple[Table, ...]:
        """This table and those of the other indicators, with its language."""
        return (self, *(replace(other, language=self.language) for other in self.further))

    def cell(self, place: str, year: int) -> Cell:
        """The cell of a place and a year of the table."""
        return self.cells[self.places.index(place) * len(self.years) + self.years.index(year)]
