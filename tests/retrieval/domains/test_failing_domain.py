"""A domain that fails on a document: the document is indexed as a plain one, which is said once, and the build goes on."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from retrieval import domains
from retrieval.building.indexing import IndexReport, update
from retrieval.domain import Domain, Planner, Vocabulary
from retrieval.domains.fallback import SafePlanner
from retrieval.domains.plain import Plain
from retrieval.domains.plain.planning import PlainPlanner
from retrieval.ranking.agreement import Agreement
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Selection
from retrieval.store.index_store import IndexStore
from retrieval.types import (
    EVERYBODY,
    Annotation,
    Asked,
    Document,
    DocumentId,
    Missing,
    Owner,
    Passage,
    QueryPlan,
    Route,
    Wanted,
)
from tests.fakes import fake_encoders
from tests.retrieval.built import build, counts, kept, opened
from tests.retrieval.domains.recipes import Recipes
from tests.retrieval.making import document, selection_of, vocabulary, write
from tests.retrieval.making import indexed as indexed_by_hand

EGGS = "番茄炒蛋的做法（2019年版）\n鸡蛋炒熟以后放白糖五克。\n成品酸甜适口。\n"
CHAT = Owner("chat:1")
VOCABULARY = vocabulary()


@dataclass(frozen=True, slots=True)
class FailingRecipes(Recipes):
    """Recipes by somebody who made one mistake."""

    mistake: str = ""

    def describe(self, path: Path, lines: Sequence[str], key: DocumentId) -> Document | None:
        document = Recipes.describe(self, path, lines, key)
        if document is None:
            return None
        match self.mistake:
            case "describe raises":
                raise ValueError("甜度\n")
            case "another id":
                return replace(document, id=DocumentId("other"))
            case "another domain":
                return replace(document, domain="cakes")
        return document

    def annotate(
        self, document: Document, passages: Sequence[Passage], spoken: Sequence[Sequence[str]]
    ) -> list[list[Annotation]]:
        told = Recipes.annotate(self, document, passages, spoken)
        match self.mistake:
            case "annotate raises":
                raise RecursionError
            case "a sentence too few":
                return [*told[:-1], told[-1][:-1]]
            case "a passage too many":
                return [*told, []]
            case "nothing":
                return None  # type: ignore[return-value]  # what mypy would have told its author
        return told


@dataclass(frozen=True, slots=True)
class FailingPlain(Plain):
    """The last domain, which nothing stands behind."""

    def annotate(
        self, document: Document, passages: Sequence[Passage], spoken: Sequence[Sequence[str]]
    ) -> list[list[Annotation]]:
        raise ZeroDivisionError("no sugar")


def indexed(
    store: IndexStore, corpus: Path, monkeypatch: pytest.MonkeyPatch, *known: Domain
) -> tuple[IndexReport, dict[str, str]]:
    """What a build with these domains reports, and which domain each file was described by."""
    monkeypatch.setattr(domains, "DOMAINS", known)
    report = build(store, [corpus])
    return report, {each.document.file: each.document.domain for each in kept(store)}


@pytest.mark.parametrize(
    ("mistake", "reason"),
    [
        ("describe raises", "failed while describing it (ValueError: 甜度\\n, at test_failing_domain.py:"),
        ("another id", "failed while describing it (it gave the id other and the domain recipes"),
        ("another domain", "and the domain cakes"),
        ("annotate raises", "failed while annotating it (RecursionError: , at test_failing_domain.py:"),
        (
            "a sentence too few",
            "failed while annotating it (it gave 2 annotations in 3 passages for 3 sentences in 3",
        ),
        (
            "a passage too many",
            "failed while annotating it (it gave 3 annotations in 4 passages for 3 sentences in 3",
        ),
        (
            "nothing",
            "failed while annotating it (TypeError: 'NoneType' object is not iterable, at chunking.py:",
        ),
    ],
)
def test_the_document_becomes_a_plain_one(
    mistake: str,
    reason: str,
    corpus: Path,
    store: IndexStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    write(corpus, eggs=EGGS, cars="静安里小区停车办法\n访客停车每小时十元。\n")
    report, told = indexed(store, corpus, monkeypatch, FailingRecipes(mistake=mistake), Plain())
    assert told == {"eggs.txt": "plain", "cars.txt": "plain"}
    assert (counts(report), report.skipped) == ((2, 2, 0, 0, 0), ())
    (eggs,) = [each for each in kept(store) if each.document.file == "eggs.txt"]
    assert eggs.document.title == "番茄炒蛋的做法（2019年版）"
    assert {(each.years, each.role) for each in eggs.sentences} == {(frozenset(), None)}
    (said,) = caplog.messages
    assert said.startswith(f"{corpus / 'eggs.txt'}: the domain 'recipes' failed while ")
    assert reason in said
    assert said.endswith("); it is indexed as a document of no special kind")
    assert said.isprintable()


@pytest.mark.parametrize("mistake", ["", "describe raises", "annotate raises"])
def test_a_document_belongs_to_its_owner_whatever_a_domain_does(
    mistake: str, corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken over by the last domain, the document of a chat must not become everybody's."""
    monkeypatch.setattr(domains, "DOMAINS", (FailingRecipes(mistake=mistake), Plain()))
    write(corpus, eggs=EGGS)
    update(store, [corpus], fake_encoders(), processes=1, owner=CHAT)
    assert [each.document.owner for each in kept(store)] == [CHAT]
    assert [each.file for each in opened(store, fake_encoders()).seen_by(CHAT).documents] == ["eggs.txt"]
    assert opened(store, fake_encoders()).seen_by(EVERYBODY).documents == ()


