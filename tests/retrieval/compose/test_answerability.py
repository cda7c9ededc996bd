"""Whether the best evidence is an answer; what is missing if it is not."""

from __future__ import annotations

import math
from dataclasses import asdict, fields, replace
from typing import Any

import pytest

from retrieval.compose.answerability import Verdict, grounds, judge
from retrieval.compose.highlighting import ClauseEvidence, Highlight
from retrieval.language.contrasts import shipped_contrasts
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.learning.model import read_model
from retrieval.questions.details import details_in
from retrieval.questions.question import understand
from retrieval.ranking.scoring import ScoredSentence
from retrieval.search.selection import Selection
from retrieval.types import Details, Language, Missing, QueryPlan, Span, Wanted
from tests.retrieval.making import indexed, lexicon, selection_of

WEIGHTS = read_model().of("work_reports")
STRONG, WEAK = 2.5, 0.5
QUESTION = QueryPlan("问", Language.SIMPLIFIED, "问", embedding_text="问")
TEXT = """\
一、2019年工作回顾
渔业产值增长8%，受到表扬。因为引水，旱情缓解。与丙港市共建码头。"""
NEUTRAL = Features(**{field.name: 0.0 for field in fields(Features)})
NO_CLAUSE_FEATURES: dict[str, Any] = {field.name: 0.0 for field in fields(ClauseFeatures)}
LIKELY = ClauseFeatures(
    **NO_CLAUSE_FEATURES | {"own": 0.6, "before": 0.4, "closeness": 0.5, "focus": 1.0, "figure": 1.0}
)
"""Of a clause that answers, unless something speaks against it."""
MARGIN = 0.6


@pytest.fixture(scope="module")
def selection() -> Selection:
    return selection_of(indexed(TEXT))


def evidence(
    selection: Selection, score: float = STRONG, at: int = 0, **changed: float
) -> list[ScoredSentence]:
    """A sentence, and another passage's that is not as good."""
    second = ScoredSentence(selection.entries[2], NEUTRAL, score - MARGIN)
    return [ScoredSentence(selection.entries[at], replace(NEUTRAL, **changed), score), second]


def marked(selection: Selection, at: int = 0, **changed: float) -> Highlight:
    """A sentence as one clause."""
    entry = selection.entries[at]
    span = entry.sentence.span
    return Highlight(entry, (span,), ClauseEvidence(entry, span, replace(LIKELY, **changed), 1.0))


def items(selection: Selection, at: int = 0) -> Highlight:
    """Items of an enumeration, which no clause speaks for."""
    return Highlight(selection.entries[at], (Span(0, 2), Span(3, 5)), None)


def missing(
    selection: Selection, asked: dict[str, Any], score: float = STRONG, at: int = 0, **changed: float
) -> Missing | None:
    """What the verdict says is missing, as the sentence's features change."""
    nearest = evidence(selection, score, at, **changed)
    return judge(replace(QUESTION, **asked), nearest, marked(selection, at), None, WEIGHTS).missing


def test_strong_evidence_is_an_answer(selection: Selection) -> None:
    verdict = judge(QUESTION, evidence(selection), marked(selection), None, WEIGHTS)
    assert verdict.missing is None
    assert verdict.confidence == pytest.approx(
        logistic(grounds(QUESTION, evidence(selection), marked(selection)))
    )
    assert 0.45 < verdict.confidence < 1


def test_weak_evidence_is_none(selection: Selection) -> None:
    far = marked(selection, closeness=0.0, own=0.1, before=0.0)
    verdict = judge(QUESTION, evidence(selection, WEAK), far, None, WEIGHTS)
    assert verdict.missing is Missing.EVIDENCE
    assert 0 < verdict.confidence < WEIGHTS.enough


