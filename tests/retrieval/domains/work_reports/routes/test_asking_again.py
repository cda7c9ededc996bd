"""A question asked again of a place or a year, by what the engine then makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.routes.asking_again import (
    as_asked,
    of_place,
    of_year,
    remembered_place,
    years_to_ask,
)
from retrieval.domains.work_reports.routes.report_choice import askable_years
from retrieval.questions.follow_up import complete
from retrieval.questions.question import understand
from retrieval.types import Absence, Language, QueryPlan, Role
from tests.retrieval.domains.work_reports.routes.test_routing import WORDS, read


def again(question: QueryPlan, place: str) -> QueryPlan:
    asked = of_place(question, place)
    return complete(understand(asked.text, WORDS), asked.previous, WORDS)


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
    assert of_place(question, place).shown == shown
    meant = again(question, place)
    assert [[each.name for each in mention.candidates] for mention in meant.named] == [[place]]
    assert (meant.language, meant.years, meant.role) == (question.language, question.years, Role.TARGET)


def test_a_follow_up_is_asked_in_full() -> None:
    question = read("吉林2017年GDP增长目标", "那2016年的粮食产量呢")
    assert of_place(question, "吉林市").text == question.normalized
    assert [each.name for each in again(question, "吉林市").named[0].candidates] == ["吉林市"]
    assert as_asked(question).text == question.normalized


@pytest.mark.parametrize(
    ("text", "year", "asked"),
    [
        ("盘锦市2018年GDP增长目标", 2017, "盘锦市2017年GDP增长目标"),
        ("盘锦18年GDP目标", 2020, "盘锦2020年GDP目标"),
        ("盘锦去年完成了多少投资", 2016, "盘锦2016年完成了多少投资"),
        ("GDP growth target of Panjin in 2018", 2017, "GDP growth target of Panjin in 2017"),
    ],
)
def test_of_another_year(text: str, year: int, asked: str) -> None:
    question = read(text)
    found = of_year(question, year)
    assert found is not None
    assert (found.text, found.shown) == (asked, asked)
    meant = complete(understand(asked, WORDS), found.previous, WORDS)
    assert (meant.years, meant.role, meant.language) == ((year,), question.role, question.language)


@pytest.mark.parametrize("text", ["盘锦GDP增长目标", "盘锦2017年和2018年GDP目标"])
def test_without_one_year_there_is_none_to_change(text: str) -> None:
    assert of_year(read(text), 2016) is None
    assert years_to_ask(read(text), Absence("盘锦市", 2018, (2016, 2017)), 4) == ()


@pytest.mark.parametrize(
    ("text", "reports", "years"),
    [
        ("盘锦2018年GDP增长目标", (2014, 2016, 2017, 2020), (2014, 2016, 2017, 2020)),
        ("盘锦2018年完成了多少投资", (2014, 2016, 2017, 2020), (2013, 2015, 2016, 2019)),
        ("盘锦2018年政府工作报告里有哪些工程", (2014, 2020), (2014, 2020)),
    ],
)
def test_the_years_that_reports_tell_of(text: str, reports: tuple[int, ...], years: tuple[int, ...]) -> None:
    question = read(text)
    assert askable_years(question, reports) == years
    assert years_to_ask(question, Absence("盘锦市", 2018, reports), 4) == years


def test_the_nearest_years_first() -> None:
    absence = Absence("盘锦市", 2018, tuple(range(2000, 2018)))
    assert years_to_ask(read("盘锦2018年GDP增长目标"), absence, 3) == (2015, 2016, 2017)


def test_a_place_spoken_of_before() -> None:
    assert remembered_place(read("营口2017年GDP目标", "城镇新增就业目标是多少")) == "营口市"
    assert remembered_place(read("营口2017年GDP目标", "那2016年呢")) == "", "it stands in the whole question"
    assert remembered_place(read("营口2017年GDP目标")) == ""
    assert remembered_place(replace(read("GDP目标"), language=Language.ENGLISH)) == ""
