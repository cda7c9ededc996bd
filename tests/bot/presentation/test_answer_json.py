"""The JSON object of the command line's contract: these keys, in this order, and no others."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.presentation.answer_json import answer_to_json
from retrieval.types import (
    Answer,
    AnswerPart,
    Citation,
    Language,
    Missing,
    PassageId,
    QueryPlan,
    Role,
    Scan,
    Span,
    Status,
)

TEXT = "　　今年目标是：地区生产总值增长7%。😀"
CITATION = Citation(
    passage=PassageId("p1"),
    document="盘锦市2017年政府工作报告",
    file="panjin-2017.txt",
    place="盘锦市",
    year=2017,
    section=("二、总体要求", "（一）目标"),
    paragraph=50,
    line=61,
    text=TEXT,
    highlights=(Span(8, 18), Span(2, 4)),
    score=0.9123,
)
ANSWER = Answer(
    question=QueryPlan("GDP目标？", Language.SIMPLIFIED, "GDP目标?"),
    status=Status.AMBIGUOUS,
    parts=(AnswerPart("增长7%", 2017, Role.TARGET), AnswerPart("1100亿元", 2016, Role.RESULT)),
    confidence=0.123456,
    citations=(CITATION, replace(CITATION, year=None, section=(), highlights=())),
    milliseconds=12.5,
)


def test_the_whole_object() -> None:
    shown = {
        "document": "盘锦市2017年政府工作报告",
        "file": "panjin-2017.txt",
        "place": "盘锦市",
        "year": 2017,
        "section": ["二、总体要求", "（一）目标"],
        "paragraph": 50,
        "line": 61,
        "text": TEXT,
        "highlights": [[8, 18], [2, 4]],
        "score": 0.9123,
    }
    expected = {
        "id": "q-1",
        "question": "GDP目标？",
        "language": "zh-Hans",
        "status": "ambiguous",
        "answer": "增长7%；1100亿元",
        "confidence": 0.1235,
        "citations": [shown, shown | {"year": None, "section": [], "highlights": []}],
        "milliseconds": 12.5,
    }
    assert json.dumps(answer_to_json("q-1", ANSWER)) == json.dumps(expected)


def test_five_citations_are_told_at_most() -> None:
    many = replace(ANSWER, citations=ANSWER.citations[:1] * 7)
    assert len(answer_to_json(1, many)["citations"]) == 5


def test_keys_and_their_order() -> None:
    held = answer_to_json(None, ANSWER)
    assert list(held) == [
        "id",
        "question",
        "language",
        "status",
        "answer",
        "confidence",
        "citations",
        "milliseconds",
    ]
    assert list(held["citations"][0]) == [
        *["document", "file", "place", "year", "section", "paragraph", "line", "text", "highlights", "score"]
    ]


def test_a_page_is_told_where_there_is_one() -> None:
    without, paged = (
        answer_to_json("x", replace(ANSWER, citations=(citation,)))["citations"][0]
        for citation in (CITATION, replace(CITATION, page=12))
    )
    assert paged == without | {"page": 12}
    assert "page" not in without


def test_a_scan_is_told_with_its_doubtful_figures() -> None:
    scanned = replace(CITATION, page=1, scan=Scan((Span(0, 2),)))
    held = answer_to_json("x", replace(ANSWER, citations=(scanned, CITATION)))["citations"]
    assert held[0] == held[1] | {"page": 1, "scan": {"doubtful": [[0, 2]]}}


@pytest.mark.parametrize("key", ["q", 7, None, 1.5, ["a"], {"b": 1}])
def test_an_id_comes_back_as_it_was(key: object) -> None:
    assert json.loads(json.dumps(answer_to_json(key, ANSWER)))["id"] == key


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("language", list(Language))
def test_statuses_and_languages_are_those_of_the_contract(status: Status, language: Language) -> None:
    answer = replace(ANSWER, status=status, question=replace(ANSWER.question, language=language))
    held = json.loads(json.dumps(answer_to_json(1, answer)))
    assert (held["status"], held["language"]) == (str(status), str(language))
    assert held["status"] in {"answered", "ambiguous", "not_found", "off_topic"}
    assert held["language"] in {"zh-Hans", "zh-Hant", "en"}


def test_nothing_found() -> None:
    refusal = Answer(ANSWER.question, Status.OFF_TOPIC, (), 1.0, (), Missing.SMALL_TALK)
    held = answer_to_json("x", refusal)
    assert (held["status"], held["answer"], held["confidence"], held["citations"]) == (
        "off_topic",
        "",
        1.0,
        [],
    )


def test_offsets_count_code_points_of_the_text_sent() -> None:
    citation = json.loads(json.dumps(answer_to_json("x", ANSWER)))["citations"][0]
    (start, end), *_ = citation["highlights"]
    assert citation["text"][start:end] == "地区生产总值增长7%"


@pytest.mark.parametrize("text", ["<b>&", '"\\\n', "\u2028", "\0", "\ud83d"])
def test_any_question_is_one_line_of_json(text: str) -> None:
    answer = replace(ANSWER, question=replace(ANSWER.question, text=text))
    line = json.dumps(answer_to_json("x", answer))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["question"] == text
