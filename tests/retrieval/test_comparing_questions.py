"""Questions that compare figures get a table, through the same engine as every question."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.question_thread import QuestionThread
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, PUBLIC, Scope, Status, WhyEmpty
from tests.fakes import fake_encoders
from tests.retrieval.built import build, opened
from tests.retrieval.domains.work_reports.test_fact_service import REPORTS


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("compared")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    store = IndexStore(Path(tmp_path_factory.mktemp("compared-index")))
    build(store, [folder])
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(opened(store), fake_encoders(), words, read_model())


def test_both_sides_each_from_its_report(engine: Engine) -> None:
    answer = engine.answer("盘锦和大连2018年GDP目标哪个高", scope=PUBLIC)
    assert answer.status is Status.ANSWERED
    assert answer.text == "地区生产总值增长7%左右；地区生产总值增长6.5%—7%"
    assert [citation.file for citation in answer.citations] == ["盘锦市-2018.txt", "大连市-2018.txt"]
    assert answer.table is not None
    assert answer.table.places == ("盘锦市", "大连市")


def test_a_side_whose_report_is_not_held_is_told_instead_of_refusing_all(engine: Engine) -> None:
    answer = engine.answer("盘锦和大连2019年GDP目标哪个高", scope=PUBLIC)
    assert answer.text == "地区生产总值增长6.5%"
    assert answer.table is not None
    assert [cell.why_empty for cell in answer.table.cells] == [None, WhyEmpty.NOT_HELD]


def test_the_highest_of_all_years(engine: Engine) -> None:
    answer = engine.answer("盘锦哪年GDP目标定得最高", scope=PUBLIC)
    assert answer.text == "地区生产总值增长7%左右"
    assert [part.year for part in answer.parts] == [2018]


def test_a_follow_up_of_another_year_is_compared_too(engine: Engine) -> None:
    thread = QuestionThread()
    thread.ask(engine, "盘锦和大连2018年GDP目标哪个高", scope=PUBLIC)
    answer = thread.ask(engine, "那2019年呢", scope=PUBLIC)
    assert answer.table is not None
    assert (answer.table.places, answer.table.years) == (("盘锦市", "大连市"), (2019,))


def test_only_chosen_documents_fill_cells(engine: Engine) -> None:
    own = frozenset(each.id for each in engine.documents(scope=PUBLIC) if each.file == "盘锦市-2018.txt")
    answer = engine.answer("盘锦2018年和2019年GDP目标", scope=Scope(EVERYBODY, own))
    assert answer.table is not None
    assert [cell.value for cell in answer.table.cells] == ["7%左右", ""]


@pytest.mark.parametrize(
    "text",
    [
        "盘锦2018年GDP目标是多少",
        "盘锦为什么2018年和2019年目标不一样",
        "盘锦2018到2019年GDP年均增长多少",
        "盘锦和大连之间的铁路",
    ],
)
def test_other_questions_get_no_table(engine: Engine, text: str) -> None:
    assert engine.answer(text, scope=PUBLIC).table is None
