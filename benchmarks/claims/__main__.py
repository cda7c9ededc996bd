"""Verdicts on the claim sets: `python -m benchmarks.claims --index DIR [--misses]`; DIR has an index of the reports.

Prints for each set how often the verdict, the cited line and the cause are right, and with `--misses` every other claim.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.claims.scoring import JudgedClaim, read_claims, score
from bot.config import load_settings
from bot.faces.terminal.progress import shown_progress
from bot.wiring import open_engine
from retrieval.fact_types import Checked
from retrieval.types import PUBLIC

SETS = Path(__file__).resolve().parents[1] / "questions"
NAMES = ("given/claims", "given/typed-claims", "claims/posted-claims")


def main() -> int:
    """Score all sets."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, metavar="DIR", help="an index of the reports")
    parser.add_argument("--misses", action="store_true", help="print the claims judged otherwise")
    arguments = parser.parse_args()
    with shown_progress() as progress:
        figures = open_engine(load_settings(None), arguments.index, progress).figures
    for name in NAMES:
        claims = read_claims(SETS / f"{name}.jsonl")
        pairs = [(claim, figures.check(claim.claim, scope=PUBLIC)) for claim in claims]
        shares = {key: round(value, 3) for key, value in asdict(score(pairs)).items()}
        print(name, shares)
        if arguments.misses:
            _print_misses(pairs)
    return 0


def _print_misses(pairs: list[tuple[JudgedClaim, Checked]]) -> None:
    for claim, checked in pairs:
        if claim.verdict != checked.verdict:
            print(f"  {claim.id} {claim.verdict} -> {checked.verdict} {checked.reason} {claim.claim}")


if __name__ == "__main__":
    sys.exit(main())
