"""Sentences of a passage: ids, spans and the text that keywords are looked up in."""

from __future__ import annotations

from functools import partial

from retrieval.domains.work_reports import WorkReports
from retrieval.ingest.sentences import searched_text
from retrieval.ingest.sentences import sentences as annotated_sentences
from retrieval.types import Document, Passage, Role, Sentence, Span
from tests.retrieval.making import document, passage, passages_of


def sentences(document: Document, *passages: Passage) -> list[Sentence]:
    return annotated_sentences(passages, partial(WorkReports().annotate, document, passages))


GOALS = "今年目标是：生产总值增长7%；投资增长13%。"


def test_clauses_are_searched_with_what_introduces_them() -> None:
    goals = passage(GOALS)
    found = sentences(document(), goals)
    assert [sentence.span for sentence in found] == [Span(6, 14), Span(15, 22)]
    assert [searched_text(goals, sentence) for sentence in found] == [
        "今年目标是：生产总值增长7%",
        "今年目标是：投资增长13%",
    ]
    assert {sentence.passage for sentence in found} == {goals.id}


def test_the_introduction_tells_the_year_of_a_clause() -> None:
    found = sentences(document(year=2017), passage(GOALS, section=("二、2017年工作总体要求",)))
    assert [(sentence.years, sentence.role) for sentence in found] == [(frozenset({2017}), Role.TARGET)] * 2


def test_nothing_to_search() -> None:
    assert sentences(document(), passage("　")) == []


def test_an_id_depends_on_passage_and_place_only() -> None:
    first = sentences(document(year=2017), passage(GOALS))
    again = sentences(document(year=2003), passage(GOALS, section=("一、甲",)))
    assert [sentence.id for sentence in first] == [sentence.id for sentence in again]
    other = sentences(document(), passage(GOALS, key="p2"))
    assert not {sentence.id for sentence in first} & {sentence.id for sentence in other}


def test_ids_survive_an_edit_elsewhere() -> None:
    def ids(text: str) -> dict[str, int]:
        return {s.span.of(p.text): s.id for p in passages_of(text) for s in sentences(document(), p)}

    before = ids("一、回顾\n甲。乙。\n丙；丁。")
    after = ids("新的一段。\n一、总结\n丙；丁。\n甲。乙！")
    assert (after["丙"], after["丁"]) == (before["丙"], before["丁"])
    assert after["甲。"] != before["甲。"]


def test_a_known_id() -> None:
    """Ids are kept on disk: when this changes, index_store.FORMAT must be raised."""
    assert [sentence.id for sentence in sentences(document(), passage("甲。"))] == [2816502655001325527]


def test_ids_of_the_report(report: Document, report_passages: tuple[Passage, ...]) -> None:
    found = [sentence for held in report_passages for sentence in sentences(report, held)]
    assert len({sentence.id for sentence in found}) == len(found)
    assert all(0 <= sentence.id < 2**63 for sentence in found)
    texts = {held.id: held.text for held in report_passages}
    assert all(s.span.of(texts[s.passage]) == s.span.of(texts[s.passage]).strip() != "" for s in found)
