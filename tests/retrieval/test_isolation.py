"""One chat never sees what another has: not by search, link, list, spelling, translation, place, example or count.

Every way is tried on a real engine, with fake models and with the bundled one.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from bot.conversation.examples import likely_examples, working_examples
from embeddings import Encoders, EncoderSettings, open_encoders
from retrieval.building.backfill import fill
from retrieval.building.index_status import IndexStatus, read_status
from retrieval.building.indexing import IndexReport, update
from retrieval.engine import Engine, Words
from retrieval.ingest.identity import identify
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.search.opened_index import OpenedIndex, open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import (
    EVERYBODY,
    PUBLIC,
    Answer,
    DocumentId,
    Language,
    Owner,
    QueryPlan,
    Scope,
    Status,
)
from tests.fakes import fake_encoders
from tests.retrieval.lake import NearEncoder
from tests.retrieval.making import STEEL, WHEAT, write

A, B = Owner("chat:1"), Owner("chat:-2")
OF_A = "2022年1月9日在丁山县第五届人民代表大会第一次会议上\n一、2021年工作回顾\n青稞产量达到三万吨。\n"
OF_B = (
    "2022年1月9日在戊泉县第五届人民代表大会第一次会议上\n一、2021年工作回顾\n"
    "螃蟹产量达到九千吨。zorblatex电池产量达到五万片。小麦产量达到七百吨。地区生产总值增长9.9%。\n"
)
PRIVATE = ("戊泉", "螃蟹", "九千吨", "zorblatex", "五万片", "七百吨", "9.9%")
"""What stands in B's document alone."""


@dataclass(frozen=True, slots=True)
class Home:
    """An index to which owners add documents."""

    folder: Path
    encoders: Encoders

    @property
    def store(self) -> IndexStore:
        return IndexStore(self.folder / "index")

    def add(self, owner: Owner, **texts: str) -> IndexReport:
        """Let an owner have these documents and no others."""
        corpus = self.folder / f"of {owner}"
        corpus.mkdir(exist_ok=True)
        for file in corpus.iterdir():
            file.unlink()
        write(corpus, **texts)
        report = update(self.store, [corpus], self.encoders, processes=1, owner=owner)
        assert fill(self.store, self.encoders)
        return report

    @property
    def index(self) -> OpenedIndex:
        return open_index(self.store, self.encoders)

    @property
    def engine(self) -> Engine:
        words = Words(shipped_glossary(), shipped_contrasts())
        return Engine(self.index, self.encoders, words, read_model())

    def status(self, owner: Owner) -> IndexStatus:
        return read_status(self.store, self.index.seen_by(owner))


