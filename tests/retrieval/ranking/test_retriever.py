"""Where to look becomes evidence: with all vectors, with some, and with none of the accurate model's."""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import Encoders
from retrieval.building.backfill import fill
from retrieval.building.indexing import update
from retrieval.domains.work_reports.fitting import agreement
from retrieval.domains.work_reports.recorded import FigureFinder
from retrieval.learning.model import read_model
from retrieval.questions.question import understand
from retrieval.ranking import candidates, retriever
from retrieval.ranking.retriever import Retriever
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY, Level, Place, RoutePart
from tests.fakes import fake_encoders
from tests.retrieval.lake import REPORT, NearEncoder
from tests.retrieval.making import CountingEncoder, lexicon, write

QUESTION = "2019年新建渔港几座"


class CountingNear(NearEncoder):
    """Remembers which sentences it was given while somebody waited."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[str] = []

    def encode_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        self.passages += texts
        return super().encode_passages(texts, progress)


def part_of(
    store: IndexStore, encoders: Encoders, text: str = QUESTION, place: Place | None = None
) -> tuple[Retriever, RoutePart]:
    collection = open_index(store, encoders).seen_by(EVERYBODY)
    words = lexicon(report_year=2020)
    documents = tuple(each.id for each in collection.documents)
    part = RoutePart(understand(text, words), place, 2019, documents, (0.0,) * len(documents))
    weights = read_model().of("work_reports").sentences
    figures = FigureFinder(words.glossary).find
    return Retriever(collection, encoders, words.glossary, weights, agreement, figures), part


def test_before_the_vectors_are_there_the_likeliest_sentences_are_embedded(
    store: IndexStore, corpus: Path
) -> None:
    write(corpus, lake=REPORT)
    accurate = CountingNear()
    encoders = fake_encoders(accurate)
    update(store, [corpus], encoders)
    searching, part = part_of(store, encoders)
    before = searching.find(part)
    assert len(accurate.passages) == retriever._AT_ONCE
    assert before.evidence[0].entry.text.startswith("湖区大桥5月通车，新建渔港4座")
    seen = [each.features.closeness for each in before.evidence if each.entry.text in accurate.passages]
    others = [each.features.closeness for each in before.evidence if each.entry.text not in accurate.passages]
    assert len(seen) == retriever._AT_ONCE
    assert others == pytest.approx([statistics.mean(seen)] * len(others), abs=1e-6)
    again = searching.find(part)
    assert len(accurate.passages) == retriever._AT_ONCE  # they are kept
    assert again.evidence == before.evidence

    fill(store, encoders)
    accurate.passages.clear()
    after, part = part_of(store, encoders)
    assert after.find(part).evidence[0].entry.text == before.evidence[0].entry.text
    assert accurate.passages == []


def test_documents_of_one_place(store: IndexStore, corpus: Path) -> None:
    write(corpus, lake=REPORT, river=REPORT.replace("甲州市", "乙河市").replace("渔港4座", "渔港9座"))
    encoders = fake_encoders(CountingEncoder())
    update(store, [corpus], encoders)
    searching, part = part_of(store, encoders)
    found = searching.find(part)
    assert {each.entry.document.place for each in found.evidence} == {"甲州市", "乙河市"}
    assert {each.entry.document.place for each in found.about("乙河市").evidence} == {"乙河市"}


def test_of_too_many_documents_the_first_are_opened_whatever_they_say(
    store: IndexStore, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, lake=REPORT, river=REPORT.replace("甲州市", "乙河市").replace("渔港", "机场"))
    encoders = fake_encoders(CountingEncoder())
    update(store, [corpus], encoders)
    monkeypatch.setattr(retriever, "_MOST_ALIKE", 1)
    monkeypatch.setattr(retriever, "_FIRST", 1)
    searching, part = part_of(store, encoders, place=Place("甲州市", Level.PREFECTURE))
    river = sorted(part.documents, key=lambda key: searching._collection.select([key]).documents[0].place)
    opened = searching.find(replace(part, documents=tuple(river))).selection.documents
    assert [each.place for each in opened] == ["乙河市", "甲州市"]


def test_the_few_of_many_and_those_that_always_count(
    store: IndexStore, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, lake=REPORT, river=REPORT.replace("甲州市", "乙河市").replace("渔港", "机场"))
    encoders = fake_encoders(CountingEncoder())
    update(store, [corpus], encoders)
    monkeypatch.setattr(retriever, "MOST_SENTENCES", 1)
    monkeypatch.setattr(retriever, "_MOST_ANYWHERE", 1)
    searching, part = part_of(store, encoders)
    lake = [each.place for each in searching.find_anywhere(part, ()).selection.documents]
    assert lake == ["甲州市"]
    river = next(
        key for key in part.documents if searching._collection.select([key]).documents[0].place == "乙河市"
    )
    both = searching.find_anywhere(part, (river,)).selection.documents
    assert [each.place for each in both] == ["乙河市", "甲州市"]


def test_those_that_always_count_are_ranked_however_many_sentences_are_nearer(
    store: IndexStore, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, lake=REPORT, river=REPORT.replace("甲州市", "乙河市").replace("渔港", "机场"))
    encoders = fake_encoders(CountingEncoder())
    update(store, [corpus], encoders)
    monkeypatch.setattr(candidates, "_DEPTH", 1)
    searching, part = part_of(store, encoders)
    river = next(
        key for key in part.documents if searching._collection.select([key]).documents[0].place == "乙河市"
    )
    ranked = searching.find_anywhere(part, (river,)).evidence
    assert "乙河市" in {each.entry.document.place for each in ranked}
    assert len(ranked) > len(searching.find_anywhere(part, ()).evidence)
