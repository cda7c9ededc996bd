"""Judged answers as a question set that `yinju evaluate` can read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from bot.operations.feedback_export import question_set
from bot.storage import AnswerId, CitedPassage, JudgedAnswer, Judgement, ShownAnswer, Speaker
from retrieval.evaluation.question_sets import GoldLine, read_dialogues
from retrieval.types import Language, PassageId, Status
from tests.bot.fakes_answering import GOAL, GOALS, RESULT, RESULTS, placed

PLACES = placed(RESULTS, GOALS, "别的一段。")
RESULTS_KEY, GOALS_KEY, OTHER_KEY = PLACES
ANSWER = ShownAnswer(
    AnswerId("0wAX-oyX8lWy"),
    Speaker(-100200300, 5, 987654321),
    "2017年GDP增长目标",
    Language.SIMPLIFIED,
    Status.ANSWERED,
    (GOAL,),
    (CitedPassage(GOALS_KEY, (), True), CitedPassage(OTHER_KEY, (), False)),
)
BOTH = replace(
    ANSWER,
    status=Status.AMBIGUOUS,
    parts=(RESULT, GOAL),
    citations=(CitedPassage(RESULTS_KEY, (), True), CitedPassage(GOALS_KEY, (), True)),
)
REFUSAL = replace(ANSWER, status=Status.NOT_FOUND, parts=(), citations=(CitedPassage(OTHER_KEY, (), True),))


def row(answer: ShownAnswer, *votes: tuple[Judgement, int]) -> dict[str, object]:
    (written,) = question_set([JudgedAnswer(answer, votes)], PLACES.get)
    return json.loads(json.dumps(written))  # type: ignore[no-any-return]


def test_a_right_answer_tells_its_line_and_words() -> None:
    assert row(ANSWER, (Judgement.RIGHT, 2), (Judgement.WRONG, 1)) == {
        "id": "fb-761fc903f7",
        "question": "2017年GDP增长目标",
        "lang": "zh-Hans",
        "type": "feedback-right",
        "answerable": True,
        "gold": [{"file": "panjin-2017.txt", "line": 40}],
        "answers": [GOAL],
        "note": "",
        "judgement": "right",
        "votes": {"right": 2, "wrong": 1},
        "given": {
            "status": "answered",
            "answer": GOAL,
            "citations": [
                {"file": "panjin-2017.txt", "line": 40},
                {"file": "panjin-2017.txt", "line": 41},
            ],
        },
    }


def test_both_years() -> None:
    written = row(BOTH, (Judgement.RIGHT, 1))
    assert (written["type"], written["answers"]) == ("ambiguous-year", [RESULT, GOAL])
    assert [each["line"] for each in written["gold"]] == [39, 40]  # type: ignore[attr-defined]


def test_of_a_wrong_answer_only_that_is_known() -> None:
    for judgement, name in ((Judgement.WRONG, "feedback-wrong"), (Judgement.NOT_FOUND, "feedback-not-found")):
        for answer in (ANSWER, REFUSAL):
            written = row(answer, (judgement, 1))
            assert (written["type"], written["gold"], written["answers"]) == (name, [], [])
            assert written["answerable"] is True
            assert written["note"] == "gold and answers are to be filled in"


def test_a_right_refusal_is_unanswerable() -> None:
    written = row(REFUSAL, (Judgement.RIGHT, 1))
    assert (written["type"], written["answerable"], written["gold"], written["note"]) == (
        "unanswerable-feedback",
        False,
        [],
        "",
    )


def test_a_paragraph_that_is_gone_is_named_nowhere() -> None:
    gone = replace(ANSWER, citations=(CitedPassage(PassageId("0" * 16), (), True), *ANSWER.citations[1:]))
    written = row(gone, (Judgement.RIGHT, 1))
    assert (written["gold"], written["answers"]) == ([], [])
    assert written["note"] == "gold and answers are to be filled in"


def test_words_that_not_everybody_may_see_are_not_written() -> None:
    private = replace(ANSWER, citations=(CitedPassage(PassageId("0" * 16), (), True),))
    for judgement in Judgement:
        assert GOAL not in json.dumps(row(private, (judgement, 1)), ensure_ascii=False).replace(
            ANSWER.question, ""
        )


def test_nobody_is_named() -> None:
    asked = replace(ANSWER, question="@ann_lee 问 https://t.me/bob tg://user?id=5  GDP目标 a@b")
    written = row(asked, (Judgement.WRONG, 1))
    assert written["question"] == "问 GDP目标 a"
    text = json.dumps(written)
    assert not any(secret in text for secret in ("987654321", "100200300", ANSWER.id))


def test_evaluation_reads_it(tmp_path: Path) -> None:
    judged = [
        JudgedAnswer(ANSWER, ((Judgement.RIGHT, 1),)),
        JudgedAnswer(replace(REFUSAL, id=AnswerId("b")), ((Judgement.WRONG, 1),)),
    ]
    file = tmp_path / "feedback.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in question_set(judged, PLACES.get)), "utf-8")
    right, wrong = (dialogue.turns[0] for dialogue in read_dialogues(file))
    assert (right.gold, right.answers) == ({GoldLine("panjin-2017.txt", 40)}, (GOAL,))
    assert (wrong.answerable, wrong.gold, wrong.question) == (True, frozenset(), ANSWER.question)
    assert right.id != wrong.id