@pytest.mark.parametrize(
    ("wanted", "is_answer"),
    [(Wanted.NUMBER, False), (Wanted.DATE, False), (Wanted.ANYTHING, True), (Wanted.LIST, True)],
)
def test_a_figure_needs_more_than_words(selection: Selection, wanted: Wanted, *, is_answer: bool) -> None:
    question, found, marks = replace(QUESTION, wanted=wanted), evidence(selection), marked(selection)
    sure = judge(question, found, marks, None, WEIGHTS).confidence
    between = replace(WEIGHTS, enough=sure + 0.01, enough_in_names=sure - 0.01, enough_in_words=sure - 0.01)
    assert (judge(question, found, marks, None, between).missing is None) is is_answer


def test_without_evidence(selection: Selection) -> None:
    assert judge(QUESTION, [], None, None, WEIGHTS) == Verdict(0.0, Missing.EVIDENCE)


def logistic(found: AnswerabilityFeatures) -> float:
    """The model written out."""
    odds = sum(
        getattr(found, field.name) * getattr(WEIGHTS.answerability, field.name)
        for field in fields(AnswerabilityFeatures)
    )
    return 1 / (1 + math.exp(-odds))


def test_what_the_domain_knows_to_be_missing_decides(selection: Selection) -> None:
    for nearest, highlight in (([], None), (evidence(selection), marked(selection))):
        assert judge(QUESTION, nearest, highlight, Missing.YEAR, WEIGHTS) == Verdict(0.0, Missing.YEAR)


NUMBER: dict[str, Any] = {"wanted": Wanted.NUMBER}
WHY: dict[str, Any] = {"wanted": Wanted.REASON}


@pytest.mark.parametrize(
    ("asked", "sentence", "clause", "expected"),
    [
        (NUMBER, {}, {}, None),
        (NUMBER, {"year": -1.0}, {}, Missing.EVIDENCE),
        (NUMBER, {"subject": -1.0}, {"subject": -1.0}, Missing.INDICATOR),
        (NUMBER, {}, {"subject": -1.0}, Missing.EVIDENCE),
        (NUMBER, {}, {"unit": -1.0}, Missing.EVIDENCE),
        (NUMBER, {}, {"figure": 0.0}, Missing.EVIDENCE),
        ({}, {}, {"figure": 0.0}, None),
        # What the sentence lacks, the clause may have all the same.
        (NUMBER, {"unit": -1.0}, {"unit": 1.0}, None),
        (NUMBER, {"year": 1.0, "subject": 1.0}, {"subject": 1.0}, None),
    ],
)
def test_one_ground_alone_decides(
    selection: Selection,
    asked: dict[str, Any],
    sentence: dict[str, float],
    clause: dict[str, float],
    expected: Missing | None,
) -> None:
    # Only the second sentence has no figure.
    at = int(clause.get("figure") == 0.0)
    nearest = evidence(selection, 0.9, **sentence)
    assert (
        judge(replace(QUESTION, **asked), nearest, marked(selection, at, **clause), None, WEIGHTS).missing
        is expected
    )


def test_a_figure_beside_the_closest_clause_is_one(selection: Selection) -> None:
    asked = replace(QUESTION, wanted=Wanted.NUMBER, unit="%")
    nearest, highlight = evidence(selection), marked(selection, figure=0.0, unit=-1.0)
    found = grounds(asked, nearest, highlight)
    assert (found.no_figure, found.other_unit) == (0.0, 0.0)
    other = grounds(replace(asked, unit="天"), nearest, highlight)
    assert (other.no_figure, other.other_unit) == (1.0, 1.0)


def test_a_question_for_a_reason_needs_one(selection: Selection) -> None:
    assert missing(selection, WHY, 1.5, at=1) is None
    assert missing(selection, WHY, 1.5, at=0) is Missing.EVIDENCE


@pytest.mark.parametrize(
    ("text", "other"),
    [("渔业", 0.0), ("fish output", 0.0), ("Какой рост", 1.0), ("เศรษฐกิจ", 1.0), ("2016?", 0.0)],
)
def test_another_script_makes_doubtful(selection: Selection, text: str, other: float) -> None:
    asked = understand(text, lexicon())
    assert grounds(asked, evidence(selection), marked(selection)).other_script == other


