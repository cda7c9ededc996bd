"""Reports and other documents in one index: a place, a year or a state in a question closes neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, PUBLIC, Scope
from tests.fakes import fake_encoders
from tests.retrieval.making import WHEAT, write

PARK = "云岭国家公园游览须知\n国家公园门票每人八十元。\n六十岁以上老人免票。\n"
CARS = "上海静安里小区停车办法\n访客停车每小时十元，外来车辆夜间不得停放。\n"


@pytest.fixture
def engine(corpus: Path, store: IndexStore) -> Engine:
    write(corpus, park=PARK, cars=CARS, 甲州市=WHEAT)
    encoders = fake_encoders()
    indexing.update(store, (corpus,), encoders)
    fill(store, encoders)
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(open_index(store, encoders), encoders, words, read_model())


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("国家公园门票每人多少元", "park.txt"),
        ("上海静安里访客停车每小时多少元", "cars.txt"),
        ("2019年小麦产量达到多少", "甲州市.txt"),
    ],
)
def test_each_finds_its_own(engine: Engine, question: str, file: str) -> None:
    assert engine.answer(question, scope=PUBLIC).citations[0].file == file


def test_only_the_documents_that_a_chat_chose_are_searched(engine: Engine) -> None:
    chosen = frozenset(each.id for each in engine.documents(scope=PUBLIC) if each.file == "cars.txt")
    found = engine.answer("国家公园门票每人多少元", scope=Scope(EVERYBODY, chosen))
    assert {citation.file for citation in found.citations} <= {"cars.txt"}
