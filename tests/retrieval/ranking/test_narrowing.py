"""A question asked of some of the documents is answered from them alone."""

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
from retrieval.types import EVERYBODY, PUBLIC, DocumentId, Missing, Scope, Status
from tests.fakes import fake_encoders
from tests.retrieval.making import PORTS, STEEL, WHEAT, write


@pytest.fixture
def engine(corpus: Path, store: IndexStore) -> Engine:
    write(corpus, wheat=WHEAT, steel=STEEL, ports=PORTS)
    encoders = fake_encoders()
    indexing.update(store, (corpus,), encoders)
    fill(store, encoders)
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(open_index(store, encoders), encoders, words, read_model())


def ids(engine: Engine, *files: str) -> frozenset[DocumentId]:
    return frozenset(each.id for each in engine.documents(scope=PUBLIC) if each.file in files)


def test_only_the_chosen_documents_are_found(engine: Engine) -> None:
    assert "steel.txt" in {each.file for each in engine.answer("钢铁产量增长多少", scope=PUBLIC).citations}
    chosen = ids(engine, "wheat.txt", "ports.txt")
    for text in ("钢铁产量增长多少", "小麦产量", "港口", "煤炭"):
        files = {each.file for each in engine.answer(text, scope=Scope(EVERYBODY, chosen)).citations}
        assert files <= {"wheat.txt", "ports.txt"}
    best = engine.answer("小麦产量达到多少", scope=Scope(EVERYBODY, chosen)).citations[0]
    assert (best.file, "十万吨" in best.text) == ("wheat.txt", True)


def test_what_is_missing_is_missing_from_the_chosen(engine: Engine) -> None:
    assert engine.answer("2021年港口吞吐量", scope=PUBLIC).missing is not Missing.YEAR
    answer = engine.answer("2021年港口吞吐量", scope=Scope(EVERYBODY, ids(engine, "wheat.txt")))
    assert (answer.status, answer.missing) == (Status.NOT_FOUND, Missing.YEAR)


def test_narrowing_changes_nothing_for_others(engine: Engine) -> None:
    before = engine.answer("钢铁产量增长多少", scope=PUBLIC).citations
    engine.answer("钢铁产量增长多少", scope=Scope(EVERYBODY, ids(engine, "wheat.txt")))
    assert engine.answer("钢铁产量增长多少", scope=PUBLIC).citations == before
    assert len(engine.documents(scope=PUBLIC)) == 3
    everything = ids(engine, "wheat.txt", "ports.txt", "steel.txt")
    best = engine.answer("钢铁产量增长多少", scope=Scope(EVERYBODY, everything)).citations[0]
    assert (best.file, best.text) == (before[0].file, before[0].text)


def test_documents_that_are_gone_hold_nothing(engine: Engine) -> None:
    answer = engine.answer("钢铁产量", scope=Scope(EVERYBODY, {DocumentId("gone")}))
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())
    kept = engine.answer("钢铁产量", scope=Scope(EVERYBODY, ids(engine, "steel.txt") | {DocumentId("gone")}))
    assert {each.file for each in kept.citations} == {"steel.txt"}


def test_a_paragraph_by_its_id(engine: Engine) -> None:
    cited = engine.answer("钢铁产量增长多少", scope=PUBLIC).citations[0]
    place = engine.passage(cited.passage, scope=PUBLIC)
    assert place is not None
    assert (place.passage.text, place.document.file, place.passage.line) == (
        cited.text,
        cited.file,
        cited.line,
    )