@pytest.fixture(scope="module", params=["fake", "bundled"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two documents of everybody, and one of each of two chats."""
    bundled = request.param == "bundled"
    encoders = open_encoders(EncoderSettings()) if bundled else fake_encoders(NearEncoder())
    home = Home(tmp_path_factory.mktemp("owned"), encoders)
    home.add(EVERYBODY, wheat=WHEAT)
    home.add(A, notes=OF_A)
    home.add(B, notes=OF_B)
    # Words are learnt anew, with the chats' documents there.
    home.add(EVERYBODY, wheat=WHEAT, steel=STEEL)
    return home


@pytest.fixture(scope="module")
def engine(home: Home) -> Engine:
    return home.engine


@pytest.fixture(scope="module")
def asked_before(engine: Engine) -> QueryPlan:
    """A question that others may follow up."""
    return engine.answer("小麦产量达到多少", scope=PUBLIC).question


@pytest.fixture(scope="module")
def without_b(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The same where B never had anything."""
    other = Home(tmp_path_factory.mktemp("without"), home.encoders)
    other.add(EVERYBODY, wheat=WHEAT)
    other.add(A, notes=OF_A)
    other.add(EVERYBODY, wheat=WHEAT, steel=STEEL)
    return other.engine


QUESTIONS = (
    "螃蟹产量达到多少",
    "戊泉县2021年螃蟹产量",
    "戊泉2021年小麦产量",
    "zorblatex电池产量",
    "zorblatx电池产量",
    "crab output",
    "Wuquan County crab output in 2021",
    "小麦产量达到多少",
    "钢铁产量增长多少",
    "GDP增长多少",
    "2021年GDP增长多少",
    "产量",
    "",
)


def said(answer: Answer) -> str:
    """Everything that an answer may show."""
    return repr(
        replace(
            answer,
            milliseconds=0.0,
            question=replace(answer.question, text="", normalized="", embedding_text=""),
        )
    )


@pytest.mark.parametrize("asker", [EVERYBODY, A, Owner("chat:3")])
@pytest.mark.parametrize("text", QUESTIONS)
def test_no_answer_shows_what_is_another_chats(engine: Engine, text: str, asker: Owner) -> None:
    trace = engine.trace(text, scope=Scope(asker))
    assert {each.entry.document.owner for each in trace.ranked} <= {EVERYBODY, asker}
    answer = trace.answer
    shown = [answer.text, *answer.places, *(each.text + each.document for each in answer.citations)]
    assert [word for word in PRIVATE if word in "".join(shown)] == []


@pytest.mark.parametrize("asker", [EVERYBODY, A])
@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_is_as_if_the_other_had_nothing(
    engine: Engine, without_b: Engine, asked_before: QueryPlan, text: str, asker: Owner
) -> None:
    for previous in (None, asked_before):
        with_b, alone = (each.answer(text, previous, scope=Scope(asker)) for each in (engine, without_b))
        assert replace(with_b, milliseconds=0.0) == replace(alone, milliseconds=0.0)


def test_each_finds_its_own_and_what_is_everybodys(engine: Engine) -> None:
    for asker, text, words in (
        (A, "2021年青稞产量达到多少", "三万吨"),
        (B, "2021年螃蟹产量达到多少", "九千吨"),
        (B, "戊泉县2021年螃蟹产量达到多少", "九千吨"),
        (A, "2020年钢铁产量增长多少", "8%"),
        (B, "2020年钢铁产量增长多少", "8%"),
        (EVERYBODY, "2020年钢铁产量增长多少", "8%"),
    ):
        cited = engine.answer(text, scope=Scope(asker)).citations
        assert words in cited[0].text, (asker, text)


def test_a_place_of_another_chat_is_unknown(engine: Engine) -> None:
    assert [each.text for each in understood(engine, "戊泉县2021年产量", B).named] == ["戊泉县"]
    assert understood(engine, "戊泉县2021年产量", A).named == ()
    assert (
        understood(engine, "甲州市2019年产量", A).named
        == understood(engine, "甲州市2019年产量", B).named
        != ()
    )


def test_a_word_of_another_chat_mends_nothing(engine: Engine) -> None:
    assert "zorblatex" in understood(engine, "zorblatx电池产量", B).normalized
    for asker in (EVERYBODY, A):
        assert "zorblatx" in understood(engine, "zorblatx电池产量", asker).normalized


def test_an_english_word_is_not_translated_into_a_word_of_another_chat(engine: Engine) -> None:
    for asker in (EVERYBODY, A):
        meant = understood(engine, "How much did the crab output reach", asker).translations
        assert {each.word for group in meant for each in group}.isdisjoint({"螃蟹", "九千", "电池"})
    wheat = understood(engine, "How much did the wheat output reach", A).translations
    assert "小麦" in {each.word for group in wheat for each in group}


def understood(engine: Engine, text: str, owner: Owner) -> QueryPlan:
    return engine.answer(text, scope=Scope(owner)).question


def test_lists_hold_what_may_be_seen(engine: Engine) -> None:
    seen = {
        owner: sorted((each.place, each.owner) for each in engine.documents(scope=Scope(owner)))
        for owner in (EVERYBODY, A, B)
    }
    shared = [("乙河市", EVERYBODY), ("甲州市", EVERYBODY)]
    assert seen == {
        EVERYBODY: shared,
        A: sorted([*shared, ("丁山县", A)]),
        B: sorted([*shared, ("戊泉县", B)]),
    }
    assert engine.documents(scope=PUBLIC) is engine.documents(scope=Scope(Owner("chat:3")))


def test_a_link_opens_for_its_owner_alone(home: Home, engine: Engine) -> None:
    for owner in (EVERYBODY, A, B):
        collection = home.index.seen_by(owner)
        own = [each.id for each in collection.documents if each.owner == owner]
        passages = [each for whole in collection.select(own).opened for each in whole.indexed.passages]
        assert passages
        for passage in passages:
            for asker in (EVERYBODY, A, B, Owner("chat:3")):
                place = engine.passage(passage.id, scope=Scope(asker))
                assert (place is not None) == (owner in {EVERYBODY, asker})
    for asker in (EVERYBODY, A):
        with pytest.raises(KeyError):
            Engine.source(engine, "none.txt", scope=Scope(asker))
    assert engine.lines("notes.txt", scope=Scope(A)) != ()
    for ask in (engine.source, engine.lines):
        with pytest.raises(KeyError):
            ask("notes.txt", scope=PUBLIC)
    assert {engine.source("notes.txt", scope=Scope(owner)).parent.name for owner in (A, B)} == {
        f"of {A}",
        f"of {B}",
    }


def test_chosen_documents_of_another_chat_are_as_if_they_were_not(engine: Engine) -> None:
    private = frozenset(each.id for each in engine.documents(scope=Scope(B)) if each.owner == B)
    gone = frozenset({DocumentId("0" * 16)})
    for text in QUESTIONS:
        forged, lost = (
            replace(engine.answer(text, scope=Scope(A, chosen)), milliseconds=0.0)
            for chosen in (private, gone)
        )
        assert forged == lost
        assert forged.citations == ()
        assert forged.status not in {Status.ANSWERED, Status.AMBIGUOUS}


def test_a_question_of_another_chat_to_follow_up_opens_nothing(engine: Engine) -> None:
    before = engine.answer("戊泉县2021年螃蟹产量达到多少", scope=Scope(B)).question
    for text in ("小麦呢", "2020年呢", "GDP呢", "what about wheat"):
        trace = engine.trace(text, before, scope=Scope(A))
        assert {each.entry.document.owner for each in trace.ranked} <= {EVERYBODY, A}
        cited = "".join(each.text + each.document for each in trace.answer.citations)
        assert [word for word in PRIVATE if word in cited] == []


def test_a_choice_names_no_place_of_another_chat(engine: Engine) -> None:
    for asker in (EVERYBODY, A):
        answer = engine.answer("小麦产量达到多少", scope=Scope(asker))
        assert "戊泉县" not in answer.places
        assert {part.place for part in answer.parts} <= {"甲州市", "乙河市", "丁山县", ""}


def test_examples_are_of_what_may_be_seen(engine: Engine) -> None:
    for language in Language:
        for asker in (EVERYBODY, A):
            scope = Scope(asker)
            tried = [
                *working_examples(engine, language, scope),
                *likely_examples(engine.documents(scope=scope), language),
            ]
            assert not any("戊泉" in each or "Wuquan" in each for each in tried)


def test_counts_are_of_what_may_be_seen(home: Home) -> None:
    counted = {
        owner: (status.documents, status.passages, status.sentences, status.fast, status.accurate)
        for owner, status in ((owner, home.status(owner)) for owner in (EVERYBODY, A, B))
    }
    assert counted == {EVERYBODY: (2, 4, 6, 6, 6), A: (3, 6, 8, 8, 8), B: (3, 6, 11, 11, 11)}
    assert len({home.status(owner).changed_at for owner in (EVERYBODY, A, B)}) == 1


def test_when_a_chat_got_a_document_is_nobody_elses_business(tmp_path: Path) -> None:
    home = Home(tmp_path, fake_encoders())
    home.add(EVERYBODY, wheat=WHEAT)
    before = home.status(EVERYBODY)
    report = home.add(B, notes=OF_B)
    assert (report.documents, report.added, report.removed) == (1, 1, 0)
    assert home.status(EVERYBODY) == before
    assert home.store.sources == (tmp_path / "of ",)


def test_owners_replace_and_remove_only_their_own(tmp_path: Path) -> None:
    home = Home(tmp_path, fake_encoders())
    home.add(EVERYBODY, wheat=WHEAT)
    home.add(A, wheat=OF_A)
    home.add(B, wheat=WHEAT)
    assert files_of(home, A) == ["丁山县", "甲州市"]
    assert files_of(home, B) == ["甲州市", "甲州市"], "a copy stands for nobody else's document"
    report = home.add(EVERYBODY, steel=STEEL)
    assert (report.documents, report.added, report.removed) == (1, 1, 1)
    assert [files_of(home, owner) for owner in (EVERYBODY, A, B)] == [
        ["乙河市"],
        ["丁山县", "乙河市"],
        ["乙河市", "甲州市"],
    ]
    report = home.add(A)
    assert (report.documents, report.removed) == (0, 1)
    assert [files_of(home, owner) for owner in (EVERYBODY, A)] == [["乙河市"], ["乙河市"]]


def files_of(home: Home, owner: Owner) -> list[str]:
    return sorted(each.place for each in home.index.seen_by(owner).documents)


def test_files_of_one_name_are_documents_of_their_owners() -> None:
    keys = {identify("notes.txt", owner) for owner in (EVERYBODY, A, B)}
    assert len(keys) == 3
    assert identify("notes.txt", EVERYBODY) == identify("notes.txt")


CROPS = ("青稞", "甘蔗", "棉花", "油菜", "花生", "烟草", "茶叶", "苹果", "板栗", "核桃", "香菇", "蚕茧")


@pytest.mark.usefixtures("without_english")
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (2, 3))])
def test_any_assignment(tmp_path: Path, seed: int) -> None:
    """Documents given to owners at random: each chat sees what it would see if the others did not exist."""
    drawn = random.Random(seed)
    owners = (EVERYBODY, A, B, Owner("chat:7"))
    whose = {crop: EVERYBODY if not at else drawn.choice(owners) for at, crop in enumerate(CROPS)}
    whole = _home(tmp_path / "whole", whose, owners)
    engine, index = whole.engine, whole.index
    vector = np.eye(64, dtype=np.float32)[seed]
    for asker in owners:
        seen = {crop for crop, owner in whose.items() if owner in {EVERYBODY, asker}}
        alone = _home(tmp_path / f"alone {asker}", {crop: whose[crop] for crop in sorted(seen)}, owners)
        usual, mine, theirs = alone.engine, alone.index.seen_by(asker), index.seen_by(asker)
        assert {each.title[:2] for each in theirs.documents} == seen
        assert [each.id for each in theirs.documents] == [each.id for each in mine.documents]
        for crop in CROPS:
            text = f"{crop}产量达到多少"
            found, expected = (
                replace(each.answer(text, scope=Scope(asker)), milliseconds=0.0) for each in (engine, usual)
            )
            assert found == expected
            assert {each.document[:2] for each in found.citations} <= seen
            for question in (None, vector):
                hits = [each.likeliest([crop], (), frozenset(), question) for each in (theirs, mine)]
                assert hits[0] == hits[1]
            assert theirs.knows(crop) == (crop in seen)


def _home(folder: Path, whose: Mapping[str, Owner], owners: Iterable[Owner]) -> Home:
    folder.mkdir()
    home = Home(folder, fake_encoders(NearEncoder()))
    for owner in owners:
        own = {crop: f"{crop}种植手册\n{crop}产量达到{at}万吨。\n" for at, crop in enumerate(CROPS, 1)}
        if texts := {crop: own[crop] for crop in whose if whose[crop] == owner}:
            home.add(owner, **texts)
    return home
