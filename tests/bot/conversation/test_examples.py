from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.conversation.examples import likely_examples, working_examples
from bot.messages import texts_in
from retrieval.types import PUBLIC, Answer, Document, DocumentId, Language, Level, Role, Scope
from tests.bot.fakes_answering import GOALS, REPORT, FakeAnswering, answered, not_found, placed, question


@dataclass
class Library(FakeAnswering):
    """Holds some documents."""

    held: tuple[Document, ...] = ()

    def documents(self, *, scope: Scope) -> tuple[Document, ...]:
        return self.held


OTHER = replace(REPORT, id=DocumentId("d2"), place="大连市", year=2016)


def report(place: str, year: int, level: Level) -> Document:
    return replace(REPORT, id=DocumentId(f"{place}-{year}"), place=place, year=year, level=level)


NOTHING: Answer = not_found(None)


@pytest.mark.parametrize("language", list(Language))
def test_the_sample_report_gives_the_general_examples(language: Language) -> None:
    assert working_examples(Library(held=(REPORT,)), language, PUBLIC) == texts_in(language).examples


def test_only_what_is_answered_is_shown() -> None:
    library = Library(
        {"2017年固定资产投资完成多少": NOTHING, "2017年GDP增长目标是多少": NOTHING}, held=(REPORT,)
    )
    assert working_examples(library, Language.SIMPLIFIED, PUBLIC) == (
        "2016年固定资产投资完成多少",
        "2017年城镇新增就业目标",
        "2016年GDP是多少",
    )


def test_places_are_named_when_there_are_several_and_not_always_the_same() -> None:
    library = Library({"盘锦市2017年城镇新增就业目标": NOTHING}, held=(OTHER, REPORT))
    assert working_examples(library, Language.SIMPLIFIED, PUBLIC) == (
        "盘锦市2017年GDP增长目标是多少",
        "大连市2015年固定资产投资完成多少",
        "大连市2016年城镇新增就业目标",
    )
    assert working_examples(library, Language.SIMPLIFIED, PUBLIC, most=1) == (
        "盘锦市2017年GDP增长目标是多少",
    )


MANY = (
    *(report("甲县", 2026, Level.COUNTY), report("吉林市", 2026, Level.PREFECTURE)),
    *(report("吉林省", 2025, Level.PROVINCE), report("国务院", 2026, Level.STATE)),
    *(report(f"第{number}县", 2026, Level.COUNTY) for number in range(3000)),
)


def test_of_thousands_those_that_people_know_are_named() -> None:
    expected = (
        "全国2026年GDP增长目标是多少",
        "吉林市2025年固定资产投资完成多少",
        "甲县2026年城镇新增就业目标",
    )
    assert likely_examples(MANY, Language.SIMPLIFIED) == expected
    library = Library(held=MANY)
    assert working_examples(library, Language.SIMPLIFIED, PUBLIC) == expected
    assert len(library.asked) == 3
    assert likely_examples(MANY, Language.ENGLISH)[:2] == (
        "China 2026 GDP growth target",
        "Jilin fixed asset investment in 2025",
    )
    assert likely_examples((), Language.ENGLISH) == texts_in(Language.ENGLISH).examples


def test_without_a_year_or_an_answer_the_general_ones_are_left() -> None:
    library = Library(held=(replace(REPORT, year=None),))
    assert working_examples(library, Language.ENGLISH, PUBLIC) == texts_in(Language.ENGLISH).examples
    assert library.asked == []


@pytest.mark.parametrize(
    "given",
    [
        {"confidence": 0.4},
        {"question": replace(question("2017年GDP增长目标是多少", years=(2018,)))},
        {"question": replace(question("2017年GDP增长目标是多少"), role=Role.RESULT)},
    ],
)
def test_a_possibility_another_year_and_a_target_for_a_result_are_no_examples(given: dict[str, Any]) -> None:
    library = Library({"2017年GDP增长目标是多少": replace(answered(), **given)}, held=(REPORT,))
    assert "2017年GDP增长目标是多少" not in working_examples(library, Language.SIMPLIFIED, PUBLIC)


def test_other_documents_are_asked_for_what_their_headings_say() -> None:
    law = replace(REPORT, place="", year=None)
    places = {
        key: replace(place, passage=replace(place.passage, section=("第二章 消费者的权利",)))
        for key, place in placed(GOALS).items()
    }
    library = Library(places=places, held=(law,))
    assert working_examples(library, Language.SIMPLIFIED, PUBLIC) == ("消费者的权利",)
    assert library.asked == [("消费者的权利", None)]


def test_where_there_are_no_reports_a_heading_is_no_question_about_one() -> None:
    law = replace(REPORT, place="", year=None)
    places = {
        key: replace(place, passage=replace(place.passage, section=("第二章 消费者的权利",)))
        for key, place in placed(GOALS).items()
    }
    unsure = replace(answered(), confidence=0.4)
    held = {"places": places, "held": (law,)}
    library = Library({"消费者的权利": unsure}, **held)  # type: ignore[arg-type]  # as in the fakes
    assert working_examples(library, Language.SIMPLIFIED, PUBLIC) == ("消费者的权利",)
