"""How much of what a question says a paragraph speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.compose.spoken_of import SpokenOf
from retrieval.types import Language, Meaning, QueryPlan
from tests.retrieval.making import indexed, lexicon, selection_of

TEXT = "\n".join(["渔港收费。", "渔港夜间关闭。", *(f"船舶{at}艘。" for at in range(10, 30))])
QUESTION = QueryPlan("问", Language.SIMPLIFIED, "问")


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    """How much of each question stands in the second paragraph."""
    selection = selection_of(indexed(TEXT))
    spoken_of = SpokenOf(
        lexicon().glossary, selection.keywords.passage_words, selection.keywords.sentence_bigrams
    )
    closed = next(each for each in selection.entries if "关闭" in each.text)
    lay = replace(QUESTION, content="", translations=((Meaning("关门", 1.0), Meaning("关闭", 0.8)),))
    asked = {
        words: replace(QUESTION, content=words)
        for words in ("夜间", "渔港", "夜间 渔港", "夜间 门票", "船舶", "的")
    }
    return {words: spoken_of.found(plan, closed) for words, plan in (asked | {"关门": lay}).items()}


def test_rarer_words_count_more_and_several_add_up(found: dict[str, float]) -> None:
    assert 0 < found["渔港"] < found["夜间"] < 1
    assert found["夜间 渔港"] == pytest.approx(found["夜间"] + found["渔港"])


def test_what_is_not_there_takes_nothing_away(found: dict[str, float]) -> None:
    assert (found["船舶"], found["的"]) == (0.0, 0.0)
    assert found["夜间 门票"] == found["夜间"]


def test_another_word_for_it_counts_for_what_it_is_worth(found: dict[str, float]) -> None:
    assert found["关门"] == pytest.approx(0.8 * found["夜间"])
