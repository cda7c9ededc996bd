"""`python -m benchmarks.quality`: recording, comparing, and what it says where it cannot ask."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality import __main__ as quality
from benchmarks.quality.__main__ import main
from benchmarks.quality.asking import Asked, ask_set
from benchmarks.quality.corpora import Corpora
from benchmarks.quality.errors import NoCorpusError, NoDocumentError
from benchmarks.quality.floors import read_floors
from benchmarks.quality.results import Tally
from benchmarks.quality.sets import Documents, QuestionSet
from retrieval.types import PUBLIC

SET = "given/panjin-dialogues"
MADE = """\
2020年1月6日在{place}第一届人民代表大会第二次会议上
一、2019年工作回顾
预计实现地区生产总值{value}亿元；城镇新增就业{value}.1万人。
二、2020年工作安排
今年的主要预期目标是：地区生产总值增长8%；固定资产投资增长13%。
"""


@pytest.fixture
def options(corpora: Corpora, tmp_path: Path) -> list[str]:
    return [
        *("--work", str(corpora.work), "--shared", str(tmp_path / "shared")),
        *("--floors", str(tmp_path / "floors.toml")),
    ]


@pytest.fixture
def _asked_once(asked: dict[str, Asked], monkeypatch: pytest.MonkeyPatch) -> None:
    """What became of a set is looked up: the gate has asked all its questions."""
    monkeypatch.setattr(quality, "ask_set", lambda chosen, *_: asked[chosen.name])


@pytest.mark.usefixtures("_asked_once")
def test_what_is_recorded_is_the_floor(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.toml"
    assert main([SET, *options, "--record"]) == 0
    assert "panjin-dialogues: wrong" not in capsys.readouterr().out
    held = read_floors(floors)[SET]
    assert held.tallies["answered"] == Tally(31, 31)
    assert held.index == "1 documents, 407 sentences"

    floors.write_text(floors.read_text(encoding="utf-8").replace("right = [37, 37]", "right = [39, 37]"))
    assert main([SET, *options]) == 1
    shown = capsys.readouterr().out
    assert f"{SET}: right 37 of 37, recorded 39" in shown
    assert "panjin-dialogues: wrong" in shown


def test_what_is_not_on_this_machine_is_said(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["given/mixed", "given/general-questions", *options]) == 0
    said = capsys.readouterr().err
    assert "given/mixed: not measured, all reports are not on this machine" in said
    assert "given/general-questions: not measured, all general documents are not on this machine" in said
    assert "given/claims: not yet measured" in said


def test_a_set_that_there_is_not(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["given/mixd", *options]) == 1
    assert capsys.readouterr().err == "There is no question set given/mixd.\n"


@pytest.fixture
def made(corpora: Corpora, tmp_path: Path) -> Corpora:
    """Two made-up reports and a document that is no report."""
    reports, general = (tmp_path / "shared" / "corpus" / name for name in ("reports", "general"))
    for folder in (reports, general):
        folder.mkdir(parents=True)
    for place, value in (("甲州市", 101), ("乙河市", 202)):
        (reports / f"{place}-2020.txt").write_text(MADE.format(place=place, value=value), encoding="utf-8")
    (general / "章程.txt").write_text("第一条\n本会设会长一人，任期五年。\n", encoding="utf-8")
    (general / "SOURCES.tsv").write_text("file\tlicence\n", encoding="utf-8")
    return Corpora(corpora.settings, tmp_path / "shared", tmp_path / "work", None)


def asked_of(corpus: str, number: int, file: str, answer: str) -> dict[str, object]:
    question = {"question": "2019年地区生产总值多少", "lang": "zh-Hans", "type": "figure", "answerable": True}
    gold = {"gold": [{"file": file, "line": 3}], "answers": [answer]}
    return {"id": f"m{number}", **question, **gold} | ({"corpus": corpus} if corpus else {})


def test_a_question_is_asked_of_the_document_it_names_or_of_all(made: Corpora, tmp_path: Path) -> None:
    rows = [
        asked_of("甲州市-2020.txt", 1, "甲州市-2020.txt", "101亿元"),
        asked_of("乙河市-2020.txt", 2, "乙河市-2020.txt", "202亿元"),
        asked_of("", 3, "甲州市-2020.txt", "101亿元") | {"question": "甲州市2019年地区生产总值多少"},
        asked_of("ALL", 4, "乙河市-2020.txt", "202亿元") | {"question": "乙河市2019年地区生产总值多少"},
    ]
    file = tmp_path / "made.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    told: list[str] = []
    asked = ask_set(QuestionSet("made", file, Documents.REPORTS), made, tell=told.append)
    assert {each.name: each.whole for each in asked.result.measures}["answered"] == Tally(4, 4)
    assert asked.index == "2 documents, 10 sentences; 2 documents, each alone"
    assert told == [
        "made: 甲州市-2020.txt (1 of 3)",
        "made: 乙河市-2020.txt (2 of 3)",
        "made: all reports (3 of 3)",
    ]


def test_documents_that_are_not_there(made: Corpora, corpora: Corpora) -> None:
    assert [each.file for each in made.open(Documents.GENERAL).engine.documents(scope=PUBLIC)] == ["章程.txt"]
    with pytest.raises(NoDocumentError, match="丙港市"):
        made.open_alone("丙港市-2020.txt")
    with pytest.raises(NoCorpusError, match="no documents in"):
        corpora.open(Documents.GENERAL)


def test_a_given_index_of_all_reports_is_only_read(made: Corpora, tmp_path: Path) -> None:
    made.open(Documents.REPORTS)
    index = tmp_path / "work" / "reports"
    before = {file: file.stat().st_mtime_ns for file in index.rglob("*") if file.is_file()}
    given = Corpora(made.settings, tmp_path / "nowhere", tmp_path / "other", index)
    assert len(given.open(Documents.REPORTS).engine.documents(scope=PUBLIC)) == 2
    assert {file: file.stat().st_mtime_ns for file in index.rglob("*") if file.is_file()} == before
    assert not (tmp_path / "other").exists()
