"""Whose turn it is, and who is refused, by examples worked by hand and at random."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.conversation.question_queue import QuestionQueue, TooManyWaitingError
from bot.conversation.records import Speaker


def speaker(chat: int, person: int | None = None) -> Speaker:
    return Speaker(chat, None, chat if person is None else person)


class Scene:
    """Questions by name, each of which is in hand until it is ended."""

    def __init__(self, places: int = 1, most_waiting: int = 100) -> None:
        self.queue = QuestionQueue(places, most_waiting)
        self.begun: list[str] = []
        self.refused: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, name: str, who: Speaker, late: float | None = None) -> None:
        self._ends[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._ask(name, who, late))
        await settle()

    async def _ask(self, name: str, who: Speaker, late: float | None) -> None:
        try:
            async with self.queue.turn(who, late):
                self.begun.append(name)
                await self._ends[name].wait()
        except TooManyWaitingError:
            self.refused.append(name)

    async def end_all(self) -> list[str]:
        """The names in the order in which they were begun."""
        ended = 0
        while ended < len(self.begun):
            self._ends[self.begun[ended]].set()
            ended += 1
            await settle()
        return self.begun


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(play: Callable[[], object]) -> None:
    asyncio.run(play())  # type: ignore[arg-type]


def test_chats_take_turns() -> None:
    async def play() -> None:
        scene = Scene()
        for number in range(4):
            await scene.ask(f"a{number}", speaker(1))
        await scene.ask("b0", speaker(2))
        await scene.ask("c0", speaker(3))
        await scene.ask("c1", speaker(3))
        assert await scene.end_all() == ["a0", "a1", "b0", "c0", "a2", "c1", "a3"]
        assert scene.queue.waiting == 0

    run(play)


def test_a_speaker_has_one_question_in_hand_and_others_of_the_group_go_on() -> None:
    async def play() -> None:
        scene = Scene(places=3)
        for name, person in (("a0", 1), ("a1", 1), ("b0", 2)):
            await scene.ask(name, speaker(-5, person))
        assert (scene.begun, scene.queue.waiting) == (["a0", "b0"], 1)
        assert await scene.end_all() == ["a0", "b0", "a1"]

    run(play)


def test_what_is_late_comes_last_the_newest_first_and_each_speaker_in_order() -> None:
    async def play() -> None:
        scene = Scene()
        await scene.ask("now", speaker(1))
        for name, chat, said in (("x", 2, 100), ("y", 3, 200), ("x again", 2, 300), ("z", 4, 250)):
            await scene.ask(name, speaker(chat), late=said)
        await scene.ask("also now", speaker(5))
        # The newest is 'x again', and 'x' comes before it.
        assert await scene.end_all() == ["now", "also now", "x", "x again", "z", "y"]

    run(play)


def test_past_the_bound_the_oldest_late_one_goes_and_then_the_chat_with_most() -> None:
    async def play() -> None:
        scene = Scene(most_waiting=4)
        await scene.ask("in hand", speaker(1))
        await scene.ask("late", speaker(9), late=100)
        await scene.ask("older", speaker(8), late=50)
        for name, chat in (("a0", 2), ("a1", 2), ("a2", 2), ("b0", 3), ("c0", 4)):
            await scene.ask(name, speaker(chat))
        # 'b0' would be the fifth but for 'late', 'c0' but for the last of chat 2; then all have about as many.
        assert scene.refused == ["older", "late", "a2"]
        await scene.ask("a3", speaker(2))
        assert scene.refused[-1] == "a3", "whoever has most waits no more by asking more"
        assert await scene.end_all() == ["in hand", "a0", "b0", "c0", "a1"]

    run(play)


def test_who_gives_up_leaves_no_trace() -> None:
    async def play() -> None:
        scene = Scene()
        await scene.ask("a", speaker(1))
        await scene.ask("b", speaker(2))
        await scene.ask("c", speaker(3))
        scene.tasks["b"].cancel()
        scene.tasks["a"].cancel()
        await settle()
        assert (scene.begun, scene.queue.waiting) == (["a", "c"], 0)
        # Both in the same moment as their turn comes.
        await scene.ask("d", speaker(4))
        await scene.ask("e", speaker(5))
        scene.tasks["c"].cancel()
        scene.tasks["d"].cancel()
        await settle()
        assert scene.begun == ["a", "c", "e"]

    run(play)


@pytest.mark.parametrize("seed", range(20))
def test_at_random_nothing_is_lost_and_the_bound_holds(seed: int) -> None:
    draw = random.Random(seed)

    async def play() -> None:
        queue, ended, in_hand = QuestionQueue(3, 10), Counter[str](), Counter[Speaker]()

        async def ask(who: Speaker, late: float | None) -> None:
            try:
                async with queue.turn(who, late):
                    in_hand[who] += 1
                    assert in_hand[who] == 1
                    assert sum(in_hand.values()) <= 3
                    try:
                        await asyncio.sleep(draw.choice([0, 0, 0.001]))
                    finally:
                        in_hand[who] -= 1
                ended["answered"] += 1
            except TooManyWaitingError:
                ended["refused"] += 1

        tasks = []
        for _ in range(300):
            who = speaker(draw.randint(1, 5), draw.randint(1, 2))
            tasks.append(asyncio.create_task(ask(who, draw.choice([None, None, draw.random()]))))
            if draw.random() < 0.1:
                draw.choice(tasks).cancel()
            await asyncio.sleep(draw.choice([0, 0, 0, 0.001]))
            assert queue.waiting <= 10
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        cancelled = sum(task.cancelled() for task in tasks)
        assert ended.total() + cancelled == 300
        assert ended["answered"] > 50
        assert (queue.waiting, queue._speaking) == (0, set())

    run(play)


def test_a_slow_machine_lets_fewer_wait() -> None:
    now = 0.0

    async def play() -> int:
        nonlocal now
        queue, refused = QuestionQueue(1, 500, lambda: now), 0

        async def ask(chat: int) -> None:
            nonlocal now, refused
            try:
                async with queue.turn(speaker(chat)):
                    await asyncio.sleep(0)
                    now += 1.5
            except TooManyWaitingError:
                refused += 1

        first = [asyncio.create_task(ask(chat)) for chat in range(1, 101)]
        await asyncio.gather(*first)
        assert refused == 0, "nobody knows yet how slow it is"
        await asyncio.gather(*(asyncio.create_task(ask(chat)) for chat in range(1, 101)))
        return refused

    # One is in hand, and 45 seconds are worth thirty turns.
    assert asyncio.run(play()) == 100 - 1 - 30
