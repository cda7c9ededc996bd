"""What keywords are looked up in: the terms of each sentence and paragraph, cut once."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building.chunking import read_document
from retrieval.ingest.sources import SourceReader
from retrieval.language import tokenizer
from retrieval.language.normalizing import normalize
from retrieval.store.snapshot import IndexedDocument
from retrieval.store.terms import MARK, TermTexts
from retrieval.types import EVERYBODY, DocumentId
from tests.retrieval.making import indexed

LIST = "一、去年工作\n主要目标是：渔业产值增长8%；新建渔港4座。三三三。\n二、今年工作\n引进人才。"


def terms_in(held: TermTexts) -> list[list[str]]:
    """The words, or else the pairs and the terms beside them, of each text."""
    return [
        [run[at : at + 2] for run in runs.split() for at in range(len(run) - 1)]
        + [term for term in marked.split(MARK) if term]
        for runs, marked in zip(held.runs or [""] * len(held.marked), held.marked, strict=True)
    ]


def test_sentences_stand_after_what_introduces_their_list() -> None:
    terms = indexed(LIST).terms
    lead = ["目标"]
    assert [
        [word for word in words if word in {"目标", "产值", "渔港", "人才"}]
        for words in terms_in(terms.sentence_words)
    ] == [
        [*lead, "产值"],
        [*lead, "渔港"],
        [],
        ["人才"],
    ]
    assert terms.sentence_bigrams.runs == (
        "主要目标是 渔业产值增长",
        "主要目标是 新建渔港",
        "三三三",
        "引进人才",
    )
    assert terms.sentence_bigrams.counts == (10, 9, 2, 3)


def test_a_passage_has_its_headings_and_each_lead_in_once() -> None:
    terms = indexed(LIST).terms
    first, second = terms_in(terms.passage_words)
    assert [first.count(word) for word in ("题", "去年", "工作", "目标", "渔港")] == [1, 1, 1, 1, 1]
    assert [second.count(word) for word in ("题", "去年", "今年", "工作", "人才")] == [1, 0, 1, 1, 1]
    assert (
        terms.passage_bigrams.runs[1] == "二、今年工作".replace("、", " ").removeprefix("二 ") + " 引进人才"
    )


def test_what_is_said_twice_counts_twice() -> None:
    terms = indexed("渔港，渔港，渔港。").terms
    assert terms_in(terms.sentence_words) == [["渔港", "渔港", "渔港"]]
    assert terms.sentence_words.counts == (3,)


def assert_sound(held: IndexedDocument) -> None:
    """The terms are those that the tokenizer finds in the sentences, and in the paragraphs with their headings."""
    texts = {passage.id: passage.text for passage in held.passages}
    sentences = [
        ([] if each.lead_in is None else [each.lead_in.of(texts[each.passage])])
        + [each.span.of(texts[each.passage])]
        for each in held.sentences
    ]
    for cut, found in (
        (tokenizer.words, held.terms.sentence_words),
        (tokenizer.bigrams, held.terms.sentence_bigrams),
    ):
        expected = [sorted(term for part in parts for term in cut(normalize(part))) for parts in sentences]
        assert [sorted(terms) for terms in terms_in(found)] == expected
        assert found.counts == tuple(map(len, expected))
    for cut, found in (
        (tokenizer.words, held.terms.passage_words),
        (tokenizer.bigrams, held.terms.passage_bigrams),
    ):
        assert found.counts == tuple(map(len, terms_in(found)))
        for passage, terms in zip(held.passages, terms_in(found), strict=True):
            heads = [
                term for text in (held.document.title, *passage.section) for term in cut(normalize(text))
            ]
            own = {
                term
                for each in held.sentences
                if each.passage == passage.id
                for term in cut(normalize(each.span.of(passage.text)))
            }
            assert {*heads, *own} <= set(terms)


def test_the_report(report_file: Path) -> None:
    with SourceReader() as reader:
        assert_sound(read_document(reader, report_file, DocumentId("d1"), EVERYBODY).indexed)


@pytest.mark.parametrize(
    "text",
    [
        "甲\ud83d乙在。\udfff",
        "GDP增长7.5%，c++ 1-2 A.B。",
        "三三三三，三。",
        "\x1f\x1e渔\x1f港在。",
        "😀🎉在。",
        "的的的的。",
        "目标是：甲在；乙在；乙在。目标是：丙在；丁在。",
    ],
)
def test_awkward_texts(text: str) -> None:
    assert_sound(indexed(text))
