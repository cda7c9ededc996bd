"""All reports, where they are at hand: what they are, told by their text, and which of them a question is led to."""

from __future__ import annotations

import csv

import pytest

from retrieval.building.chunking import described
from retrieval.domains.work_reports.places.gazetteer import shipped_gazetteer
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.domains.work_reports.routes.routing import route
from retrieval.evaluation.question_sets import read_dialogues
from retrieval.ingest.identity import identify
from retrieval.ingest.sources import read_source
from retrieval.questions.question import understand
from retrieval.types import EVERYBODY, Document, Level
from tests.retrieval.conftest import SHARED_CORPUS
from tests.retrieval.making import lexicon

REPORTS = SHARED_CORPUS / "reports"
QUESTIONS = SHARED_CORPUS.parent / "eval" / "reports-questions.jsonl"
LEVELS = {"state": Level.STATE, "province": Level.PROVINCE, "city": Level.PREFECTURE, "county": Level.COUNTY}
RIGHT = 0.99
ABSENT = "unanswerable-missing-report", "unanswerable-nonexistent"

pytestmark = pytest.mark.skipif(
    not ((REPORTS / "index.tsv").exists() and QUESTIONS.exists()), reason="the reports are not here"
)


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    files = sorted(REPORTS.glob("*.txt"))
    return {
        file.name: described(file, read_source(file).lines, identify(file.name), EVERYBODY) for file in files
    }


def test_nearly_all_are_told_right(documents: dict[str, Document]) -> None:
    """The misses are files that their source misnamed; most are reports of Sichuan, named a year too early."""
    with (REPORTS / "index.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    misses: dict[str, list[str]] = {"place": [], "level": [], "province": [], "year": []}
    for row in rows:
        told = documents[row["file"]]
        listed = (row["place"], LEVELS[row["level"]], row["province"], int(row["year"]))
        for name, mine, theirs in zip(
            misses, (told.place, told.level, told.province, told.year), listed, strict=True
        ):
            if mine != theirs:
                misses[name].append(f"{row['file']}: {mine}, listed as {theirs}")
    for name, missed in misses.items():
        assert 1 - len(missed) / len(rows) >= RIGHT, (name, missed)


def test_questions_are_led_to_their_reports(documents: dict[str, Document]) -> None:
    held = list(documents.values())
    catalog, file_of = DocumentCatalog(held), {each.id: each.file for each in held}
    words = lexicon(report_year=2026, gazetteer=shipped_gazetteer().with_documents(held))
    lost, first, absent = [], [], []
    for question in (turn for dialogue in read_dialogues(QUESTIONS) for turn in dialogue.turns):
        understood = understand(question.question, words)
        found = route(understood, catalog)
        parts = [[file_of[key] for key in part.documents] for part in found.parts]
        gold = {line.file for line in question.gold}
        if not question.answerable and max(understood.years, default=0) > max(catalog.by_year) + 1:
            continue  # Any report may speak of a year ahead of all: whether one does is not told by where to look.
        if not question.answerable:
            nowhere = any(part.absence and not part.documents for part in found.parts)
            absent.append((question.type in ABSENT, nowhere))
            continue
        lost += [(question.id, file) for file in gold if not any(file in part for part in parts)]
        first.append(all(gold & set(part[:3]) for part in parts))
    assert len(lost) <= (1 - RIGHT) * len(first), lost
    assert sum(first) / len(first) >= RIGHT
    assert (
        sum(told for is_absent, told in absent if is_absent) / sum(is_absent for is_absent, _ in absent)
        >= 0.85
    )
    assert not any(told for is_absent, told in absent if not is_absent)
