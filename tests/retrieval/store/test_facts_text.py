"""What sentences tell, to texts and back."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from retrieval.language.normalizing import normalize
from retrieval.store import facts_text
from retrieval.store.clauses import clauses
from retrieval.store.facts_text import NormalizedClause
from retrieval.store.sentence_facts import SentenceFacts, facts_of
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Passage, Span
from tests.retrieval.making import indexed, passage

AWKWARD = (
    "甲\ud83d，😀 \u2028，\x85 \\ \" ' \t。",
    "乙</script>\0，𠮷 é é，\udfff３项、２户。",
    "漁港（２座，㎡、Ⅱ期）建成；“茶，园”擴大：7%、８％。",
    "　　丙…丁  戊，①项，（己，庚。",
    "，，。",
)


def facts_in(document: IndexedDocument) -> Iterator[tuple[SentenceFacts, SentenceFacts]]:
    """Of each sentence what is told by the index, and what is worked out from the text."""
    passages = {each.id: each for each in document.passages}
    for sentence, text in zip(document.sentences, document.facts, strict=True):
        own = passages[sentence.passage]
        made = facts_of(own, sentence, document.document.speaker)
        assert facts_text.to_text(made, own, sentence) == text
        yield facts_text.from_text(text, own, sentence), made


def directly(text: str) -> list[NormalizedClause]:
    spans = [clause.span for clause in clauses(text, Span(0, len(text)))]
    return [NormalizedClause(span, normalize(span.of(text))) for span in spans]


def read_again(own: Passage) -> list[NormalizedClause]:
    return facts_text.passage_from_text(facts_text.passage_to_text(own), own)


@pytest.mark.parametrize("text", [*AWKWARD, "目标是：GDP增长8%，第七次；新增２家、減少3户。", "正文。"])
def test_round_trip(text: str) -> None:
    for read, made in facts_in(indexed(f"正文。\n{text}")):
        assert read == made
    assert read_again(passage(text)) == directly(text)


def test_random_texts() -> None:
    drawn = random.Random(5)
    pieces = "渔港甲第七次届2019年去12.5%％亿元，,、；。：（）“” 　漁㎡…\u200b\ud83d"
    for _ in range(300):
        text = "".join(drawn.choices(pieces, k=drawn.randrange(1, 40)))
        for read, made in facts_in(indexed(f"正文。\n{text}")):
            assert read == made
        assert read_again(passage(text)) == directly(text)


def test_the_shipped_report(report_lines: tuple[str, ...]) -> None:
    document = indexed("\n".join(report_lines), speaker="郝春荣")
    pairs = list(facts_in(document))
    assert all(read == made for read, made in pairs)
    assert sum(len(made.clauses) for _, made in pairs) > 900
    assert [read_again(own) for own in document.passages] == [directly(own.text) for own in document.passages]
    # Little beside the document itself: what can be told from the sentence is left out.
    assert sum(map(len, document.facts)) < sum(len(own.text) for own in document.passages)


def test_words_of_clauses_are_what_normalising_each_of_them_gives(report_lines: tuple[str, ...]) -> None:
    document = indexed("\n".join((*report_lines, *AWKWARD)))
    passages = {each.id: each for each in document.passages}
    for sentence, (told, _) in zip(document.sentences, facts_in(document), strict=True):
        text = passages[sentence.passage].text
        lead_in = sentence.lead_in.of(text) if sentence.lead_in else ""
        for clause in told.clauses:
            before = f"{lead_in}{text[sentence.span.start : clause.span.start]}"
            assert clause.text == normalize(clause.span.of(text)).lower()
            assert clause.before == normalize(before).lower()
