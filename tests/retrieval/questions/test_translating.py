"""English words to the documents' Chinese words, by the dictionary and by the real fast model."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings import FastEncoder, TextEncoder
from retrieval.language.dictionary import EnglishDictionary, build_dictionary
from retrieval.questions.translating import Translator
from retrieval.store.vector_index import VectorIndex
from retrieval.types import Meaning
from tests.fakes import FakeEncoder
from tests.retrieval.making import CountingEncoder

WORDS = ("铁路", "高铁", "竣工", "平台", "螃蟹", "服务业", "公园", "建筑", "机场", "森林", "失业率")


def over(dictionary: EnglishDictionary, encoder: TextEncoder) -> Translator:
    """A translator as an engine makes it."""
    vectors = encoder.encode_passages(dictionary.vocabulary)
    return Translator(dictionary, VectorIndex.build(range(len(vectors)), vectors), encoder)


@pytest.fixture(scope="module")
def translator() -> Translator:
    return over(build_dictionary(WORDS), FastEncoder())


def firsts(translator: Translator, text: str) -> list[str]:
    """The surest word for each word of a text."""
    return [meanings[0].word for meanings in translator.translate(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("railway", ["铁路"]),
        ("Which railways were completed?", ["铁路", "竣工"]),
        ("platforms in parks", ["平台", "公园"]),
        ("the airport", ["机场"]),
        ("buildings", ["建筑"]),
        ("unemployed", ["失业率"]),
        ("the Pangxie ditch", ["螃蟹"]),
        ("railways and RAILWAYS", ["铁路"]),
    ],
)
def test_the_surest_word(translator: Translator, text: str, words: list[str]) -> None:
    assert firsts(translator, text) == words


def test_words_that_no_dictionary_has_are_found_by_their_vectors() -> None:
    nothing = EnglishDictionary({}, frozenset(), tuple(sorted(WORDS)))
    found = over(nothing, FastEncoder()).translate("railway woods")
    assert [[meaning.word for meaning in meanings] for meanings in found] == [["铁路", "高铁"], ["森林"]]
    assert found[0][0].weight == pytest.approx(0.88, abs=0.02)
    assert found[0][1].weight == pytest.approx(0.54, abs=0.02)


def test_a_word_of_the_dictionary_is_worth_something_however_far_away(translator: Translator) -> None:
    """平台 is a flat-roofed building, of which the model knows nothing; 螃蟹 it cannot read in pinyin."""
    ((literal, flat),) = translator.translate("buildings")
    assert literal.word == "建筑"
    assert literal.weight > 0.9
    assert flat == Meaning("平台", 0.4)
    assert translator.translate("Pangxie") == ((Meaning("螃蟹", 0.4),),)


def test_dictionary_and_vectors_make_surer_than_either() -> None:
    with_both = over(build_dictionary(WORDS), FastEncoder()).translate("railway")[0][0].weight
    by_vectors = (
        over(EnglishDictionary({}, frozenset(), WORDS), FastEncoder()).translate("railway")[0][0].weight
    )
    # Twice as far from unrelated (0.4) to the same (0.9), but the dictionary's word starts at 0.4.
    assert with_both == pytest.approx(0.4 + 0.6 * by_vectors, abs=1e-3)


def test_weights_fall(translator: Translator) -> None:
    for meanings in translator.translate("railway airport buildings forest park services"):
        weights = [meaning.weight for meaning in meanings]
        assert weights == sorted(weights, reverse=True)
        assert 0 < weights[-1] <= weights[0] <= 1


def test_the_dictionary_alone() -> None:
    """The fake model sees no relation between the scripts."""
    found = over(build_dictionary(WORDS), FakeEncoder()).translate("railways and buildings")
    assert found == (
        (Meaning("铁路", 0.4),),
        (Meaning("平台", 0.4), Meaning("建筑", 0.4)),
    )


@pytest.mark.parametrize("text", ["", "the of and", "2016", "失业率", "?!"])
def test_nothing_to_translate(translator: Translator, text: str) -> None:
    assert translator.translate(text) == ()


def test_no_words_to_translate_to() -> None:
    empty = VectorIndex.build([], np.empty((0, 64), np.float32))
    assert Translator(build_dictionary([]), empty, FakeEncoder()).translate("railway") == ()


def test_a_word_that_was_asked_before_is_not_embedded_again() -> None:
    encoder = CountingEncoder()
    translator = over(build_dictionary(WORDS), encoder)
    first = translator.translate("railway platform")
    encoder.questions.clear()
    assert translator.translate("railway") == first[:1]
    assert encoder.questions == []
    translator.translate("railway park")
    assert encoder.questions == ["park"]
