"""Written questions become passages that do and do not answer them, on a document made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reader import questions
from benchmarks.reader.questions import Candidate, Documents, encyclopedia, near_misses, written
from retrieval.language.other_things import OtherThings
from retrieval.types import Span

LINES = (
    "甲州市政府工作报告",
    "全年新建图书馆18座，藏书30万册。",
    "全年新建体育馆6座，看台2万个。",
    "乡村图书馆的开放时间延长。",
)
ASKED: dict[str, Any] = {
    "question": "新建了几座图书馆",
    "answerable": True,
    "gold": [{"file": "甲州市-2020.txt", "line": 2}],
    "answers": ["新建图书馆18座"],
    "file": "甲州市-2020.txt",
    "near": [3],
}
NEAR_MISS = ASKED | {
    "question": "新建了几座美术馆",
    "answerable": False,
    "gold": [],
    "answers": [],
    "near": [2],
}


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Documents:
    """The document, and two questions written about it, one about a document that is not there."""
    (tmp_path / "甲州市-2020.txt").write_text("\n".join(LINES), encoding="utf-8")
    monkeypatch.setattr(questions, "TRAINING", tmp_path)
    asked = [ASKED, NEAR_MISS, ASKED | {"file": "乙州市-2020.txt"}]
    lines = (json.dumps(each, ensure_ascii=False) for each in asked)
    (tmp_path / "made.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return Documents([tmp_path], {})


def test_only_the_line_that_answers_answers_and_its_words_are_marked(documents: Documents) -> None:
    group, _ = written(documents)
    assert group.question == "新建了几座图书馆"
    right = [each for each in group.candidates if each.answer]
    assert right == [Candidate(LINES[1], Span(2, 10), "甲州市2020年政府工作报告")]
    assert right[0].answer is not None
    assert right[0].answer.of(right[0].text) == "新建图书馆18座"
    assert {each.text for each in group.candidates} == set(LINES)


def test_of_a_near_miss_nothing_answers(documents: Documents) -> None:
    _, group = written(documents)
    assert LINES[1] in {each.text for each in group.candidates}
    assert [each.answer for each in group.candidates] == [None] * len(group.candidates)


def test_a_near_miss_is_made_of_a_question_by_another_thing_that_the_document_does_not_have(
    documents: Documents,
) -> None:
    things = OtherThings(((("图书馆",), ("体育馆",), ("博物馆", "museum")),))
    (group,) = near_misses(documents, things, seed=1)
    # The document speaks of a stadium, and a Chinese question gets no English word.
    assert group.question == "新建了几座博物馆"
    assert {each.text for each in group.candidates} == set(LINES)
    assert not any(each.answer for each in group.candidates)


def test_passages_are_read_with_the_headings_over_them(documents: Documents, tmp_path: Path) -> None:
    file = tmp_path / "手册.txt"
    file.write_text("使用手册\n\n第一章 清洗\n\n每周清洗滤网一次。\n", encoding="utf-8")
    assert documents.place("手册.txt").headings[5][-1] == "第一章 清洗"


def test_the_other_parts_of_a_paragraph_do_not_answer(tmp_path: Path) -> None:
    text = "甲" * 200 + "灯塔建于1872年。" + "乙" * 200
    passages = {"p": {"id": "p", "title": "灯塔", "text": text}}
    passages |= {f"o{at}": {"id": f"o{at}", "title": "港", "text": f"港口第{at}号。"} for at in range(250)}
    (tmp_path / "qrels.tsv").write_text("q\tp\t1\n")
    query = {"id": "q", "text": "灯塔哪年建的", "answers": ["1872年"]}
    (tmp_path / "queries.jsonl").write_text(json.dumps(query) + "\n")
    (group,) = encyclopedia(passages, tmp_path, seed=1)
    first, *others = group.candidates
    assert first.answer is not None
    assert first.answer.of(first.text) == "1872年"
    assert len(others) >= 3
    assert not any("1872年" in each.text or each.answer for each in others)
