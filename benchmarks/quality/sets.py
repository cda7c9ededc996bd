"""Which question sets there are, and which documents each is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
_GIVEN = QUESTIONS / "given"
TRAINING = QUESTIONS / "training"
"""What the reading model is trained on."""
_LEARNING = QUESTIONS / "learning"
"""Of other documents than those: what the reading model says of these questions is what it will say of a user's."""


class Documents(StrEnum):
    """What a question is asked of that names no document of its own."""

    SHIPPED = "the shipped report"
    REPORTS = "all reports"
    GENERAL = "all general documents"
    MORE = "more general documents"
    MANUALS = "manuals"
    OWN = "documents written to be asked about"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One file of questions, or a part of it."""

    name: str
    file: Path
    documents: Documents
    is_typed_inputs: bool = False
    """Whether its lines say in words what is right, instead of naming a gold line; see `typed_inputs`."""


def _own(stem: str, documents: Documents) -> QuestionSet:
    return QuestionSet(stem, QUESTIONS / f"{stem}.jsonl", documents)


def _given(stem: str, documents: Documents) -> QuestionSet:
    return QuestionSet(f"given/{stem}", _GIVEN / f"{stem}.jsonl", documents)


def _later(stem: str, documents: Documents) -> QuestionSet:
    return QuestionSet(f"later/{stem}", QUESTIONS / "later" / f"{stem}.jsonl", documents)


def _typed_inputs(part: str, documents: Documents) -> QuestionSet:
    return QuestionSet(
        f"given/typed-inputs/{part}", _GIVEN / "typed-inputs.jsonl", documents, is_typed_inputs=True
    )


SETS = (
    _given("panjin-questions", Documents.SHIPPED),
    _given("panjin-dialogues", Documents.SHIPPED),
    _own("panjin-zh", Documents.SHIPPED),
    _own("panjin-en", Documents.SHIPPED),
    _own("panjin-dialogues", Documents.SHIPPED),
    _own("panjin-later", Documents.SHIPPED),
    _typed_inputs("sample", Documents.SHIPPED),
    _given("reports-questions", Documents.REPORTS),
    _given("mixed", Documents.REPORTS),
    _given("mixed-dialogues", Documents.REPORTS),
    _given("typed-figures", Documents.REPORTS),
    _given("typed-topics", Documents.REPORTS),
    _own("all-reports", Documents.REPORTS),
    _typed_inputs("all-reports", Documents.REPORTS),
    _given("typed-dialogues", Documents.REPORTS),
    _given("typed-single", Documents.REPORTS),
    _own("other-reports", Documents.REPORTS),
    _given("general-questions", Documents.GENERAL),
    _later("figures", Documents.REPORTS),
    _later("mixed", Documents.REPORTS),
    _later("dialogues", Documents.REPORTS),
    _later("single", Documents.REPORTS),
    _later("general", Documents.MORE),
    _later("own-documents", Documents.OWN),
)
_WRITTEN = {
    "one-report": Documents.REPORTS,
    "all-reports": Documents.REPORTS,
    "laws-and-articles": Documents.MORE,
    "manuals": Documents.MANUALS,
    "own-documents": Documents.OWN,
    "report-twins": Documents.REPORTS,
}
LEARNING = tuple(
    QuestionSet(f"learning/{stem}", _LEARNING / f"{stem}.jsonl", documents)
    for stem, documents in _WRITTEN.items()
)
"""Written to be learned from; nothing is measured on them."""
READ = tuple(
    QuestionSet(f"training/{stem}", TRAINING / f"{stem}.jsonl", documents)
    for stem, documents in _WRITTEN.items()
)
"""Those that the reading model was trained on: of them it is surer than it will be of others."""
SHIPPED = tuple(each for each in SETS if each.documents is Documents.SHIPPED)
"""Those that need nothing but the report in this repository."""
UNMEASURED = {
    "given/claims": "asked by `python -m benchmarks.claims`, without floors yet",
    "given/typed-claims": "asked by `python -m benchmarks.claims`, without floors yet",
}
"""Sets that have no floors yet, and why."""
