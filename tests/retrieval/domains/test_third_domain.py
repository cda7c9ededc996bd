"""A kind of documents that nobody here knew: an entry in `DOMAINS` is all it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import domains
from retrieval.building import indexing
from retrieval.building.backfill import fill
from retrieval.domains.plain import Plain
from retrieval.domains.work_reports import WorkReports
from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC, Role
from tests.fakes import fake_encoders
from tests.retrieval.built import documents, loaded
from tests.retrieval.domains.recipes import Recipes
from tests.retrieval.making import WHEAT, write

EGGS = "番茄炒蛋的做法（2019年版）\n鸡蛋炒熟以后放白糖五克。\n成品酸甜适口。\n"
CARS = "静安里小区停车办法\n访客停车每小时十元。\n"


@pytest.fixture
def engine(corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(domains, "DOMAINS", (WorkReports(), Recipes(), Plain()))
    write(corpus, eggs=EGGS, cars=CARS, 甲州市=WHEAT)
    encoders = fake_encoders()
    indexing.update(store, (corpus,), encoders)
    fill(store, encoders)
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(open_index(store, encoders), encoders, words, read_model())


def test_each_document_is_described_by_its_domain(engine: Engine) -> None:
    told = {each.file: (each.domain, each.title, each.date) for each in engine.documents(scope=PUBLIC)}
    assert told == {
        "eggs.txt": ("recipes", "番茄炒蛋", "2019年"),
        "cars.txt": ("plain", "静安里小区停车办法", ""),
        "甲州市.txt": ("work_reports", "2020年3月5日在甲州市第一届人民代表大会第二次会议上", "2020年3月5日"),
    }


@pytest.mark.usefixtures("engine")
def test_its_sentences_are_annotated_by_it(corpus: Path, store: IndexStore) -> None:
    held = documents(loaded(store))[str(corpus / "eggs.txt")]
    texts = {passage.id: passage.text for passage in held.passages}
    told = {each.span.of(texts[each.passage]): (set(each.years), each.role) for each in held.sentences}
    assert told["鸡蛋炒熟以后放白糖五克。"] == ({2019}, Role.TARGET)
    assert told["成品酸甜适口。"] == ({2019}, Role.RESULT)


@pytest.mark.parametrize(
    ("question", "file", "words"),
    [
        ("鸡蛋炒熟以后放白糖多少克", "eggs.txt", "五克"),
        ("访客停车每小时多少元", "cars.txt", "十元"),
        ("2019年小麦产量达到多少", "甲州市.txt", "十万吨"),
    ],
)
def test_each_is_asked(engine: Engine, question: str, file: str, words: str) -> None:
    """What comes first, whether the made-up vectors make it an answer or only the nearest passage."""
    best = engine.answer(question, scope=PUBLIC).citations[0]
    assert (best.file, words in best.text) == (file, True)
