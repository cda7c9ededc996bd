from __future__ import annotations

from bot.conversation.quotas import Quotas, Verdict


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _quotas(per_person: int = 2, per_group: int = 3) -> tuple[Quotas, Clock]:
    clock = Clock()
    return Quotas(per_person, per_group, clock), clock


def test_a_person_and_a_group_are_told_once() -> None:
    quotas, _ = _quotas()
    assert [quotas.judge(-1, 1) for _ in range(4)] == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.PERSON_ASKS_TOO_MUCH,
        Verdict.TOLD_ALREADY,
    ]
    assert [quotas.judge(-1, 2) for _ in range(3)] == [
        Verdict.ACCEPTED,
        Verdict.GROUP_ASKS_TOO_MUCH,
        Verdict.TOLD_ALREADY,
    ]
    assert quotas.judge(-2, 1) is Verdict.ACCEPTED, "another group has a quota of its own"


def test_the_window_slides() -> None:
    quotas, clock = _quotas(per_person=2)
    quotas.judge(-1, 1)
    clock.now += 30
    quotas.judge(-1, 1)
    clock.now += 29
    assert quotas.judge(-1, 1) is Verdict.PERSON_ASKS_TOO_MUCH
    clock.now += 1
    assert quotas.judge(-1, 1) is Verdict.ACCEPTED, "the first one is a minute old"
    assert quotas.judge(-1, 1) is Verdict.TOLD_ALREADY, "a flood that goes on is not told again"
    clock.now += 10 * 60
    assert [quotas.judge(-1, 1) for _ in range(3)][-1] is Verdict.PERSON_ASKS_TOO_MUCH


def test_a_group_that_moves_takes_its_quota_along() -> None:
    quotas, _ = _quotas(per_person=1)
    quotas.judge(-1, 1)
    quotas.move(-1, -100)
    quotas.move(-1, -100)
    assert quotas.judge(-100, 1) is Verdict.PERSON_ASKS_TOO_MUCH
    assert quotas.judge(-1, 1) is Verdict.ACCEPTED


def test_what_is_over_is_forgotten() -> None:
    quotas, clock = _quotas()
    for person in range(9_000):
        quotas.judge(-person, person)
        clock.now += 1
    assert len(quotas._windows) <= 10_000
