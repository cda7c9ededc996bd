"""A question asked again of a place or a year: its plan with that slot exchanged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.plain.planning import PlainPlanner
from retrieval.domains.work_reports.questions.asked_again import narrowed
from retrieval.domains.work_reports.routes.report_choice import years_instead
from retrieval.questions.follow_up import complete
from retrieval.questions.question import understand
from retrieval.types import Language, Narrowing, QueryPlan, Role
from tests.retrieval.domains.work_reports.routes.test_routing import WORDS, read
from tests.retrieval.making import vocabulary


def again(question: QueryPlan, place: str = "", year: int | None = None) -> QueryPlan:
    return narrowed(question, Narrowing(place, year), WORDS)


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("吉林2017年GDP增长目标", "吉林市", "吉林市2017年GDP增长目标"),
        ("2017年吉林的GDP增长目标是多少", "吉林省", "2017年吉林省的GDP增长目标是多少"),
        ("2017年GDP增长目标", "营口市", "营口市2017年GDP增长目标"),
        ("2017 GDP growth target", "苏州市", "苏州市 2017 GDP growth target"),
        ("Jilin GDP growth target in 2017", "吉林市", "吉林市 GDP growth target in 2017"),
        ("GDP增长目标呢", "国务院", "国务院GDP增长目标呢"),
    ],
)
def test_of_one_place(text: str, place: str, shown: str) -> None:
    question = read(text)
    meant = again(question, place)
    assert meant.whole == shown
    assert [[each.name for each in mention.candidates] for mention in meant.named] == [[place]]
    assert (meant.language, meant.years, meant.role) == (question.language, question.years, Role.TARGET)
    assert (meant.terms, meant.embedding_text) == (question.terms, question.embedding_text)


def test_a_follow_up_is_asked_in_full() -> None:
    question = read("吉林2017年GDP增长目标", "那2016年的粮食产量呢")
    meant = again(question, "吉林市")
    assert [each.name for each in meant.named[0].candidates] == ["吉林市"]
    assert (meant.years, meant.normalized) == ((2016,), question.normalized)
    assert again(question).whole == question.whole


def test_it_is_asked_as_it_was_whatever_became_of_it() -> None:
    """In the documents of one place the words for it were not looked up, and its year was refused."""
    question = read("盘锦市2018年GDP目标")
    searched = replace(question, terms=(), content="", embedding_text="GDP目标", indicators=())
    refused = replace(searched, time=replace(question.time, is_absent=True))
    assert again(refused) == replace(question, in_full=question.text)
    assert complete(understand("粮食产量呢", WORDS), refused, WORDS).years == ()


def test_what_was_answered_from_other_documents_is_asked_of_reports_as_well() -> None:
    plain = PlainPlanner((), vocabulary()).plan("营口市停车费是多少", None)
    assert plain.named == ()
    assert [each.text for each in again(plain).named] == ["营口市"]


def test_a_place_that_was_spoken_of_stays() -> None:
    question = read("营口2017年GDP目标", "城镇新增就业目标是多少")
    assert [each.text for each in again(question, year=2016).named] == ["营口"]
    assert [each.text for each in again(question).named] == ["营口"]


@pytest.mark.parametrize(
    ("text", "year", "asked"),
    [
        ("盘锦市2018年GDP增长目标", 2017, "盘锦市2017年GDP增长目标"),
        ("盘锦18年GDP目标", 2020, "盘锦2020年GDP目标"),
        ("盤錦2018年GDP增長目標", 2017, "盤錦2017年GDP增長目標"),
        ("盘锦去年完成了多少投资", 2016, "盘锦2016年完成了多少投资"),
        ("GDP growth target of Panjin in 2018", 2017, "GDP growth target of Panjin in 2017"),
        ("2018 GDP growth target of Panjin", 2017, "2017 GDP growth target of Panjin"),
    ],
)
def test_of_another_year(text: str, year: int, asked: str) -> None:
    question = read(text)
    meant = again(question, year=year)
    assert (meant.text, meant.whole) == (asked, asked)
    afresh = read(asked)
    assert (meant.years, meant.role, meant.language) == ((year,), question.role, question.language)
    assert (meant.terms, meant.embedding_text, meant.time) == (
        afresh.terms,
        afresh.embedding_text,
        afresh.time,
    )


def test_of_another_report() -> None:
    meant = again(read("盘锦2018年政府工作报告里有哪些工程"), year=2014)
    assert (meant.time.report, meant.years) == (2014, ())


@pytest.mark.parametrize("text", ["盘锦GDP增长目标", "盘锦2017年和2018年GDP目标"])
def test_without_one_year_there_is_none_to_change(text: str) -> None:
    question = read(text)
    assert question.time_said is None
    assert again(question, year=2016).years == question.years
    assert years_instead(question, 2018, (2016, 2017)) == ()


@pytest.mark.parametrize(
    ("text", "reports", "years"),
    [
        ("盘锦2018年GDP增长目标", (2014, 2016, 2017, 2020), (2017, 2020, 2016, 2014)),
        ("盘锦2018年完成了多少投资", (2014, 2016, 2017, 2020), (2019, 2016, 2015, 2013)),
        ("盘锦2018年政府工作报告里有哪些工程", (2014, 2020), (2020, 2014)),
    ],
)
def test_the_years_that_reports_tell_of(text: str, reports: tuple[int, ...], years: tuple[int, ...]) -> None:
    assert years_instead(read(text), 2018, reports) == years


def test_a_place_spoken_of_before() -> None:
    assert read("营口2017年GDP目标", "城镇新增就业目标是多少").remembered_place == "营口市"
    assert read("营口2017年GDP目标", "那2016年呢").remembered_place == "", "it stands in the whole question"
    assert read("营口2017年GDP目标").remembered_place == ""
    assert replace(read("GDP目标"), language=Language.ENGLISH).remembered_place == ""
