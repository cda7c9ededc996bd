"""Time until the first answer, and the memory it takes: real processes, model and index prepared."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.memory import peak_megabytes
from benchmarks.questions import questions
from tests.end_to_end.programs import ANSWER, QUESTION, RunningBot, first_answer
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from tests.end_to_end.programs import Home

_ASK_SECONDS_ASKED = 3.0
_BOT_SECONDS_ASKED = 4.0
_MEGABYTES_ASKED = 500.0
_RUNS = 5
_ASKED_OF_THE_BOT = 50
_PEOPLE = 5


def measure_ask(home: Home) -> Figure:
    """Seconds of `yinju ask`, from the start of its process to its end."""
    return Figure(
        f"cold `yinju ask`, model and index prepared, median of {_RUNS}",
        statistics.median(_ask_seconds(home) for _ in range(_RUNS)),
        "s",
        at_most=_ASK_SECONDS_ASKED,
    )


def measure_bot(home: Home) -> list[Figure]:
    """Seconds from a bot's start to its first answer, the question waiting; then its memory after more questions."""
    runs = [_first_answer(home) for _ in range(_RUNS)]
    return [
        Figure(
            f"bot, from its start to its first answer, median of {_RUNS}",
            statistics.median(seconds for seconds, _ in runs),
            "s",
            at_most=_BOT_SECONDS_ASKED,
        ),
        Figure(
            f"bot, peak memory after {_ASKED_OF_THE_BOT} questions, highest of {_RUNS}",
            max(megabytes for _, megabytes in runs),
            "MB",
            at_most=_MEGABYTES_ASKED,
        ),
    ]


def _ask_seconds(home: Home) -> float:
    started = time.perf_counter()
    done = home.run("ask", QUESTION)
    seconds = time.perf_counter() - started
    assert done.lines[0] == ANSWER, done
    return seconds


def _first_answer(home: Home) -> tuple[float, float]:
    """Seconds to the first answer and megabytes at the end, of one bot."""
    with LoopbackServer() as server:
        user = server.user("小明", language_code="zh-hans")
        chat = server.private_chat(user)
        question = chat.send(user, QUESTION)
        with RunningBot(server, home) as bot:
            answer = first_answer(chat, question, timeout=60)
            assert answer.text.startswith(ANSWER), answer
            _ask_more(server)
            return answer.at - bot.started, peak_megabytes(bot.process.pid)


def _ask_more(server: LoopbackServer) -> None:
    people = [server.user(f"用户{number}", language_code="zh-hans") for number in range(_PEOPLE)]
    rooms = [server.private_chat(person) for person in people]
    asked = questions()
    for number in range(_ASKED_OF_THE_BOT - 1):
        rooms[number % _PEOPLE].send(people[number % _PEOPLE], asked[number % len(asked)])
    for number, room in enumerate(rooms):
        room.wait_for_messages(len(range(number, _ASKED_OF_THE_BOT - 1, _PEOPLE)), timeout=60)
