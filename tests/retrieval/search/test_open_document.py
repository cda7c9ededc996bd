"""What is known of each sentence of a document, and the vectors it has, in whatever order they come to be there."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings import Vectors
from retrieval.search.open_document import AnnotatedSentence, SentenceVectors
from tests.retrieval.making import CountingEncoder, indexed, selection_of, unit_vectors


def entry_of(text: str, speaker: str = "") -> AnnotatedSentence:
    """The last sentence of a document."""
    return selection_of(indexed(text, speaker=speaker)).entries[-1]


def test_a_clause_is_spoken_after_what_introduces_it() -> None:
    entry = entry_of("主要目标是：GDP增长8%；茶叶3万吨。")
    assert (entry.text, entry.spoken) == ("茶叶3万吨", "主要目标是：茶叶3万吨")


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
def test_what_a_sentence_holds(text: str, field: str, expected: bool) -> None:
    assert getattr(entry_of(text).facts, field) is expected


def test_when_and_by_whom_the_report_was_given() -> None:
    text = "2020年3月5日在甲州市人民代表大会上\n市长 林 小 满\n渔港四座。\n一、回顾\n林小满到访。2019年6月18日开幕。"
    selection = selection_of(indexed(text, speaker="林小满"))
    assert [entry.is_occasion for entry in selection.entries] == [True, True, False, False, False]
    assert [entry.facts.names_speaker for entry in selection.entries] == [False, True, False, True, False]
    assert selection.occasions == selection.opened[0].occasions == [0, 1]
    assert not entry_of("市长 林小满").facts.names_speaker


def test_kinds_of_figures() -> None:
    assert entry_of("产值86亿元，增长8%。").facts.unit_kinds == {"money", "share"}
    assert entry_of("2019年。").facts.unit_kinds == frozenset()


def test_an_entry_is_worked_out_once() -> None:
    (opened,) = selection_of(indexed("渔港四座。泊位五个。")).opened
    assert len(opened) == 2
    assert opened.entry(1) is opened.entry(1)
    assert (opened.entry(1).text, opened.text(1)) == ("泊位五个。", "泊位五个。")


def test_sentences_without_vectors_have_no_cosine() -> None:
    vectors = SentenceVectors(3, lambda: None)
    assert np.isnan(vectors.cosines(unit_vectors(1, 64)[0])).all()


def test_sentences_embedded_now_are_kept_until_all_are_there() -> None:
    whole: list[Vectors] = []
    vectors = SentenceVectors(3, lambda: whole[0] if whole else None)
    encoder = CountingEncoder()
    texts = ["渔港", "泊位", "茶园"]
    made = encoder.encode_passages(texts)
    question = encoder.encode_questions(["渔港几座"])[0]
    encoder.passages.clear()
    told = vectors.cosines_now(question, {2: "茶园", 0: "渔港"}, encoder)
    assert told == pytest.approx({2: float(made[2] @ question), 0: float(made[0] @ question)}, abs=1e-6)
    vectors.cosines_now(question, {0: "渔港", 1: "泊位"}, encoder)
    assert encoder.passages == ["茶园", "渔港", "泊位"]
    # An answer does not depend on what was asked before.
    assert np.isnan(vectors.cosines(question)).all()
    whole.append(made)
    assert vectors.cosines(question) == pytest.approx(made @ question, abs=1e-6)
    whole.clear()
    assert vectors.cosines(question) == pytest.approx(made @ question, abs=1e-6)
