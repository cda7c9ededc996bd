"""Questions to tables under the real model, in each kind of file: the cell, its row, and what stands above it."""

from __future__ import annotations

import pytest

from benchmarks.quality.corpora import Corpora
from benchmarks.tables.given import given_tables
from benchmarks.tables.writing import WRITERS
from bot.config import load_settings
from bot.presentation.answer_json import citation_to_json
from bot.presentation.answers import render_answer
from retrieval.engine import Engine
from retrieval.types import PUBLIC, Answer, Status
from tests.retrieval.conftest import ROOT
from tests.retrieval.tables.given import FEES, IN_ONE_ROW, KINDS, NAMES

of_each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """By suffix, what answers from a file of that kind alone."""
    work = tmp_path_factory.mktemp("tables")
    corpora = Corpora(load_settings(ROOT / "config.yaml"), work, work / "indexes", None)
    files = {kind: work / f"收费办法{kind}" for kind in KINDS}
    for kind, file in files.items():
        file.write_bytes(WRITERS[kind](FEES))
    grain = work / "产量.csv"
    grain.write_bytes(WRITERS[".csv"](next(table for table in given_tables() if table.name == "grain")))
    found = {kind: corpora.open_files(kind[1:], [file]).engine for kind, file in files.items()}
    return found | {"grain": corpora.open_files("grain", [grain]).engine}


def cell(answer: Answer) -> tuple[str, str, int | None]:
    """What is answered, the row that is cited first, and the column of it."""
    first = answer.citations[0]
    assert [span.of(first.text) for span in first.highlights] == [answer.text]
    return answer.text, first.text, first.column


@of_each_kind
@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("羽毛球场夜间多少钱", ("60", "球类馆 羽毛球场 40 60 65", 3)),
        ("浅水区周末收费", ("35", "浅水区 20 35", 4)),
        ("冰球场白天一小时多少", ("120", "冰场 冰球场 120 160 180", 2)),
    ],
)
def test_the_cell_where_row_and_column_meet(
    engines: dict[str, Engine], kind: str, question: str, found: tuple[str, str, int]
) -> None:
    assert cell(engines[kind].answer(question, scope=PUBLIC)) == found


@of_each_kind
def test_the_row_is_shown_under_its_header(engines: dict[str, Engine], kind: str) -> None:
    answer = engines[kind].answer("浅水区周末收费", scope=PUBLIC)
    message = render_answer(answer).plain
    assert "元/小时" in message
    assert "周末" in message
    row = citation_to_json(answer.citations[0])["row"]
    assert row == {
        "unit": "单位：元/小时",
        "columns": [list(names) for names in (IN_ONE_ROW if kind == ".md" else NAMES)],
        "cells": ["游泳馆", "浅水区", "20", "", "35"],
        "column": 4,
    }


@of_each_kind
@pytest.mark.parametrize("question", ["浅水区夜间多少钱", "保龄球道白天多少钱"])
def test_an_empty_cell_and_a_row_that_is_not_there_are_no_answers(
    engines: dict[str, Engine], kind: str, question: str
) -> None:
    assert engines[kind].answer(question, scope=PUBLIC).status is Status.NOT_FOUND


def test_the_year_chooses_the_column(engines: dict[str, Engine]) -> None:
    """Each of several years has its cell; a year that the table does not have has none."""
    grain = engines["grain"]
    assert cell(grain.answer("2021年小麦产量是多少", scope=PUBLIC)) == (
        "13.02",
        "小麦 12.40 12.87 13.02 12.65 13.31",
        3,
    )
    both = grain.answer("2021年和2022年小麦产量分别是多少", scope=PUBLIC)
    assert [(part.text, part.year) for part in both.parts] == [("13.02", 2021), ("12.65", 2022)]
    first = both.citations[0]
    assert [span.of(first.text) for span in first.highlights] == ["13.02", "12.65"]
    assert grain.answer("2018年小麦产量是多少", scope=PUBLIC).status is Status.NOT_FOUND


def test_a_follow_up_asks_the_same_column_of_another_row(engines: dict[str, Engine]) -> None:
    first = engines["grain"].answer("2021年小麦产量是多少", scope=PUBLIC)
    assert cell(engines["grain"].answer("玉米呢", first.question, scope=PUBLIC))[0] == "8.77"
