"""What is known of each sentence before any question is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from retrieval.catalogue import Catalogue, Entry

from retrieval.cutting import cut_up
from retrieval.snapshot import Snapshot
from retrieval.types import DocumentId
from tests.retrieval.making import document


def catalogue_of(fake_snapshot: Snapshot, *documents: str, speaker: str = "") -> Catalogue:
    held = [
        cut_up(replace(document(2020, f"d{at}"), speaker=speaker), text.split("\n"), Path(f"{at}.txt"), "")
        for at, text in enumerate(documents)
    ]
    return Catalogue(replace(fake_snapshot, documents=tuple(held)))


def entry_of(fake_snapshot: Snapshot, text: str, speaker: str = "") -> Entry:
    return catalogue_of(fake_snapshot, text, speaker=speaker).entries[-1]


def test_positions_run_through_all_documents(fake_snapshot: Snapshot) -> None:
    catalogue = catalogue_of(fake_snapshot, "渔港四座。泊位五个。\n茶园六亩。", "桥七座。")
    assert [entry.position for entry in catalogue.entries] == [0, 1, 2, 3]
    assert [entry.passage_position for entry in catalogue.entries] == [0, 0, 1, 2]
    assert [entry.text for entry in catalogue.entries] == [
        "渔港四座。",
        "泊位五个。",
        "茶园六亩。",
        "桥七座。",
    ]
    assert [held.id for held in catalogue.documents] == ["d0", "d1"]
    assert all(catalogue.entries[at].sentence.id == key for key, at in catalogue.position_of.items())


def test_the_years_that_are_spoken_of(fake_snapshot: Snapshot) -> None:
    text = "一、2019年工作回顾\n渔港四座。\n二、2020年任务\n渔港六座。到2025年，渔港二十座。"
    assert catalogue_of(fake_snapshot, text).years == {2019, 2020, 2025}
    assert catalogue_of(fake_snapshot, "渔港四座。").years == frozenset()


def test_a_clause_is_spoken_after_what_introduces_it(fake_snapshot: Snapshot) -> None:
    entry = entry_of(fake_snapshot, "主要目标是：GDP增长8%；茶叶3万吨。")
    assert (entry.text, entry.spoken) == ("茶叶3万吨", "主要目标是:茶叶3万吨".replace(":", "："))


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("渔港4座。", "has_quantity", True),
        ("2019年渔港完工。", "has_quantity", False),
        ("2019年6月18日开幕。", "has_date", True),
        ("6月开幕。", "has_date", False),
        ("松香、桐油、竹编齐全。", "is_list", True),
        ("松香、桐油齐全。", "is_list", False),
        ("一是渔船老旧。", "is_list", True),
        ("各位代表，渔港完工。", "is_courtesy", True),
        ("谢谢大家！", "is_courtesy", True),
        ("现在，我代表市政府报告工作。", "is_courtesy", True),
        ("以上报告，请予审议。", "is_courtesy", True),
        ("向全市人民表示感谢。", "is_courtesy", False),
        ("各位渔民增收。", "is_courtesy", False),
    ],
)
def test_what_a_sentence_holds(fake_snapshot: Snapshot, text: str, field: str, expected: bool) -> None:
    assert getattr(entry_of(fake_snapshot, text), field) is expected


def test_when_and_by_whom_the_report_was_given(fake_snapshot: Snapshot) -> None:
    text = "2020年3月5日在甲州市人民代表大会上\n市长 林 小 满\n渔港四座。\n一、回顾\n林小满到访。2019年6月18日开幕。"
    entries = catalogue_of(fake_snapshot, text, speaker="林小满").entries
    assert [entry.is_occasion for entry in entries] == [True, True, False, False, False]
    assert [entry.names_speaker for entry in entries] == [False, True, False, True, False]
    assert not entry_of(fake_snapshot, "市长 林小满").names_speaker


def test_kinds_of_figures(fake_snapshot: Snapshot) -> None:
    assert entry_of(fake_snapshot, "产值86亿元，增长8%。").unit_kinds == {"money", "share"}
    assert entry_of(fake_snapshot, "2019年。").unit_kinds == frozenset()


def test_a_view_of_some_documents(fake_snapshot: Snapshot) -> None:
    texts = ("2019年渔港四座。\n茶园六亩。", "2021年桥七座。", "2022年路八条。")
    whole = catalogue_of(fake_snapshot, *texts)
    view = whole.narrowed({DocumentId("d2"), DocumentId("d0"), DocumentId("gone")})
    assert view.searched is not None
    assert [whole.entries[at].text for at in view.searched] == [
        "2019年渔港四座。",
        "茶园六亩。",
        "2022年路八条。",
    ]
    assert ([each.id for each in view.documents], view.years) == (["d0", "d2"], {2019, 2022})
    assert (whole.searched, len(whole.documents), whole.years) == (None, 3, {2019, 2021, 2022})
    nothing = whole.narrowed({DocumentId("gone")})
    assert (nothing.searched is not None and len(nothing.searched), nothing.documents, nothing.is_dated) == (
        0,
        (),
        False,
    )
