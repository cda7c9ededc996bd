"""What a claim held against the figures of documents becomes: a verdict, its cause, both figures, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.types import Citation, Language


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
    REPORTS_DIFFER = "reports_differ"
    """One report agrees, and the one whose job it is to tell gives another figure."""
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
    HARD_TO_READ = "hard_to_read"
    """It is a scan, and the figure that would tell is hard to read in it."""
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
    is_explicit: bool = False
    """Whether the claim itself names a place, a year and an indicator."""
