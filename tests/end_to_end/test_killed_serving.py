"""`yinju serve` killed at random moments: no question is lost, and hardly one answered twice.

Between Telegram's taking an answer and the bot's noting so a kill cannot be told from one before, as the Bot API can neither
be asked what a chat holds nor told that a message is a repetition. So each kill has as many answered twice as are given in
that time, whatever the size of the burst; the bot notes them as soon as it has read what the server says (`delivery_notes`).
Under way to the server and back are a few milliseconds where the bot, the server and the people have two cores to themselves,
and some tens beside a dozen busy processes. One in 500 may be answered twice where bursts go up to 600 questions.
"""

from __future__ import annotations

import random

import pytest

from tests.end_to_end.killing_bot import AT_ONCE, People, kill_again_and_again
from tests.end_to_end.programs import Home, RunningBot
from tests.loopback import LoopbackServer


@pytest.mark.parametrize(
    ("kills", "most"),
    [
        pytest.param(20, 20, id="twenty", marks=pytest.mark.timeout(600, func_only=True)),
        pytest.param(
            200, 600, id="two-hundred", marks=[pytest.mark.soak, pytest.mark.timeout(7200, func_only=True)]
        ),
    ],
)
def test_killed_at_random_moments(server: LoopbackServer, home: Home, kills: int, most: int) -> None:
    people = People(server, most)
    kill_again_and_again(home, people, kills, random.Random(kills))
    with RunningBot(server, home, YINJU_LIMITS__WAITING=AT_ONCE) as bot:
        bot.wait_for("The documents are open", timeout=120.0)
        people.wait()
        server.settle()
    answers = people.answers()
    # Shown by `pytest -s`, as in `make soak`.
    print(
        f"{kills} kills, {len(people.asked)} questions, times answered: {dict(answers)}, "
        f"told to ask again: {people.told_to_ask_again()}"
    )
    assert people.told_to_ask_again() == 0  # what the bot was asked fits in what may wait
    assert people.left() == []
    # Bursts of few questions cannot show one in 500: every other kill may meet an answer on its way.
    assert sum(count for times, count in answers.items() if times > 1) <= (
        kills / 2 if kills < 100 else len(people.asked) / 500
    )
