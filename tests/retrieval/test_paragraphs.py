"""A paragraph is found by its id, wherever it moved, with its neighbours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retrieval.paragraphs import Paragraphs

from retrieval.cutting import cut_up
from retrieval.snapshot import IndexedDocument, Snapshot
from retrieval.types import PassageId
from tests.retrieval.making import document


def held(key: str, text: str) -> IndexedDocument:
    return cut_up(document(key=key), text.split("\n"), Path(f"{key}.txt"), "")


def test_neighbours_stay_in_the_document(fake_snapshot: Snapshot) -> None:
    documents = (held("d0", "一、回顾\n甲。\n乙。\n二、目标\n丙。"), held("d1", "丁。"))
    paragraphs = Paragraphs(replace(fake_snapshot, documents=documents))
    first, second, third = documents[0].passages
    (alone,) = documents[1].passages
    found = [paragraphs.find(each.id) for each in (first, second, third, alone)]
    assert [(place.passage.text, place.before, place.after) for place in found if place] == [
        ("甲。", None, second.id),
        ("乙。", first.id, third.id),
        ("丙。", second.id, None),
        ("丁。", None, None),
    ]
    assert found[3] is not None
    assert found[3].document == documents[1].document
    assert paragraphs.find(PassageId("0" * 16)) is None
    assert paragraphs.find(PassageId("")) is None


def test_an_id_outlives_an_index_in_which_the_paragraph_moved(fake_snapshot: Snapshot) -> None:
    before, after = held("d0", "甲。\n乙。"), held("d0", "新的一段。\n乙。\n丙。")
    key = before.passages[1].id
    place = Paragraphs(replace(fake_snapshot, documents=(after,))).find(key)
    assert place is not None
    assert (place.passage.text, place.passage.line) == ("乙。", 2)
    assert Paragraphs(replace(fake_snapshot, documents=(after,))).find(before.passages[0].id) is None
