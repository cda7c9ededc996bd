"""The answers to the parts of a question, put together."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from retrieval.compose.merging import if_sure, likeliest_readings, merge, together
from retrieval.learning.features import Features
from retrieval.ranking.scoring import ScoredSentence
from retrieval.types import (
    Answer,
    AnswerPart,
    Citation,
    Language,
    Missing,
    PassageId,
    QueryPlan,
    Role,
    Span,
    Status,
)
from tests.retrieval.making import entries_of

QUESTION = QueryPlan("GDP目标", Language.SIMPLIFIED, "GDP目标", years=(2017,))
GOAL = "增长7%"


def said(place: str, *numbers: int, parts: tuple[AnswerPart, ...] | None = None) -> Answer:
    cited = tuple(_citation(place, number) for number in numbers)
    own = tuple(AnswerPart(GOAL, None, Role.TARGET, place, each.passage) for each in cited[:2])
    return Answer(QUESTION, Status.ANSWERED, own if parts is None else parts, 0.9, cited)


def _citation(place: str, number: int) -> Citation:
    key = PassageId(f"{place}-{number}")
    return Citation(key, f"{place}报告", "a.txt", place, 2017, (), number, number, GOAL, (Span(0, 5),), 0.9)


def test_a_choice_is_one_citation_a_place() -> None:
    merged = merge(QUESTION, [said("吉林省", 1, 2, 3), said("吉林市", 4, 5)], is_choice=True)
    assert (merged.status, merged.places) == (Status.AMBIGUOUS, ("吉林省", "吉林市"))
    assert [each.passage for each in merged.citations] == ["吉林省-1", "吉林市-4"]
    assert [(each.place, each.passage) for each in merged.parts] == [
        ("吉林省", "吉林省-1"),
        ("吉林市", "吉林市-4"),
    ]


def test_a_comparison_keeps_all_and_says_which_year() -> None:
    merged = merge(QUESTION, [said("盘锦市", 1, 2), said("大连市", 3)], is_choice=False)
    assert (merged.status, merged.places) == (Status.ANSWERED, ())
    assert [(each.place, each.year) for each in merged.parts] == [
        ("盘锦市", 2017),
        ("盘锦市", 2017),
        ("大连市", 2017),
    ]
    assert [each.passage for each in merged.citations] == ["盘锦市-1", "大连市-3", "盘锦市-2"]


def test_where_no_place_is_named_only_what_is_sure_is_said() -> None:
    sure = said("吉林省", 1)
    assert if_sure(sure, 0.75) is sure
    unsure = if_sure(replace(sure, confidence=0.7), 0.75)
    assert (unsure.status, unsure.missing, unsure.parts) == (Status.NOT_FOUND, Missing.EVIDENCE, ())
    assert unsure.confidence == pytest.approx(0.3)
    assert [each.highlights for each in unsure.citations] == [()]


def _evidence(place: str, score: float) -> ScoredSentence:
    entry = entries_of("渔港4座。")[0]
    return ScoredSentence(
        replace(entry, document=replace(entry.document, place=place)),
        Features(*[0.0] * len(fields(Features))),
        score,
    )


def test_the_places_that_may_be_meant() -> None:
    plain = [_evidence("甲市", 5.0), _evidence("乙市", 3.9), _evidence("甲市", 3.8)]
    assert likeliest_readings(plain, "国务院") == ["甲市"]
    alike = [_evidence("甲市", 5.0), _evidence("乙市", 4.5), _evidence("国务院", 4.2), _evidence("丙市", 3.0)]
    assert likeliest_readings(alike, "国务院") == ["国务院", "甲市", "乙市"]
    assert likeliest_readings([], "") == [""]


def test_what_is_asked_at_once_is_answered_together_and_the_rest_named() -> None:
    refused = replace(said("甲市", 9), status=Status.NOT_FOUND, parts=(), missing=Missing.EVIDENCE)
    talk = replace(refused, status=Status.OFF_TOPIC, missing=Missing.SMALL_TALK)
    sides = [("GDP", said("甲市", 1, 2)), ("CPI", refused), ("谢谢", talk), ("投资", said("甲市", 3))]
    whole = together(QUESTION, sides)
    assert (whole.status, whole.unanswered, whole.left) == (Status.ANSWERED, ("CPI",), ())
    assert [part.passage for part in whole.parts] == ["甲市-1", "甲市-2", "甲市-3"]
    assert [each.passage for each in whole.citations] == ["甲市-1", "甲市-3", "甲市-2"]


def test_a_paragraph_that_answers_several_is_cited_once_with_all_their_words_marked() -> None:
    one, other = said("甲市", 1), said("甲市", 1)
    other = replace(other, citations=(replace(other.citations[0], highlights=(Span(2, 4),)),))
    (citation,) = together(QUESTION, [("GDP", one), ("投资", other)]).citations
    assert citation.highlights == (Span(0, 5), Span(2, 4))


def test_a_choice_of_places_is_made_before_the_others_are_answered() -> None:
    choice = replace(said("甲市", 1), places=("甲市", "乙市"))
    whole = together(QUESTION, [("GDP", choice), ("投资", said("甲市", 2))])
    assert (whole.places, whole.left, whole.question.text) == (("甲市", "乙市"), ("投资",), "GDP目标")
