"""A figure of a report as a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.language.measures import Measure
from retrieval.types import Document, Passage, Role


class Kind(StrEnum):
    """What a figure says of its subject."""

    LEVEL = "level"
    """How much there is."""
    GROWTH = "growth"
    """How much it changed."""
    GAP = "gap"
    """How far it is from another: 高于全国1.2个百分点."""
    RANK = "rank"
    """Which place it holds among others."""


class Direction(StrEnum):
    """Where a figure went."""

    UP = "up"
    DOWN = "down"
    NONE = ""


class Period(StrEnum):
    """The stretch of time a figure is of."""

    YEAR = "year"
    SEVERAL_YEARS = "several_years"
    PART_OF_YEAR = "part_of_year"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about."""

    words: str
    """As written, without what says when, where or how."""
    indicator: str = ""
    """The glossary's standard name; empty: it has none."""
    name: str = ""
    """The indicator's name as written: 城镇调查失业率 goes by the standard name of 城镇登记失业率."""
    item: str = ""
    """What narrows the indicator, as written: 农村, 第三产业, 民营; empty: nothing does."""
    is_far: bool = False
    """Whether it stands in a clause without a figure before that of the figure, or lacks the verb of a list."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with all that its sentence says of it."""

    document: Document
    passage: Passage
    start: int
    """Offsets of the value as written into the passage's text, half-open."""
    end: int
    measure: Measure
    """Its offsets are into the passage's text, too."""
    subject: Subject
    kind: Kind
    direction: Direction
    role: Role | None
    """An estimate (预计) is a result."""
    is_estimate: bool
    years: frozenset[int]
    """The year that it is of, or those of its period; empty: unknown."""
    period: Period
    is_baseline: bool
    """Is what it was before: 由A增加到B gives A so."""
    part: str = ""
    """Of what else than the whole place of its report it is, as written: a park, 的县 behind 超过100亿元; empty: of the whole."""
    is_sum: bool = False
    """Of several years: is what came about in all of them together, 新增就业54万人, and not how much there was at their end."""
    is_end_of_course: bool = False
    """Is what something came to over some years: 由2020年的A增至B gives B so."""
    is_unclear: bool = False
    """Stands beside others that share its words, and which of their subjects is its own cannot be told."""

    @property
    def value(self) -> str:
        """As written, with 约, 以上, 左右, and with the word that says it fell."""
        return self.passage.text[self.start : self.end]

    @property
    def is_doubtful(self) -> bool:
        """Whether it was read from a picture in which it is hard to read."""
        doubtful = self.passage.scan.doubtful if self.passage.scan is not None else ()
        return any(span.start < self.end and self.start < span.end for span in doubtful)

    @property
    def year(self) -> int | None:
        """Its only year; None: it is of several, or of none that is known."""
        return next(iter(self.years)) if len(self.years) == 1 else None
