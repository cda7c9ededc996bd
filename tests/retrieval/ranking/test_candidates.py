"""Candidates for a question, and answers before and after the sentence vectors are there."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoders, EncoderSettings, open_encoders
from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.questions.question import understand
from retrieval.ranking import candidates as module
from retrieval.ranking.candidates import UNSEEN, Candidate, search
from retrieval.search.opened_index import open_index
from retrieval.search.selection import Selection
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC, Status
from tests.end_to_end.report_questions import KNOWN
from tests.fakes import FakeEncoder
from tests.retrieval.making import CountingEncoder, indexed, lexicon, selection_of

LINES = ("渔港四座。泊位五个。", "茶园六亩，茶叶丰收。", "桥七座。路八条。", "钢铁产量增长。")


@pytest.fixture
def selection() -> Selection:
    return selection_of(indexed("\n".join(LINES)))


def found(text: str, selection: Selection, accurate: FakeEncoder, fast: FakeEncoder) -> list[Candidate]:
    question = understand(text, lexicon())
    return search(question, selection, Encoders(accurate, fast), accurate.encode_questions([text])[0])


def test_each_candidate_knows_what_the_legs_say_of_it(selection: Selection) -> None:
    accurate, fast = CountingEncoder(), CountingEncoder("fast")
    candidates = found("茶园几亩", selection, accurate, fast)
    assert [each.entry.text for each in candidates] == [entry.text for entry in selection.entries]
    assert [each.position for each in candidates] == list(range(len(selection)))
    assert accurate.passages == []
    assert all(math.isnan(each.cosine) for each in candidates)
    told = (
        fast.encode_passages([each.entry.text for each in candidates])
        @ fast.encode_questions(["茶园几亩"])[0]
    )
    assert [each.fast_cosine for each in candidates] == pytest.approx(told.tolist(), abs=1e-6)
    (tea,) = [each for each in candidates if "茶园" in each.entry.text]
    assert tea.word_coverage == max(each.word_coverage for each in candidates) > 0
    assert tea.passage_bigram_coverage > 0
    assert [each.passage_word_coverage > 0 for each in candidates] == [
        "茶园" in each.entry.passage.text for each in candidates
    ]


def test_without_vectors_only_the_nearest_by_keywords_are_embedded(
    selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FAST_AT_ONCE", 2)
    fast = CountingEncoder("fast")
    candidates = found("茶园几亩", selection, FakeEncoder(), fast)
    assert len(fast.passages) == 2
    assert "茶园六亩，茶叶丰收。" in fast.passages
    unseen = [each for each in candidates if each.entry.text not in fast.passages]
    assert {each.fast_cosine for each in unseen} <= {UNSEEN}
    fast.passages.clear()
    found("茶园几亩", selection, FakeEncoder(), fast)
    assert fast.passages == []


DATE_LINE = "2020年3月5日在甲州市第一届人民代表大会第二次会议上"


@pytest.mark.parametrize(
    ("text", "may_tell"), [("2020年茶园几亩", False), ("2020年茶叶怎么了", True), ("2020年有哪些茶园", False)]
)
def test_the_line_below_the_title_never_tells_how_many_or_which(text: str, may_tell: bool) -> None:
    report = selection_of(indexed("\n".join((DATE_LINE, *LINES))))
    texts = [each.entry.text for each in found(text, report, FakeEncoder(), FakeEncoder())]
    assert (DATE_LINE in texts) is may_tell
    assert set(LINES[2].split("。")[:1]) & {each.rstrip("。") for each in texts}


def test_nothing_to_search() -> None:
    assert found("茶园几亩", selection_of(), FakeEncoder(), FakeEncoder()) == []


@pytest.fixture(scope="module")
def engines(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The real report under the real models, before the sentence vectors are there, and after."""
    encoders = open_encoders(EncoderSettings())
    folder = tmp_path_factory.mktemp("engines")
    empty, store = (IndexStore(shutil.copytree(shipped_index, folder / name)) for name in ("empty", "filled"))
    shutil.rmtree(empty.vectors)
    words = Words(shipped_glossary(), shipped_contrasts())
    before, after = (
        Engine(open_index(each, encoders), encoders, words, read_model()) for each in (empty, store)
    )
    yield before, after
    assert not empty.vectors.exists()


@pytest.mark.parametrize(("text", "words", "line"), KNOWN)
def test_the_answer_is_the_same_before_the_vectors_are_there(
    engines: tuple[Engine, Engine], text: str, words: str, line: int
) -> None:
    before, after = (engine.answer(text, scope=PUBLIC) for engine in engines)
    for answer in (before, after):
        assert answer.status is Status.ANSWERED
        assert words in answer.text
        assert answer.citations[0].line == line
    assert (before.text, before.citations[0].highlights) == (after.text, after.citations[0].highlights)
    assert before.confidence == pytest.approx(after.confidence, abs=0.25)
    assert np.isfinite([citation.score for citation in before.citations]).all()
