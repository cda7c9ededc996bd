"""The reading model that comes with the package, with its own weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import EncoderSettings, open_encoders
from embeddings.errors import DamagedFileError
from embeddings.passage_reader import MANIFEST, WEIGHTS, PassageReader
from embeddings.prepared import PreparedEncoder

if TYPE_CHECKING:
    from embeddings.types import Reader, TextEncoder

PASSAGE = "全年新建乡村图书馆18座，改建卫生院6所。市长信箱办结来信2140件，群众满意率97%。"
CONTEXT = "临川市2020年政府工作报告｜一、2019年工作回顾"


@pytest.fixture(scope="module")
def reader(bundled: TextEncoder) -> Reader:
    assert isinstance(bundled, PreparedEncoder)
    found = bundled.reader()
    assert found is not None
    return found


def test_a_passage_that_answers_is_surer_than_one_that_does_not(reader: Reader) -> None:
    other = "全年改建县城道路18条，新增公交线路6条。"
    asked = "去年新建了多少座乡村图书馆"
    assert reader.read(asked, CONTEXT, PASSAGE).answers > reader.read(asked, CONTEXT, other).answers


@pytest.mark.parametrize(
    ("question", "words"),
    [("新建了多少座图书馆", "全年新建乡村图书馆18座"), ("市长信箱办结了多少来信", "市长信箱办结来信2140件")],
)
def test_the_words_that_answer_are_the_likeliest(reader: Reader, question: str, words: str) -> None:
    read = reader.read(question, CONTEXT, PASSAGE)
    clauses = PASSAGE.replace("。", "，").rstrip("，").split("，")
    shares = {clause: read.share(at := PASSAGE.find(clause), at + len(clause)) for clause in clauses}
    assert max(shares, key=shares.__getitem__) == words


def test_all_of_the_likelihood_is_somewhere_in_the_passage(reader: Reader) -> None:
    read = reader.read("什么", "", PASSAGE)
    assert read.share(0, len(PASSAGE)) == pytest.approx(1.0, abs=1e-4)
    assert read.share(-50, len(PASSAGE) + 50) == read.share(0, len(PASSAGE))
    assert read.share(5, 5) == 0
    assert read.share(len(PASSAGE) + 1, len(PASSAGE) + 9) == 0


@pytest.mark.parametrize("passage", ["", " ", "\0", "好", "\ud83d", "字" * 5000])
def test_whatever_the_passage_it_is_read(reader: Reader, passage: str) -> None:
    read = reader.read("问\ud83d什么\0" * 200, "标题" * 99, passage)
    assert np.isfinite(read.answers)
    assert len(read.begins) == len(read.ends) == len(passage) + 1


def test_a_reading_does_not_depend_on_what_was_read_before(reader: Reader) -> None:
    first = reader.read("多少座", CONTEXT, PASSAGE)
    reader.read("别的", "", "别的段落。")
    again = reader.read("多少座", CONTEXT, PASSAGE)
    assert again.answers == first.answers
    assert (again.begins == first.begins).all()


def test_the_manifest_names_the_sets_it_was_trained_on() -> None:
    held = json.loads(MANIFEST.read_text(encoding="utf-8"))
    assert sorted(held["sets"]) == [
        "all-reports",
        "encyclopedia",
        "laws-and-articles",
        "manuals",
        "one-report",
        "own-documents",
        "report-twins",
    ]
    assert all(len(digest) == 64 for digest in held["sets"].values())


def _emptied(folder: Path) -> None:
    (folder / WEIGHTS.name).write_bytes(b"")


def _flipped(folder: Path) -> None:
    weights = bytearray((folder / WEIGHTS.name).read_bytes())
    weights[len(weights) // 2] ^= 1
    (folder / WEIGHTS.name).write_bytes(weights)


def _without(name: str, folder: Path) -> None:
    (folder / name).unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        _emptied,
        _flipped,
        lambda folder: _without(WEIGHTS.name, folder),
        lambda folder: _without(MANIFEST.name, folder),
        lambda folder: (folder / MANIFEST.name).write_text("[]"),
        lambda folder: (folder / MANIFEST.name).write_text("{"),
    ],
)
def test_damaged_weights_are_noticed(
    bundled: TextEncoder,
    tmp_path: Path,
    spoil: object,
) -> None:
    assert isinstance(bundled, PreparedEncoder)
    for file in (WEIGHTS, MANIFEST):
        shutil.copy(file, tmp_path)
    assert callable(spoil)
    spoil(tmp_path)
    with pytest.raises(DamagedFileError, match=r"reader\.onnx"):
        bundled.reader(tmp_path / WEIGHTS.name)


def test_without_its_weights_the_encoders_open_and_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(_self: PreparedEncoder) -> None:
        raise DamagedFileError(WEIGHTS, "it is gone")

    monkeypatch.setattr(PreparedEncoder, "reader", damaged)
    assert open_encoders(EncoderSettings()).reader is None
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1
    assert told[0].startswith("Answers are judged without the reading model: ")


def test_open_encoders_brings_the_reader() -> None:
    assert isinstance(open_encoders(EncoderSettings()).reader, PassageReader)
