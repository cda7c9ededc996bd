"""An opened index: its documents, selections of them, and paragraphs by their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings import Encoders
from retrieval.building.indexing import update
from retrieval.errors import OtherIndexError
from retrieval.search.index_reader import IndexReader
from retrieval.search.open_document import OpenDocument
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, DocumentId, Meaning, PassageId
from tests.fakes import FakeEncoder, fake_encoders
from tests.retrieval.making import PORTS, STEEL, WHEAT, CountingEncoder, write


@pytest.fixture
def three(corpus: Path, store: IndexStore) -> IndexReader:
    """Three documents, whose vectors are not there yet."""
    write(corpus, wheat=WHEAT, steel=STEEL, ports=PORTS)
    update(store, (corpus,), fake_encoders())
    return open_index(store, fake_encoders()).seen_by(EVERYBODY)


def ids(collection: IndexReader, *names: str) -> list[DocumentId]:
    by_file = {document.file: document.id for document in collection.documents}
    return [by_file[f"{name}.txt"] for name in names]


def whole(collection: IndexReader, name: str) -> OpenDocument:
    (only,) = collection.select(ids(collection, name)).opened
    return only


def test_what_is_known_without_opening(three: IndexReader, corpus: Path) -> None:
    assert {held.document.file: (held.passages, held.sentences, held.source) for held in three.held} == {
        "ports.txt": (2, 2, str(corpus / "ports.txt")),
        "steel.txt": (2, 3, str(corpus / "steel.txt")),
        "wheat.txt": (2, 3, str(corpus / "wheat.txt")),
    }
    assert three.sentences == 8
    assert three.source("steel.txt") == corpus / "steel.txt"
    assert three.lines("wheat.txt") == (1, 3)
    for ask in (three.source, three.lines):
        with pytest.raises(KeyError):
            ask("none.txt")


def test_a_selection_is_in_the_order_asked_for(three: IndexReader) -> None:
    chosen = three.select([*ids(three, "wheat", "ports"), DocumentId("gone"), *ids(three, "wheat")])
    assert [each.file for each in chosen.documents] == ["wheat.txt", "ports.txt"]
    assert three.count([*ids(three, "wheat", "ports"), DocumentId("gone")]) == len(chosen) == 5
    assert len(three.select([])) == three.count([]) == 0


def test_the_likeliest_documents_have_a_passage_with_the_words(three: IndexReader) -> None:
    def files(
        *terms: str, meanings: tuple[tuple[Meaning, ...], ...] = (), among: frozenset[DocumentId]
    ) -> list[str]:
        by_id = {document.id: document.file for document in three.documents}
        return [by_id[key] for key in three.likeliest(terms, meanings, among)]

    assert files("钢铁", "产量", among=frozenset())[:2] == ["steel.txt", "wheat.txt"]
    assert files("港口", among=frozenset())[0] == "ports.txt"
    meant = ((Meaning("水稻", 0.9), Meaning("港口", 0.2)),)
    assert files(meanings=meant, among=frozenset())[:2] == ["wheat.txt", "ports.txt"]
    only = frozenset(ids(three, "ports", "wheat"))
    assert files("钢铁", "产量", among=only) == ["wheat.txt", "ports.txt"]


def test_no_more_documents_than_can_be_asked(three: IndexReader) -> None:
    first, second, third = three.likeliest(["产量"], (), frozenset())
    for most, found in (
        (0, [first]),
        (5, [first]),
        (6, [first, second]),
        (8, [first, second, third]),
        (100, [first, second, third]),
    ):
        assert three.likeliest(["产量"], (), frozenset(), most=most) == found


def test_ties_stand_in_the_order_of_the_ids(three: IndexReader) -> None:
    assert three.likeliest(["无"], (), frozenset()) == sorted(document.id for document in three.documents)


def test_neighbours_stay_in_the_document(corpus: Path, store: IndexStore) -> None:
    write(corpus, one="一、回顾\n甲在。\n乙在。\n二、目标\n丙在。", two="丁在。")
    update(store, (corpus,), fake_encoders())
    collection = open_index(store, fake_encoders()).seen_by(EVERYBODY)
    first, second, third = whole(collection, "one").indexed.passages
    (alone,) = whole(collection, "two").indexed.passages
    found = [collection.passage(each.id) for each in (first, second, third, alone)]
    assert [(place.passage.text, place.before, place.after) for place in found if place] == [
        ("甲在。", None, second.id),
        ("乙在。", first.id, third.id),
        ("丙在。", second.id, None),
        ("丁在。", None, None),
    ]
    assert found[3] is not None
    assert found[3].document.file == "two.txt"


@pytest.mark.parametrize("key", ["0" * 16, "", "f" * 16, "f" * 17, "甲", "-1", "0x1", "1e3", "\0", "9" * 400])
def test_an_id_of_no_paragraph(three: IndexReader, key: str) -> None:
    assert three.passage(PassageId(key)) is None


def test_an_id_outlives_an_index_in_which_the_paragraph_moved(corpus: Path, store: IndexStore) -> None:
    write(corpus, one="甲在。\n乙在。")
    update(store, (corpus,), fake_encoders())
    gone, kept = whole(open_index(store, fake_encoders()).seen_by(EVERYBODY), "one").indexed.passages
    write(corpus, one="新的一段。\n乙在。\n丙在。")
    update(store, (corpus,), fake_encoders())
    collection = open_index(store, fake_encoders()).seen_by(EVERYBODY)
    place = collection.passage(kept.id)
    assert place is not None
    assert (place.passage.text, place.passage.line) == ("乙在。", 2)
    assert collection.passage(gone.id) is None


def test_a_paragraph_of_a_deleted_document(corpus: Path, store: IndexStore) -> None:
    write(corpus, wheat=WHEAT, steel=STEEL)
    update(store, (corpus,), fake_encoders())
    before = open_index(store, fake_encoders()).seen_by(EVERYBODY)
    passages = whole(before, "steel").indexed.passages
    assert before.passage(passages[1].id) is not None
    (corpus / "steel.txt").unlink()
    update(store, (corpus,), fake_encoders())
    after = open_index(store, fake_encoders()).seen_by(EVERYBODY)
    assert [after.passage(each.id) for each in passages] == [None, None]
    assert before.passage(passages[1].id) is not None


def test_documents_are_opened_once_and_kept(three: IndexReader) -> None:
    assert whole(three, "steel") is whole(three, "steel")
    keys = ids(three, "steel", "wheat")
    assert three.select(keys) is three.select(iter(keys))


def test_another_fast_model(store: IndexStore, corpus: Path, three: IndexReader) -> None:
    encoders = Encoders(FakeEncoder(), CountingEncoder("other"))
    with pytest.raises(OtherIndexError, match="was made with another model"):
        open_index(store, encoders)
    other = fake_encoders(CountingEncoder("other"))
    assert open_index(store, other).seen_by(EVERYBODY).documents == three.documents
