"""As many calls under way as Telegram takes messages at the time that a call takes."""

from __future__ import annotations

import asyncio

import pytest

from bot.faces.telegram_app.calls_under_way import CallsUnderWay


class _Calls:
    """Calls on a clock that stands still but for what `one_by_one` lets pass."""

    def __init__(self) -> None:
        self.now = 0.0
        self.calls = CallsUnderWay(lambda: self.now)
        self.under_way = self.most = self.done = 0

    async def one_by_one(self, seconds: float) -> None:
        """So many calls after one another, that each last so long, as are soon all that counts."""
        for _ in range(100):
            async with self.calls.one():
                self.now += seconds

    async def at_once(self, number: int) -> None:
        await asyncio.gather(*(self._one() for _ in range(number)))

    async def _one(self) -> None:
        async with self.calls.one():
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            await asyncio.sleep(0)
            self.under_way -= 1
            self.done += 1


@pytest.mark.parametrize(("seconds", "most"), [(0.001, 2), (0.09, 3), (0.29, 9), (2.0, 16)])
def test_thirty_a_second_are_under_way(seconds: float, most: int) -> None:
    async def first_slow_then_so() -> _Calls:
        made = _Calls()
        await made.one_by_one(1.0)
        await made.one_by_one(seconds)
        return made

    assert asyncio.run(first_slow_then_so()).calls.most == most


@pytest.mark.parametrize(("seconds", "most"), [(0.001, 2), (2.0, 16)])
def test_no_more_begin_than_may_be_under_way_and_all_end(seconds: float, most: int) -> None:
    async def warmed_up() -> _Calls:
        made = _Calls()
        await made.one_by_one(seconds)
        await made.at_once(most)
        return made

    made = asyncio.run(warmed_up())
    assert (made.most, made.done, made.under_way) == (most, most, 0)


def test_a_crowd_begins_in_turn_and_all_end() -> None:
    async def crowd() -> _Calls:
        made = _Calls()
        await made.one_by_one(0.001)
        await made.at_once(200)
        return made

    made = asyncio.run(crowd())
    assert (made.most, made.done, made.under_way) == (2, 200, 0)


def test_a_call_that_fails_or_is_given_up_makes_room() -> None:
    asyncio.run(_fail_and_give_up(CallsUnderWay(lambda: 0.0)))


async def _fail_and_give_up(calls: CallsUnderWay) -> None:
    for _ in range(40):
        with pytest.raises(ValueError, match="refused"):
            async with calls.one():
                raise ValueError("refused")
    never = asyncio.Event()

    async def wait() -> None:
        async with calls.one():
            await never.wait()

    waiting = [asyncio.ensure_future(wait()) for _ in range(5)]
    await asyncio.sleep(0)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    begun = 0
    async with asyncio.timeout(5.0):
        for _ in range(10):
            async with calls.one(), calls.one():
                begun += 2
    assert begun == 20
