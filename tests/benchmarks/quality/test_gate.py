"""The gate: every set on the shipped report stands at its floors, and a loss of two questions is seen in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest

from benchmarks.quality.asking import Asked
from benchmarks.quality.floors import read_floors, shortfalls
from benchmarks.quality.results import SetResult, questions_result, typed_result
from benchmarks.quality.sets import SETS, SHIPPED, Documents
from retrieval.evaluation.scoring import Outcome, judge
from retrieval.types import Status

NAMES = [each.name for each in SHIPPED]
JUDGED = [each.name for each in SHIPPED if not each.is_typed_inputs]
TYPED = [each.name for each in SHIPPED if each.is_typed_inputs]
FLOORS = read_floors()


def told(result: SetResult) -> str:
    """What somebody needs who has made a set worse: each question, what it wanted and what it got."""
    rows = (
        f"{miss.id}  {miss.question}\n    wanted {miss.wanted}\n    got    {miss.got}"
        for miss in result.misses
    )
    return "\n".join([f"{result.name}, all that is wrong:", *rows])


def fallen(result: SetResult) -> list[str]:
    return [f"{each.measure}: {each.reason}" for each in shortfalls([result], FLOORS)]


@pytest.mark.parametrize("name", NAMES)
def test_no_set_is_below_its_floors(asked: dict[str, Asked], name: str) -> None:
    result = asked[name].result
    assert not (lost := fallen(result)), f"{lost}\n{told(result)}"


def test_every_set_has_floors() -> None:
    assert list(FLOORS) == [each.name for each in SETS]


def test_what_needs_only_the_shipped_report_was_asked_of_it_with_all_its_vectors(
    asked: dict[str, Asked],
) -> None:
    assert {each.index for each in asked.values()} == {"1 documents, 407 sentences"}
    assert {FLOORS[name].index for name in NAMES} == {"1 documents, 407 sentences"}
    assert {each.documents for each in SHIPPED} == {Documents.SHIPPED}


def spoilt(outcome: Outcome) -> Outcome:
    """The outcome if the question were refused, or answered where it should not be."""
    answer = outcome.answer
    if outcome.judged.answerable:
        worse = replace(answer, status=Status.NOT_FOUND, parts=(), citations=())
    else:
        worse = replace(answer, status=Status.ANSWERED, citations=())
    return judge(outcome.judged, worse, lambda name: pytest.fail(f"{name} was read"))


def with_loss(outcomes: Iterable[Outcome], lost: Sequence[Outcome]) -> list[Outcome]:
    return [spoilt(each) if each in lost else each for each in outcomes]


def right(asked: Asked, is_wanted: Callable[[Outcome], bool]) -> list[Outcome]:
    return [each for each in asked.outcomes if not each.is_miss and is_wanted(each)]


@pytest.mark.parametrize("name", JUDGED)
def test_a_loss_of_any_two_questions_is_seen(asked: dict[str, Asked], name: str) -> None:
    answerable = right(asked[name], lambda each: each.judged.answerable)
    unanswerable = right(asked[name], lambda each: not each.judged.answerable)
    for lost in (answerable[:2], answerable[-2:], unanswerable[:2], [answerable[0], unanswerable[0]]):
        assert len(lost) == 2
        result = questions_result(name, with_loss(asked[name].outcomes, lost))
        assert any(reason.startswith("right: ") for reason in fallen(result)), lost
        assert all(each.judged.id in told(result) for each in lost)


@pytest.mark.parametrize("name", JUDGED)
def test_a_word_that_is_not_in_its_source_is_seen(asked: dict[str, Asked], name: str) -> None:
    outcomes = list(asked[name].outcomes)
    outcomes[0] = replace(outcomes[0], cited=False)
    assert any(reason.startswith("cited: ") for reason in fallen(questions_result(name, outcomes)))


@pytest.mark.parametrize("name", TYPED)
def test_a_loss_of_two_typed_inputs_is_seen(asked: dict[str, Asked], name: str) -> None:
    outcomes = list(asked[name].typed)
    lost = [at for at, each in enumerate(outcomes) if each.is_right][:2]
    for at in lost:
        outcomes[at] = replace(outcomes[at], is_right=False)
    result = typed_result(name, outcomes)
    assert any(reason.startswith("right: ") for reason in fallen(result))
    assert all(outcomes[at].input.text in told(result) for at in lost)
