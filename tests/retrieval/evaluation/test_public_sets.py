"""Folders in the layout of BEIR are read; what cannot be read is named with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.errors import QuestionSetError
from retrieval.evaluation.public_sets import is_public_set, read_public_sets
from retrieval.evaluation.question_sets import JudgedQuery

PASSAGES = [
    {"id": "p1", "title": "渔港", "text": "渔港四座。泊位三十一个。"},
    {"id": "p2", "text": "茶叶三万吨。\n蚕丝一万吨。"},
]
QUERIES = [
    {"id": "q1", "text": "渔港几座？", "answers": ["四座", "4座"]},
    {"id": "q2", "text": "茶叶多少？"},
]
JUDGEMENTS = "q1\tp1\t1\nq1\tp2\t0\nq2\tp2\t1\nq2\tp1\t2\n"


def write_set(
    folder: Path,
    passages: list[dict[str, Any]] | None = None,
    queries: list[dict[str, Any]] | None = None,
    judgements: str = JUDGEMENTS,
) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in (("passages", passages or PASSAGES), ("queries", queries or QUERIES)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels.tsv").write_text(judgements, encoding="utf-8")
    return folder


def test_a_set_is_read(tmp_path: Path) -> None:
    (held,) = read_public_sets(write_set(tmp_path))
    assert held.queries == (
        JudgedQuery("q1", "渔港几座？", frozenset({"p1"}), ("四座", "4座")),
        JudgedQuery("q2", "茶叶多少？", frozenset({"p1", "p2"}), ()),
    )
    first, second = held.documents
    assert (first.document.file, first.document.title, first.document.year) == ("p1", "渔港", None)
    assert second.document.title == ""
    assert [passage.text for passage in second.passages] == ["茶叶三万吨。", "蚕丝一万吨。"]
    assert len(first.sentences) == 2
    assert first.document.id != second.document.id
    assert first.content_hash != second.content_hash


def test_a_query_without_a_judgement_has_no_gold(tmp_path: Path) -> None:
    (held,) = read_public_sets(write_set(tmp_path, judgements=""))
    assert [query.gold for query in held.queries] == [frozenset()] * 2


def test_an_empty_passage_is_left_out(tmp_path: Path) -> None:
    (held,) = read_public_sets(write_set(tmp_path, passages=[*PASSAGES, {"id": "p3", "text": ""}]))
    assert [document.document.file for document in held.documents] == ["p1", "p2"]


def test_what_is_such_a_set(tmp_path: Path) -> None:
    assert not is_public_set(tmp_path / "nowhere")
    assert not is_public_set(tmp_path)
    write_set(tmp_path)
    assert is_public_set(tmp_path)
    assert not is_public_set(tmp_path / "passages.jsonl")
    (tmp_path / "queries.jsonl").unlink()
    assert not is_public_set(tmp_path)


@pytest.mark.parametrize("name", ["passages.jsonl", "queries.jsonl"])
def test_a_line_that_is_not_json(tmp_path: Path, name: str) -> None:
    file = write_set(tmp_path) / name
    file.write_text(file.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=rf"{name}, line 3: not JSON") as raised:
        read_public_sets(tmp_path)
    assert (raised.value.path, raised.value.line) == (file, 3)


@pytest.mark.parametrize("name", ["passages.jsonl", "queries.jsonl"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (write_set(tmp_path) / name).write_bytes(b"\xff\xfe\xd8")
    with pytest.raises(QuestionSetError, match="it cannot be read"):
        read_public_sets(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("qrels.tsv", None),
        ("qrels.tsv", "q1 p1 1\n"),
        ("qrels.tsv", "q1\tp1\n"),
        ("queries.jsonl", '{"id": "q1"}\n'),
        ("queries.jsonl", "[]\n"),
        ("passages.jsonl", '{"text": "渔港四座。"}\n'),
        ("passages.jsonl", "7\n"),
    ],
)
def test_everything_else_that_is_wrong_is_told(tmp_path: Path, name: str, content: str | None) -> None:
    file = write_set(tmp_path) / name
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionSetError):
        read_public_sets(tmp_path)


def test_a_line_separator_inside_a_text(tmp_path: Path) -> None:
    queries = [{"id": "q1", "text": "渔港\u2028几座"}]
    (held,) = read_public_sets(write_set(tmp_path, queries=queries))
    assert held.queries[0].text == "渔港\u2028几座"


PARTS = [
    {"id": "p1", "doc": "b", "text": "渔港四座。"},
    {"id": "p2", "doc": "a", "text": "茶叶三万吨。"},
    {"id": "p3", "doc": "b", "text": "泊位三十一个。"},
    {"id": "p4", "doc": "c", "text": "蚕丝一万吨。"},
    {"id": "p5", "text": "桥梁通车。"},
]
ASKED = [
    {"id": "q1", "doc": "b", "text": "渔港几座？"},
    {"id": "q2", "doc": "a", "text": "茶叶多少？"},
    {"id": "q3", "doc": "b", "text": "泊位几个？"},
]


def test_a_query_is_asked_of_the_passages_of_its_own_doc(tmp_path: Path) -> None:
    judgements = "q1\tp1\t1\nq3\tp3\t1\nq2\tp2\t1\n"
    parts = read_public_sets(write_set(tmp_path, PARTS, ASKED, judgements))
    told = [
        (part.name, [held.document.file for held in part.documents], [query.id for query in part.queries])
        for part in parts
    ]
    # By name; passages that nothing is asked of are left out.
    assert told == [("a", ["p2"], ["q2"]), ("b", ["p1", "p3"], ["q1", "q3"])]
    assert [query.gold for query in parts[1].queries] == [frozenset({"p1"}), frozenset({"p3"})]


def test_a_query_of_a_doc_without_passages_is_told(tmp_path: Path) -> None:
    asked = [*ASKED, {"id": "q4", "doc": "d", "text": "谁的？"}]
    with pytest.raises(QuestionSetError, match="no passage belongs to the doc of q4"):
        read_public_sets(write_set(tmp_path, PARTS, asked, ""))


def test_a_doc_that_is_no_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="the doc of p9 is not a name"):
        read_public_sets(write_set(tmp_path, [{"id": "p9", "doc": ["a"], "text": "渔港。"}], [], ""))


def test_a_set_without_docs_has_one_part_without_a_name(tmp_path: Path) -> None:
    (held,) = read_public_sets(write_set(tmp_path))
    assert held.name == ""
