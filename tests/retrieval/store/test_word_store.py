"""What is known of the words of all documents: gathered, kept, and read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from retrieval.errors import DamagedIndexError
from retrieval.language.dictionary import EnglishDictionary
from retrieval.store import word_store
from retrieval.store.keyword_index import KeywordIndex
from retrieval.store.snapshot import WordKnowledge
from retrieval.store.vector_index import VectorIndex
from retrieval.store.word_store import learn_words, load_words, save_words
from tests.fakes import FakeEncoder
from tests.retrieval.making import CountingEncoder

TEXTS = [[["渔港", "gdp"], ["渔港", "2017"]], [["茶叶", "渔港"]]]


def learnt(
    encoder: CountingEncoder, *texts: list[list[str]], former: WordKnowledge | None = None
) -> WordKnowledge:
    return learn_words((KeywordIndex.build(each) for each in texts), encoder, former)


@pytest.fixture(scope="module")
def knowledge() -> WordKnowledge:
    return learnt(CountingEncoder(), *TEXTS)


def test_words_of_all_segments(knowledge: WordKnowledge) -> None:
    assert knowledge.words == {"渔港", "茶叶", "gdp", "2017"}
    assert knowledge.english.vocabulary == ("渔港", "茶叶")
    assert knowledge.english.meanings["tea"] == ("茶叶",)
    assert "harbor" in knowledge.english.words
    assert (
        knowledge.vectors.vectors([0, 1]).tolist() == FakeEncoder().encode_passages(["渔港", "茶叶"]).tolist()
    )


def test_only_new_words_are_embedded(knowledge: WordKnowledge) -> None:
    encoder = CountingEncoder()
    more = learnt(encoder, [["茶叶", "桥梁"]], former=knowledge)
    assert encoder.passages == ["桥梁"]
    assert more.english.vocabulary == ("桥梁", "茶叶")
    assert more.vectors.vectors([0, 1]).tolist() == FakeEncoder().encode_passages(["桥梁", "茶叶"]).tolist()


def test_no_words_at_all() -> None:
    nothing = learnt(CountingEncoder(), [[]])
    assert (nothing.words, nothing.english.vocabulary, len(nothing.vectors)) == (frozenset(), (), 0)


def test_a_large_corpus_knows_no_word_of_a_single_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_store, "_FEW", 3)
    monkeypatch.setattr(word_store, "_SHARE", 1)
    assert learnt(CountingEncoder(), *TEXTS).words == {"渔港"}


def test_round_trip(knowledge: WordKnowledge, tmp_path: Path) -> None:
    save_words(tmp_path / "words" / "one", knowledge)
    again = load_words(tmp_path / "words" / "one")
    assert (again.words, again.english) == (knowledge.words, knowledge.english)
    assert again.vectors.vectors([0, 1]).tolist() == knowledge.vectors.vectors([0, 1]).tolist()
    assert [path.name for path in (tmp_path / "words").iterdir()] == ["one"]
    assert sorted(path.name for path in (tmp_path / "words" / "one").iterdir()) == [
        "vectors.faiss",
        "words.json",
    ]


def test_an_awkward_word(tmp_path: Path) -> None:
    english = EnglishDictionary({"word\ud83d": ("词\udfff",)}, frozenset({"<b>", "\u2028"}), ("词\udfff",))
    vectors = VectorIndex.build([0], FakeEncoder().encode_passages(["词"]))
    knowledge = WordKnowledge(frozenset({"词\udfff", "\ud83d"}), english, vectors)
    save_words(tmp_path / "one", knowledge)
    again = load_words(tmp_path / "one")
    assert (again.words, again.english) == (knowledge.words, english)


@pytest.mark.parametrize("name", ["words.json", "vectors.faiss"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b"5", b"\xff\xfe", b'{"words": 5}', "half"])
def test_damage(knowledge: WordKnowledge, tmp_path: Path, name: str, content: bytes | str | None) -> None:
    save_words(tmp_path / "one", knowledge)
    file = tmp_path / "one" / name
    if content is None:
        file.unlink()
    else:
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] if isinstance(content, str) else content)
    with pytest.raises(DamagedIndexError):
        load_words(tmp_path / "one")


def test_vectors_of_other_words(knowledge: WordKnowledge, tmp_path: Path) -> None:
    save_words(tmp_path / "one", knowledge)
    VectorIndex.build([0], FakeEncoder().encode_passages(["词"])).save(tmp_path / "one" / "vectors.faiss")
    with pytest.raises(DamagedIndexError, match="the words and their vectors do not fit"):
        load_words(tmp_path / "one")


def test_nothing_is_left_of_words_that_could_not_be_written(
    knowledge: WordKnowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(word_store.durable, "sync", full)
    with pytest.raises(OSError, match="No space left"):
        save_words(tmp_path / "words" / "one", knowledge)
    assert list((tmp_path / "words").iterdir()) == []
