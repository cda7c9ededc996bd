"""Documents side by side: positions, years, and the cosines that are there or made on the spot."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search.selection import Selection
from tests.retrieval.making import CountingEncoder, indexed, selection_of


def made(*texts: str, year: int | None = 2020) -> Selection:
    return selection_of(*(indexed(text, f"d{at}", year) for at, text in enumerate(texts)))


def test_positions_run_through_all_documents() -> None:
    selection = made("渔港四座。泊位五个。\n茶园六亩。", "桥七座。")
    assert len(selection) == 4
    assert [entry.text for entry in selection.entries] == [
        "渔港四座。",
        "泊位五个。",
        "茶园六亩。",
        "桥七座。",
    ]
    assert selection.passage_positions.tolist() == [0, 0, 1, 2]
    assert [held.id for held in selection.documents] == ["d0", "d1"]
    assert [entry.document.id for entry in selection.entries] == ["d0", "d0", "d0", "d1"]
    for scan, count in (
        (selection.keywords.sentence_words, 4),
        (selection.keywords.sentence_bigrams, 4),
        (selection.keywords.passage_words, 3),
        (selection.keywords.passage_bigrams, 3),
    ):
        assert len(scan) == count
    assert np.flatnonzero(selection.keywords.sentence_words.coverage(["茶园"])).tolist() == [2]
    assert np.flatnonzero(selection.keywords.passage_bigrams.coverage(["泊位"])).tolist() == [0]


def test_the_years_that_are_spoken_of() -> None:
    text = "一、2019年工作回顾\n渔港四座。\n二、2020年任务\n渔港六座。到2025年，渔港二十座。"
    assert made(text).years == {2019, 2020, 2025}
    assert made("渔港四座。").years == frozenset()
    assert made("2019年渔港四座。", "2022年路八条。").years == {2019, 2022}


def test_whether_documents_have_a_year() -> None:
    assert made("渔港四座。").is_dated
    assert not made("渔港四座。", year=None).is_dated


def test_nothing_selected() -> None:
    nothing = made()
    assert (len(nothing), nothing.entries, nothing.documents, nothing.is_dated) == (0, (), (), False)
    assert nothing.keywords.sentence_words.coverage(["渔港"]).tolist() == []
    vector, encoder = np.ones(64, np.float32), CountingEncoder()
    assert nothing.cosines(vector, encoder, is_fast=True, among=[]).tolist() == []


@pytest.mark.parametrize("is_fast", [False, True])
def test_only_the_likely_are_embedded_on_the_spot_and_only_once(is_fast: bool) -> None:
    selection = made("渔港四座。泊位五个。\n茶园六亩。", "桥七座。路八条。")
    encoder = CountingEncoder()
    question = encoder.encode_questions(["茶园几亩"])[0]
    told = encoder.encode_passages([entry.text for entry in selection.entries]) @ question
    encoder.passages.clear()
    found = selection.cosines(question, encoder, is_fast=is_fast, among=[4, 2])
    assert sorted(encoder.passages) == sorted(["茶园六亩。", "路八条。"])
    assert found[[2, 4]] == pytest.approx(told[[2, 4]], abs=1e-6)
    assert np.isnan(found[[0, 1, 3]]).all()
    encoder.passages.clear()
    again = selection.cosines(question, encoder, is_fast=is_fast, among=[2, 3, 4])
    assert encoder.passages == ["桥七座。"]
    assert again[[2, 3, 4]] == pytest.approx(told[[2, 3, 4]], abs=1e-6)
    encoder.passages.clear()
    assert np.isnan(selection.cosines(question, encoder, is_fast=not is_fast)).all()
    assert encoder.passages == []