def test_it_is_said_once(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(corpus, eggs=EGGS)
    known = FailingRecipes(mistake="annotate raises"), Plain()
    indexed(store, corpus, monkeypatch, *known)
    assert len(caplog.messages) == 1
    report, _ = indexed(store, corpus, monkeypatch, *known)
    assert (counts(report), len(caplog.messages)) == ((1, 0, 0, 0, 1), 1)


def test_a_file_that_even_the_last_domain_fails_on_is_skipped_with_the_reason(
    corpus: Path, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, eggs=EGGS, rest="别的。\n")
    report, told = indexed(store, corpus, monkeypatch, Recipes(), FailingPlain())
    assert told == {"eggs.txt": "recipes"}
    (skipped,) = map(str, report.skipped)
    assert skipped.startswith(f"{corpus / 'rest.txt'}: the domain 'plain' failed while annotating it (")
    assert "ZeroDivisionError: no sugar" in skipped


@dataclass(frozen=True, slots=True)
class FailingPlanner:
    """Fails on questions that it is told to."""

    fails_on: str

    def plan(self, asked: Asked, previous: QueryPlan | None) -> QueryPlan:
        if self.fails_on == "plan":
            raise KeyError(asked)
        return PlainPlanner((), VOCABULARY).plan(asked, previous)

    def route(self, plan: QueryPlan, chosen: AbstractSet[DocumentId]) -> Route:
        raise ValueError(plan.text, chosen)

    def agreement(self, plan: QueryPlan, sentence: AnnotatedSentence) -> Agreement:
        raise IndexError(plan.text, sentence.text)

    def missing(
        self, plan: QueryPlan, nearest: Sequence[AnnotatedSentence], selection: Selection
    ) -> Missing | None:
        raise LookupError(plan.text)


@dataclass(frozen=True, slots=True)
class RecipesWithoutPlan(Recipes):
    """Recipes whose planner fails."""

    fails_on: str = ""

    def planner(self, documents: Sequence[Document], vocabulary: Vocabulary) -> Planner:
        if self.fails_on == "planner":
            raise TypeError
        return FailingPlanner(self.fails_on)


@pytest.mark.parametrize("fails_on", ["planner", "plan", "route"])
def test_a_domain_that_fails_on_a_question_is_asked_as_plain(
    fails_on: str, caplog: pytest.LogCaptureFixture
) -> None:
    held = document(key="d1")
    planner = SafePlanner(RecipesWithoutPlan(fails_on=fails_on), (held,), VOCABULARY)
    for _ in range(2):
        plan = planner.plan("放白糖多少克", None)
        route = planner.route(plan, frozenset())
        assert (plan.text, plan.wanted) == ("放白糖多少克", Wanted.NUMBER)
        assert [part.documents for part in route.parts] == [(held.id,)]
    assert [record.message.split(" (")[0] for record in caplog.records] == [
        "The domain recipes fails on questions"
    ]
    assert "白糖" not in caplog.text


def test_what_was_found_is_judged_as_plain_where_a_domain_fails_to(caplog: pytest.LogCaptureFixture) -> None:
    selection = selection_of(indexed_by_hand(EGGS))
    for _ in range(2):
        planner = SafePlanner(RecipesWithoutPlan(fails_on="judging"), (document(),), VOCABULARY)
        plan = replace(planner.plan("2019年版放白糖多少克", None), years=(2019,))
        assert planner.agreement(plan, selection.entry(0)) == Agreement(year=1.0)
        assert planner.missing(plan, selection.entries, selection) is None
    assert len(caplog.records) == 2, "once for each planner"
    assert "白糖" not in caplog.text
