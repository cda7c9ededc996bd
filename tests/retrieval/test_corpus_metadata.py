"""Place, level, province and year of all reports, from their text and file name, against the list beside them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from retrieval.documents import describe, identify
from retrieval.reading import read_lines
from retrieval.types import Level
from tests.retrieval.conftest import SHARED_CORPUS

REPORTS = SHARED_CORPUS / "reports"
LEVELS = {"state": Level.STATE, "province": Level.PROVINCE, "city": Level.PREFECTURE, "county": Level.COUNTY}
RIGHT = 0.99


@pytest.mark.skipif(not (REPORTS / "index.tsv").exists(), reason="the reports are not here")
def test_nearly_all_are_right() -> None:
    """The misses are files that their source misnamed: four in five are reports of Sichuan, named a year too early."""
    with (REPORTS / "index.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    misses: dict[str, list[str]] = {"place": [], "level": [], "province": [], "year": []}
    for row in rows:
        told = describe(Path(row["file"]), read_lines(REPORTS / row["file"]), identify(row["file"]))
        listed = (row["place"], LEVELS[row["level"]], row["province"], int(row["year"]))
        for name, mine, theirs in zip(
            misses, (told.place, told.level, told.province, told.year), listed, strict=True
        ):
            if mine != theirs:
                misses[name].append(f"{row['file']}: {mine}, listed as {theirs}")
    for name, missed in misses.items():
        assert 1 - len(missed) / len(rows) >= RIGHT, (name, missed)
