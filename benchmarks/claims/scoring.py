"""Claims with their verdicts -> how often the product's verdict, cited line and cause are right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.fact_types import Checked, Reason

CAUSES = {
    "wrong_indicator": Reason.OTHER_INDICATOR,
    "wrong-indicator": Reason.OTHER_INDICATOR,
    "urban-rural": Reason.OTHER_INDICATOR,
    "swapped": Reason.OTHER_INDICATOR,
    "wrong_year": Reason.OTHER_YEAR,
    "wrong-year": Reason.OTHER_YEAR,
    "wrong_unit": Reason.OTHER_UNIT,
    "wrong-unit": Reason.OTHER_UNIT,
    "wrong_direction": Reason.OTHER_DIRECTION,
    "wrong-direction": Reason.OTHER_DIRECTION,
    "inequality_broken": Reason.THRESHOLD,
    "threshold-wrong": Reason.THRESHOLD,
    "superlative": Reason.OTHER_RANK,
    "unfair_rounding": Reason.ROUNDING,
    "wrong-place": Reason.OTHER_PLACE,
}
"""Types of wrong claims that say what was confused."""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with the verdict of a person who read the report."""

    id: str
    claim: str
    verdict: str
    type: str
    gold: frozenset[tuple[str, int]]
    """Files and lines, any of which decides."""


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """Shares, 0..1."""

    count: int
    verdict: float
    contradicted_as_supported: float
    """Of all claims; so is the next."""
    supported_as_contradicted: float
    line: float
    """Of the claims with a right verdict and a gold line: it is cited first."""
    cause: float
    """Of the claims rightly contradicted whose type says what was confused."""


def read_claims(file: Path) -> list[JudgedClaim]:
    """The claims of a set."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line)
    return [
        JudgedClaim(
            row["id"],
            row["claim"],
            row["verdict"],
            row["type"],
            frozenset((gold["file"], gold["line"]) for gold in row["gold"]),
        )
        for row in rows
    ]


def score(pairs: Sequence[tuple[JudgedClaim, Checked]]) -> ClaimScores:
    """How often the product was right."""
    told = Counter((claim.verdict, checked.verdict.value) for claim, checked in pairs)
    right = [(claim, checked) for claim, checked in pairs if claim.verdict == checked.verdict]
    lined = [_cites_gold(claim, checked) for claim, checked in right if claim.gold]
    causes = [
        checked.reason is CAUSES[claim.type]
        for claim, checked in right
        if claim.verdict == "contradicted" and claim.type in CAUSES
    ]
    return ClaimScores(
        count=len(pairs),
        verdict=len(right) / len(pairs),
        contradicted_as_supported=told["contradicted", "supported"] / len(pairs),
        supported_as_contradicted=told["supported", "contradicted"] / len(pairs),
        line=_share(lined),
        cause=_share(causes),
    )


def _cites_gold(claim: JudgedClaim, checked: Checked) -> bool:
    return bool(checked.citations) and (checked.citations[0].file, checked.citations[0].line) in claim.gold


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 1.0
