"""Whether the best evidence is an answer; what is missing if it is not."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from retrieval.catalogue import Catalogue
from retrieval.indexing import cut_up
from retrieval.ranking import Evidence, Features
from retrieval.snapshot import Snapshot
from retrieval.sufficiency import ENOUGH, judge
from retrieval.types import Language, Missing, Question, Wanted
from tests.retrieval.making import document

STRONG, WEAK = 2.5, 0.5
QUESTION = Question("问", Language.SIMPLIFIED, "问")
TEXT = """\
一、2019年工作回顾
渔业产值增长8%，受到表扬。因为引水，旱情缓解。与丙港市共建码头。"""
NEUTRAL = Features(**{field.name: 0.0 for field in fields(Features)})


@pytest.fixture(scope="module")
def catalogue(fake_snapshot: Snapshot) -> Catalogue:
    held = cut_up(document(2020), TEXT.split("\n"), Path("a.txt"), "")
    return Catalogue(replace(fake_snapshot, documents=(held,)))


def evidence(catalogue: Catalogue, score: float = STRONG, at: int = 0, **changed: float) -> Evidence:
    return Evidence(catalogue.entries[at], replace(NEUTRAL, **changed), score)


def missing(
    catalogue: Catalogue, asked: dict[str, Any], score: float = STRONG, at: int = 0, **changed: float
) -> Missing | None:
    """What the verdict says is missing."""
    return judge(replace(QUESTION, **asked), [evidence(catalogue, score, at, **changed)], catalogue).missing


def test_strong_evidence_is_an_answer(catalogue: Catalogue) -> None:
    verdict = judge(QUESTION, [evidence(catalogue)], catalogue)
    assert verdict.missing is None
    assert 0.9 < verdict.confidence < 1


def test_weak_evidence_is_none(catalogue: Catalogue) -> None:
    verdict = judge(QUESTION, [evidence(catalogue, WEAK)], catalogue)
    assert verdict.missing is Missing.EVIDENCE
    assert 0 < verdict.confidence < ENOUGH


def test_without_evidence(catalogue: Catalogue) -> None:
    verdict = judge(QUESTION, [], catalogue)
    assert (verdict.confidence, verdict.missing) == (0.0, Missing.EVIDENCE)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((), None),
        ((2019,), None),
        ((2018, 2019), None),
        ((2018,), Missing.YEAR),
        ((2020,), Missing.YEAR),
        ((2099,), Missing.YEAR),
    ],
)
def test_a_year_that_no_document_speaks_of(
    catalogue: Catalogue, years: tuple[int, ...], expected: Missing | None
) -> None:
    assert missing(catalogue, {"years": years}) is expected
    if expected:
        assert judge(replace(QUESTION, years=years), [], catalogue).missing is expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((), None),
        (({"甲州"},), None),
        (({"丙港"},), None),
        (({"大连"},), Missing.PLACE),
        (({"大连"}, {"甲州"}), None),
        (({"苏州", "宿州"},), Missing.PLACE),
        (({"甲州", "乙州"},), None),
    ],
)
def test_a_place_that_neither_document_nor_paragraph_is_about(
    catalogue: Catalogue, places: tuple[set[str], ...], expected: Missing | None
) -> None:
    assert missing(catalogue, {"places": tuple(map(frozenset, places))}) is expected


def test_a_missing_year_is_said_before_a_missing_place(catalogue: Catalogue) -> None:
    assert missing(catalogue, {"years": (2011,), "places": (frozenset({"大连"}),)}) is Missing.YEAR


def test_what_speaks_against_an_answer(catalogue: Catalogue) -> None:
    score = 1.5
    number: dict[str, Any] = {"wanted": Wanted.NUMBER}
    assert missing(catalogue, number, score) is None
    assert missing(catalogue, number, score, year=-1.0) is Missing.EVIDENCE
    assert missing(catalogue, number, score, subject=-1.0) is Missing.INDICATOR
    assert missing(catalogue, number, score, unit=-1.0) is Missing.EVIDENCE
    assert missing(catalogue, {"wanted": Wanted.LIST}, score, unit=-1.0) is None


def test_a_question_for_a_reason_needs_one(catalogue: Catalogue) -> None:
    why: dict[str, Any] = {"wanted": Wanted.REASON}
    assert missing(catalogue, why, 1.5, at=1) is None
    assert missing(catalogue, why, 1.5, at=0) is Missing.EVIDENCE


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("渔业产值增长多少", None),
        ("渔业产值下降多少", Missing.EVIDENCE),
        ("受到了批评吗", Missing.EVIDENCE),
        ("受到批评还是表扬", None),
        ("渔业产值恶化", None),
    ],
)
def test_the_opposite_of_what_is_said(catalogue: Catalogue, question: str, expected: Missing | None) -> None:
    assert missing(catalogue, {"normalized": question}, 1.8) is expected


def test_confidence_grows_with_the_score(catalogue: Catalogue) -> None:
    scores = [-5.0, 0.0, 1.0, 1.5, 2.0, 3.0, 10.0]
    confidences = [judge(QUESTION, [evidence(catalogue, score)], catalogue).confidence for score in scores]
    assert confidences == sorted(confidences)
    assert all(0 <= confidence <= 1 for confidence in confidences)


def test_only_the_best_evidence_is_judged(catalogue: Catalogue) -> None:
    alone = judge(QUESTION, [evidence(catalogue)], catalogue)
    assert judge(QUESTION, [evidence(catalogue), evidence(catalogue, WEAK)], catalogue) == alone
