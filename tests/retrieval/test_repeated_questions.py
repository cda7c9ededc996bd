"""The same question is looked up once for all who see the same documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.repeated_questions import AnsweringRepeatedQuestions
from retrieval.types import PUBLIC, DocumentId, Owner, Scope
from tests.bot.fakes_answering import GOAL, REPORT, FakeAnswering, question

ASKED = "2017年GDP增长目标是多少"
OWN = Owner("7")


@pytest.fixture
def behind() -> FakeAnswering:
    return FakeAnswering(
        {"broken": RuntimeError("no answer")}, own={OWN: (replace(REPORT, id=DocumentId("own"), owner=OWN),)}
    )


def test_two_who_see_the_same_get_one_answer(behind: FakeAnswering) -> None:
    repeated = AnsweringRepeatedQuestions(behind, lambda: False)
    first, second = (repeated.answer(ASKED, scope=Scope(Owner(each))) for each in ("1", "2"))
    assert first.text == GOAL
    assert replace(second, milliseconds=0.0) == replace(first, milliseconds=0.0)
    assert behind.asked == [(ASKED, None)]
    # Nobody's answer depends on who asked first.
    assert behind.askers == [PUBLIC.owner]


def test_what_was_asked_before_and_of_what_tells_questions_apart(behind: FakeAnswering) -> None:
    repeated = AnsweringRepeatedQuestions(behind, lambda: False)
    for previous in (None, question("2016年GDP"), question("2016年粮食产量"), question("2016年GDP")):
        repeated.answer("那2015年呢", previous, scope=PUBLIC)
    repeated.answer("那2015年呢", scope=replace(PUBLIC, chosen=frozenset({REPORT.id})))
    assert behind.asked == [
        ("那2015年呢", None),
        ("那2015年呢", "2016年GDP"),
        ("那2015年呢", "2016年粮食产量"),
        ("那2015年呢", None),
    ]
    assert behind.searched[-1] == {REPORT.id}


def test_nothing_is_kept_of_a_chat_with_documents_of_its_own(behind: FakeAnswering) -> None:
    repeated = AnsweringRepeatedQuestions(behind, lambda: False)
    for owner in (OWN, Owner("1"), OWN):
        repeated.answer(ASKED, scope=Scope(owner))
    assert behind.askers == [OWN, PUBLIC.owner, OWN]


def test_a_failure_is_not_kept(behind: FakeAnswering) -> None:
    repeated = AnsweringRepeatedQuestions(behind, lambda: False)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="no answer"):
            repeated.answer("broken", scope=PUBLIC)
    assert [text for text, _ in behind.asked] == ["broken", "broken"]


def test_nothing_is_kept_while_vectors_are_made(behind: FakeAnswering) -> None:
    lacking = iter((True, True, False))
    repeated = AnsweringRepeatedQuestions(behind, lambda: next(lacking))
    for _ in range(5):
        repeated.answer(ASKED, scope=PUBLIC)
    assert [text for text, _ in behind.asked] == [ASKED, ASKED, ASKED]
