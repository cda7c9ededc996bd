"""Answers made by hand, and an answerer that gives them: deterministic, no index, no model."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from retrieval.asking import AnswersQuestions
from retrieval.building.index_status import IndexStatus
from retrieval.fact_types import Checked, FigurePair, Reason, Verdict
from retrieval.language.question_words.wording import cut
from retrieval.types import (
    EVERYBODY,
    Absence,
    Answer,
    AnswerPart,
    Asked,
    Citation,
    Document,
    DocumentId,
    Lacking,
    Language,
    Level,
    Mention,
    Missing,
    Narrowing,
    Owner,
    Passage,
    PassageId,
    Place,
    PlacedPassage,
    QueryPlan,
    Role,
    Scope,
    Span,
    Status,
    Table,
)

TITLE = "盘锦市2017年政府工作报告"
SECTION = "二、2017年工作总体要求"
GOAL = "地区生产总值增长7%"
GOALS = f"\u3000\u3000今年全市经济社会发展主要预期目标是：{GOAL}；固定资产投资增长13%。"
RESULT = "预计实现地区生产总值1100亿元"
RESULTS = f"{RESULT}；固定资产投资601亿元。"

REPORT = Document(
    id=DocumentId("d1"),
    file="panjin-2017.txt",
    title=TITLE,
    place="盘锦市",
    year=2017,
    date="2017年1月10日",
    speaker="郝春荣",
)


def question(
    text: str = "2017年GDP增长目标是多少",
    language: Language = Language.SIMPLIFIED,
    *,
    years: tuple[int, ...] = (),
    places: tuple[frozenset[str], ...] = (),
    indicators: tuple[str, ...] = (),
) -> QueryPlan:
    wording = cut(text, ())
    return QueryPlan(text, language, text, wording, years=years, places=places, indicators=indicators)


def narrowed(plan: QueryPlan, narrowing: Narrowing) -> QueryPlan:
    """A question asked again of what was chosen, by its words alone."""
    text, named = plan.text, plan.named
    if narrowing.year is not None:
        text = re.sub(r"\d{4}", str(narrowing.year), text)
        return replace(plan, text=text, in_full=text)
    if place := narrowing.place:
        text = text.replace(named[0].text, place) if named else f"{place}{text}"
        named = (Mention(place, 0, len(place), (Place(place, Level.UNKNOWN),)),)
    return replace(plan, named=named, in_full=text)


def citation(
    text: str = GOALS,
    *marked: str,
    paragraph: int = 31,
    title: str = TITLE,
    section: tuple[str, ...] = (SECTION,),
) -> Citation:
    """A citation of the sample report, with the first place of each marked text highlighted."""
    return Citation(
        passage=PassageId(f"{paragraph:016x}"),
        document=title,
        file="panjin-2017.txt",
        place="盘锦市",
        year=2017,
        section=section,
        paragraph=paragraph,
        line=paragraph + 9,
        text=text,
        highlights=tuple(Span(text.index(words), text.index(words) + len(words)) for words in marked),
        score=0.9,
    )


def answered(*citations: Citation, asked: QueryPlan | None = None) -> Answer:
    """Answered by the first highlight of the first citation; by the growth goal without any."""
    cited = citations or (citation(GOALS, GOAL),)
    words = cited[0].highlights[0].of(cited[0].text)
    part = AnswerPart(words, 2017, Role.TARGET)
    asked = asked or replace(question(years=(2017,)), role=Role.TARGET)
    return Answer(asked, Status.ANSWERED, (part,), 0.9, cited)


def ambiguous(language: Language = Language.SIMPLIFIED) -> Answer:
    parts = (AnswerPart(RESULT, 2016, Role.RESULT), AnswerPart(GOAL, 2017, Role.TARGET))
    cited = (
        citation(GOALS, GOAL),
        citation(RESULTS, RESULT, paragraph=2, section=("一、2016年工作回顾",)),
    )
    return Answer(question("GDP", language), Status.AMBIGUOUS, parts, 0.8, cited)


def not_found(missing: Missing | None, *citations: Citation, asked: QueryPlan | None = None) -> Answer:
    return Answer(asked or question(), Status.NOT_FOUND, (), 0.1, citations, missing)


JILIN = tuple(
    Place(name, level) for name, level in (("吉林省", Level.PROVINCE), ("吉林市", Level.PREFECTURE))
)
"""What 吉林 may mean."""


def of_places(
    *places: str, asked: QueryPlan | None = None, words: str = GOAL, status: Status = Status.AMBIGUOUS
) -> Answer:
    """The same words from the reports of several places; one of them is meant, unless they are compared."""
    cited = tuple(
        replace(citation(GOALS, words, paragraph=at, title=f"{place}2017年政府工作报告"), place=place)
        for at, place in enumerate(places, 1)
    )
    parts = tuple(AnswerPart(words, 2017, Role.TARGET, each.place, each.passage) for each in cited)
    meant = places if status is Status.AMBIGUOUS else ()
    return Answer(asked or question("2017年GDP目标"), status, parts, 0.8, cited, places=meant)


def absent(place: str, year: int | None, *years: int, asked: QueryPlan, cited: bool = True) -> Answer:
    """There is no such report, and these are there."""
    missing = Missing.PLACE if year is None else Missing.YEAR
    instead = tuple(sorted(years, key=lambda each: abs(each - (year or 0)))) if year else ()
    absence = Absence(place, year, years, instead)
    return Answer(asked, Status.NOT_FOUND, (), 1.0, (citation(),) if cited else (), missing, absence)


def off_topic(missing: Missing | None = None, asked: QueryPlan | None = None) -> Answer:
    return Answer(asked or question("你好"), Status.OFF_TOPIC, (), 0.0, (), missing)


def placed(*texts: str, first: int = 30) -> dict[PassageId, PlacedPassage]:
    """Paragraphs of the sample report, one after another."""
    ids = [PassageId(f"{first + at:016x}") for at in range(len(texts))]
    return {
        key: PlacedPassage(
            Passage(key, REPORT.id, (SECTION,), first + at, first + at + 9, text),
            REPORT,
            ids[at - 1] if at else None,
            ids[at + 1] if at + 1 < len(ids) else None,
        )
        for at, (key, text) in enumerate(zip(ids, texts, strict=True))
    }


def lacking(asked: str, what: Lacking = Lacking.INDICATOR) -> Table:
    """No table, as the question does not say of what."""
    return Table(asked, Language.SIMPLIFIED, "", "level", None, (), (), (), lacking=what)


def not_checkable(claim: str, reason: Reason = Reason.NO_CLAIM) -> Checked:
    return Checked(claim, Language.SIMPLIFIED, Verdict.NOT_FOUND, reason, (), ())


def contradicted(claim: str, claimed: str, *, is_explicit: bool = True) -> Checked:
    """A claim that gives the growth goal another figure."""
    pair = FigurePair(claimed, "7%", agrees=False)
    cited = (citation(GOALS, "7%"),)
    return Checked(
        claim,
        Language.SIMPLIFIED,
        Verdict.CONTRADICTED,
        Reason.OTHER_FIGURE,
        (pair,),
        cited,
        is_explicit=is_explicit,
    )


@dataclass
class FakeAnswering:
    """Gives the answer held for a text, the growth goal for any other; an exception held is raised."""

    answers: Mapping[str, Answer | Exception] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    verdicts: Mapping[str, tuple[Checked, ...]] = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)
    """Each text that was held against the documents."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Each text with that of the question it followed."""
    followed: list[QueryPlan | None] = field(default_factory=list)
    """The whole question that each followed."""
    threads: set[str] = field(default_factory=set)
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long some texts take."""
    places: dict[PassageId, PlacedPassage] = field(default_factory=dict)
    library: tuple[Document, ...] = (REPORT,)
    """The documents of everybody."""
    own: Mapping[Owner, tuple[Document, ...]] = field(default_factory=dict)
    """Those of single chats."""
    askers: list[Owner] = field(default_factory=list)
    """Who asked each question."""
    searched: list[AbstractSet[DocumentId]] = field(default_factory=list)
    """The documents that each question was asked of."""

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        own = self.own.get(scope.owner)
        return (*self.library, *own) if own else self.library

    def passage(self, key: PassageId, *, scope: Scope) -> PlacedPassage | None:
        place = self.places.get(key)
        return place if place and place.document.owner in {EVERYBODY, scope.owner} else None

    def passages(self, document: DocumentId, *, scope: Scope) -> tuple[Passage, ...]:
        held = [place.passage for place in self.places.values() if place.document.id == document]
        return tuple(sorted(held, key=lambda passage: passage.paragraph))

    def compare(self, question: str, *, scope: Scope) -> Table:
        held = self.answers.get(question)
        if isinstance(held, Answer) and held.table is not None:
            return held.table
        return self.tables.get(question) or lacking(question)

    def check_each(self, text: str, *, scope: Scope) -> tuple[Checked, ...]:
        self.checked.append(text)
        return self.verdicts.get(text) or (not_checkable(text),)

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        again = narrowed(previous, asked) if isinstance(asked, Narrowing) and previous else None
        text = again.text if again else str(asked)
        self.askers.append(scope.owner)
        self.searched.append(scope.chosen)
        self.followed.append(again or previous)
        self.asked.append((text, previous.text if previous else None))
        self.threads.add(threading.current_thread().name)
        time.sleep(self.seconds.get(text, 0.0))
        held = self.answers.get(text) or answered(asked=question(text))
        if isinstance(held, Exception):
            raise held
        return replace(held, question=replace(held.question, in_full=again.in_full)) if again else held


WHOLE = IndexStatus(documents=1, passages=103, sentences=407, fast=407, accurate=407, changed_at=1.7e9)


@dataclass
class FakeSource:
    """Opens what it is given; `newest` is what the documents have changed to."""

    opened: Callable[[], AnswersQuestions]
    newest: Callable[[], AnswersQuestions] | None = None
    state: IndexStatus | None = WHOLE
    damaged: bool = False
    asked: list[Scope] = field(default_factory=list)
    """Who asked how the index is."""

    def open(self) -> AnswersQuestions:
        return self.opened()

    def newer(self) -> AnswersQuestions | None:
        newest, self.newest = self.newest, None
        return None if newest is None else newest()

    def status(self, *, scope: Scope) -> IndexStatus | None:
        self.asked.append(scope)
        return self.state

    def lacks_vectors(self) -> bool:
        return self.state is not None and not self.state.is_whole

    def is_damaged(self) -> bool:
        return self.damaged
