"""Files of questions with what answers them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.errors import QuestionSetError
from retrieval.evaluation.question_sets import Dialogue, GoldLine, JudgedQuestion, read_dialogues

SINGLE = {
    "id": "pj-1",
    "question": "增长目标是多少？",
    "lang": "zh-Hans",
    "type": "numeric",
    "answerable": True,
    "gold": [{"file": "a.txt", "line": 61}, {"file": "a.txt", "line": 7}],
    "answers": ["7%", "百分之七"],
    "note": "ignored",
}
DIALOGUE = {
    "id": "d-1",
    "lang": "en",
    "turns": [
        {
            "question": "GDP target?",
            "answerable": True,
            "gold": [{"file": "a.txt", "line": 61}],
            "answers": ["7%"],
        },
        {
            "question": "And 2031?",
            "answerable": False,
            "gold": [],
            "answers": [],
            "type": "no-year",
            "lang": "zh-Hant",
        },
    ],
}


def written(folder: Path, *lines: object) -> Path:
    file = folder / "questions.jsonl"
    rows = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_a_single_question(tmp_path: Path) -> None:
    expected = JudgedQuestion(
        id="pj-1",
        question="增长目标是多少？",
        language="zh-Hans",
        type="numeric",
        answerable=True,
        gold=frozenset({GoldLine("a.txt", 61), GoldLine("a.txt", 7)}),
        answers=("7%", "百分之七"),
    )
    assert read_dialogues(written(tmp_path, SINGLE)) == [Dialogue("pj-1", (expected,))]


def test_a_dialogue(tmp_path: Path) -> None:
    gold = frozenset({GoldLine("a.txt", 61)})
    first = JudgedQuestion(
        "d-1.1", "GDP target?", "en", "dialogue", answerable=True, gold=gold, answers=("7%",)
    )
    second = JudgedQuestion(
        "d-1.2", "And 2031?", "zh-Hant", "no-year", answerable=False, gold=frozenset(), answers=()
    )
    assert read_dialogues(written(tmp_path, DIALOGUE)) == [Dialogue("d-1", (first, second))]


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    found = read_dialogues(written(tmp_path, "", SINGLE, "  ", DIALOGUE, ""))
    assert [dialogue.id for dialogue in found] == ["pj-1", "d-1"]


@pytest.mark.parametrize(
    "line",
    [
        *["{", "[]", "5", "null", '"text"', "{}", '{"id": "x", "question": "y"}'],
        *['{"id": "x", "turns": 5}', '{"id": "x", "turns": [5]}', '{"turns": []}'],
        '{"id": "x", "question": "y", "answerable": true, "gold": [5], "answers": []}',
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = written(tmp_path, SINGLE, "", line)
    with pytest.raises(QuestionSetError) as caught:
        read_dialogues(file)
    assert (caught.value.path, caught.value.line) == (file, 3)
    assert str(caught.value).startswith(f"{file}, line 3: not a question (")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "questions.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuestionSetError, match="it cannot be read"):
        read_dialogues(file)


def test_a_line_separator_inside_a_question_ends_no_line(tmp_path: Path) -> None:
    (dialogue,) = read_dialogues(written(tmp_path, SINGLE | {"question": "甲\u2028乙"}))
    assert dialogue.turns[0].question == "甲\u2028乙"


@pytest.mark.parametrize("key", ["corpus", "report"])
def test_documents_that_are_asked_alone(tmp_path: Path, key: str) -> None:
    file = written(tmp_path, SINGLE | {key: "a.txt"}, DIALOGUE | {key: "b.txt"}, SINGLE)
    assert [dialogue.corpus for dialogue in read_dialogues(file)] == ["a.txt", "b.txt", ""]
