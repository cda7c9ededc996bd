"""What is read of the likeliest passages, and what it changes in their order."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from embeddings.types import Reading
from retrieval.learning.features import Features
from retrieval.ranking.reading import MOST_CHARACTERS, context_of, read_likeliest, window
from retrieval.ranking.scoring import ScoredSentence
from retrieval.types import Language, QueryPlan, Span
from tests.retrieval.making import document, entries_of

NEUTRAL = Features(**{field.name: 0.0 for field in fields(Features)})
QUESTION = QueryPlan("问", Language.SIMPLIFIED, "问", embedding_text="湖上有几座桥")
TEXT = "湖边植树。\n湖上有桥三座。\n湖水清。\n湖鱼多。\n湖岸长。\n湖心有岛。\n湖口有闸。"


class FakeReader:
    """Finds as likely as it is told what holds a word, and remembers what it read."""

    def __init__(self, **odds: float) -> None:
        self.odds = odds
        self.read_so_far: list[tuple[str, str, str]] = []

    def read(self, question: str, context: str, passage: str) -> Reading:
        self.read_so_far.append((question, context, passage))
        along = np.linspace(0, 1, len(passage) + 1, dtype=np.float32)
        found = max((odds for word, odds in self.odds.items() if word in passage), default=0.0)
        return Reading(found, along, along)


def ranked(*scores: float) -> list[ScoredSentence]:
    entries = entries_of(*TEXT.split("\n"))
    return [ScoredSentence(entry, NEUTRAL, score) for entry, score in zip(entries, scores, strict=False)]


def test_what_is_read_as_the_answer_comes_first() -> None:
    before = ranked(1.0, 0.9, 0.9)
    after = read_likeliest(QUESTION, before, FakeReader(桥=3.0, 树=-2.0), 0.1)
    assert [each.entry.text for each in after] == ["湖上有桥三座。", "湖水清。", "湖边植树。"]
    assert [each.score for each in after] == pytest.approx([0.9 + 0.3, 0.9, 1.0 - 0.2])
    assert [each.features.reading for each in after] == [3.0, 0.0, -2.0]


def test_no_reading_is_surer_than_the_bounds() -> None:
    first, last = read_likeliest(QUESTION, ranked(1.0, 0.9), FakeReader(桥=40.0, 树=-40.0), 0.1)
    assert (first.features.reading, last.features.reading) == (5.0, -5.0)


def test_without_a_reader_nothing_changes() -> None:
    before = ranked(1.0, 0.9)
    assert read_likeliest(QUESTION, before, None, 0.1) == before
    assert read_likeliest(QUESTION, [], FakeReader(), 0.1) == []


def test_only_the_first_few_that_are_near_are_read() -> None:
    reader = FakeReader()
    read_likeliest(QUESTION, ranked(3.0, 2.9, 1.4, 1.3), reader, 0.1)
    assert [passage for *_, passage in reader.read_so_far] == ["湖边植树。", "湖上有桥三座。"]
    reader = FakeReader(湖=1.0)
    after = read_likeliest(QUESTION, ranked(*[1.0] * 7), reader, 0.1)
    assert len(reader.read_so_far) == 3
    assert [each.features.reading for each in after] == [1.0] * 7
    assert [each.reading is None for each in after] == [False] * 3 + [True] * 4


def test_what_was_not_read_stays_below() -> None:
    before = ranked(2.0, 1.9, 0.4)
    after = read_likeliest(QUESTION, before, FakeReader(桥=-4.0, 树=-5.0), 1.0)
    assert [each.entry.text for each in after] == ["湖上有桥三座。", "湖边植树。", "湖水清。"]
    assert [each.score for each in after] == pytest.approx([1.9 - 4, 2.0 - 5, 0.4 - 5])


def test_a_passage_is_read_with_its_title_and_in_the_words_for_the_models() -> None:
    reader = FakeReader()
    read_likeliest(QUESTION, ranked(1.0), reader, 0.1)
    assert reader.read_so_far == [("湖上有几座桥", document(2020).title, "湖边植树。")]


def test_where_a_passage_stands() -> None:
    assert context_of("湖志", ["第一章", "第二节"]) == "湖志｜第一章｜第二节"
    assert context_of("湖志", ["第一章", "第二节", "一、桥"]) == "湖志｜第二节｜一、桥"
    assert context_of("湖志", ["湖志", "第二节"]) == "湖志｜第二节"
    assert context_of("湖志", []) == "湖志"
    assert context_of("长" * 40, ["节" * 40]) == "长" * 30 + "｜" + "节" * 20


LONG = "甲" * 100 + "湖上有桥三座。" + "乙" * 100
SENTENCE = Span(100, 107)


def test_of_a_long_passage_the_sentence_with_its_surroundings_is_read() -> None:
    part = window(LONG, SENTENCE, "桥")
    assert part.end - part.start == MOST_CHARACTERS
    assert SENTENCE.start - part.start == pytest.approx(part.end - SENTENCE.end, abs=1)


@pytest.mark.parametrize(("sentence", "expected"), [((0, 7), (0, 150)), ((200, 207), (57, 207))])
def test_at_the_ends_of_a_passage_as_much_is_read(
    sentence: tuple[int, int], expected: tuple[int, int]
) -> None:
    part = window(LONG, Span(*sentence), "桥")
    assert (part.start, part.end) == expected


def test_a_short_passage_is_read_whole() -> None:
    assert window("湖上有桥。", Span(0, 5), "桥") == Span(0, 5)


def test_of_a_sentence_too_long_it_is_the_part_that_speaks_of_the_question() -> None:
    sentence = "甲" * 300 + "湖上有桥三座" + "乙" * 100
    part = window(sentence, Span(0, len(sentence)), "湖上有几座桥")
    assert "湖上有" in part.of(sentence)
    assert part.end - part.start == MOST_CHARACTERS