def test_the_grounds_are_read_off_sentence_and_clause(selection: Selection) -> None:
    asked = replace(QUESTION, language=Language.ENGLISH, wanted=Wanted.NUMBER, focus="机制", years=(2017,))
    nearest = evidence(selection, 1.5, fast_closeness=0.3, year=-1.0, role=-1.0)
    found = grounds(asked, nearest, marked(selection, at=1, focus=0.5, figure=0.0, unit=-1.0))
    said = {name: value for name, value in asdict(found).items() if value}
    assert said == {
        "bias": 1.0,
        "score": 1.5,
        "margin": pytest.approx(MARGIN),
        "coverage": 1.0,
        "closeness": 0.5,
        "focus": 0.5,
        "foreign": 1.0,
        "dated": 1.0,
        "other_year": 1.0,
        "role": -1.0,
        "other_unit": 1.0,
        "no_figure": 1.0,
        "no_figure_near": 1.0,
    }


@pytest.mark.parametrize(
    ("changed", "ground"),
    [
        ({"wanted": Wanted.DATE}, "no_time"),
        ({"wanted": Wanted.PERSON}, "person"),
        ({"wanted": Wanted.NAME}, "name"),
        ({"wanted": Wanted.LIST}, "listing"),
        ({"in_words": True}, "in_words"),
        ({"indicators": ("粮食产量",)}, "measured"),
        ({"details": Details(ordinals=frozenset({"7次"}))}, "other_figures"),
    ],
)
def test_what_is_asked_for_is_a_ground(selection: Selection, changed: dict[str, Any], ground: str) -> None:
    plain, asked = QUESTION, replace(QUESTION, **changed)
    before, after = (grounds(each, evidence(selection), marked(selection)) for each in (plain, asked))
    assert (getattr(before, ground), getattr(after, ground)) == (0.0, 1.0)


def test_the_items_of_an_enumeration_are_what_was_asked_for(selection: Selection) -> None:
    found = grounds(
        replace(QUESTION, wanted=Wanted.LIST, focus="问题"),
        evidence(selection, fast_closeness=0.3),
        items(selection),
    )
    assert (found.coverage, found.focus, found.closeness) == (1.0, 1.0, 0.3)
    assert (found.other_unit, found.other_indicator, found.no_figure) == (0.0, 0.0, 0.0)


def test_the_margin_over_the_next_passage(selection: Selection) -> None:
    def margin(nearest: list[ScoredSentence]) -> float:
        return grounds(QUESTION, nearest, marked(selection)).margin

    first, second = evidence(selection, 2.0)
    assert margin([first, second]) == pytest.approx(MARGIN)
    assert margin([first, replace(second, score=2.0)]) == 0.0
    assert margin([first, replace(second, score=-3.0)]) == 1.0
    assert margin([first]) == 1.0


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
def test_the_opposite_of_what_is_said(selection: Selection, question: str, expected: Missing | None) -> None:
    assert missing(selection, {"details": details_in(question, shipped_contrasts())}, 1.5) is expected


@pytest.mark.parametrize("clause", ["closeness"])
def test_confidence_grows_with_what_the_clause_has(selection: Selection, clause: str) -> None:
    low, high = (
        judge(QUESTION, evidence(selection), marked(selection, **{clause: value}), None, WEIGHTS).confidence
        for value in (0.1, 0.9)
    )
    assert low < high


def test_confidence_grows_with_the_score(selection: Selection) -> None:
    scores = [-5.0, 0.0, 1.0, 1.5, 2.0, 3.0, 10.0]
    confidences = [
        judge(QUESTION, evidence(selection, score), marked(selection), None, WEIGHTS).confidence
        for score in scores
    ]
    assert confidences == sorted(confidences)
    assert all(0 <= confidence <= 1 for confidence in confidences)
