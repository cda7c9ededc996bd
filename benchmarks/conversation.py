"""How fast the bot answers on Telegram at ten questions a second: `python -m benchmarks.conversation`.

The bot is a process of its own, over real HTTP against the loopback Bot API server, which runs in this process on the
same machine. Questions come at fixed times, whether those before them are answered or not, and none comes twice: the bot
keeps what it has answered.
"""

from __future__ import annotations

import statistics
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.machine import this_machine
from benchmarks.questions import questions
from tests.end_to_end.programs import Home, RunningBot
from tests.loopback import Asked, InlineAnswer, LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_A_SECOND = 10
_SECONDS = 12
_WARMING = 10
"""Questions before the clock runs."""
_ANSWER_ASKED, _INLINE_ASKED = 150.0, 200.0
_PEOPLE = 50
"""Who ask in turn, so that nobody's questions wait for one another: Telegram takes one message a second a chat."""


def main() -> None:
    """Measure and print."""
    print(this_machine())
    with TemporaryDirectory(prefix="yinju-benchmark-") as folder:
        home = Home(Path(folder))
        built = home.run("index")
        assert built.status == 0, built.errors
        for figure in measure_conversation(home):
            verdict = f" ({figure.asked}: {'met' if figure.is_met else 'MISSED'})" if figure.asked else ""
            print(f"{figure.name}: {figure.measured}{verdict}")


def measure_conversation(home: Home) -> list[Figure]:
    """Measure private questions, then inline queries.

    Args:
        home: has the index.
    """
    private, inline = (_measured(home, of_kind) for of_kind in (_private, _inline))
    rate = f"{_A_SECOND} a second for {_SECONDS} s"
    return [
        Figure(f"private answer, {rate}: median", statistics.median(private), "ms"),
        Figure(f"private answer, {rate}: 95th percentile", _95th(private), "ms", at_most=_ANSWER_ASKED),
        Figure(f"inline answer, {rate}: median", statistics.median(inline), "ms"),
        Figure(f"inline answer, {rate}: 95th percentile", _95th(inline), "ms", at_most=_INLINE_ASKED),
    ]


def _measured(home: Home, of_kind: Callable[[LoopbackServer], list[float]]) -> list[float]:
    """Measure one kind, asked of a bot of its own."""
    with LoopbackServer() as server, RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        taken = of_kind(server)
        assert server.refusals == []
    return taken


def _private(server: LoopbackServer) -> list[float]:
    """Milliseconds from each update to the message that answers it."""
    people = [server.user(f"用户{number}", language_code="zh-hans") for number in range(_PEOPLE)]
    chats = [server.private_chat(person) for person in people]
    for person, chat, question in zip(people, chats, questions()[:_WARMING], strict=False):
        chat.ask(person, question)
    asked = []
    for question, person, chat in zip(_paced(questions()[_WARMING:]), cycle(people), cycle(chats)):
        asked.append((chat, chat.send(person, question)))
    return [1000.0 * (chat.wait_for_reply(message).at - message.at) for chat, message in asked]


def _inline(server: LoopbackServer) -> list[float]:
    """Milliseconds from each query to its cards."""
    people = [server.user(f"路人{number}", language_code="zh-hans") for number in range(_PEOPLE)]
    for question, person in zip(questions()[:_WARMING], people, strict=False):
        person.ask_inline(question).answer()
    asked: list[Asked[InlineAnswer]] = []
    for question, person in zip(_paced(questions()[_WARMING:]), cycle(people)):
        asked.append(person.ask_inline(question))
    return [1000.0 * query.answer().seconds for query in asked]


def _paced(texts: Iterable[str]) -> Iterator[str]:
    """The texts, each at its time."""
    begun = time.monotonic()
    for number, text in enumerate(islice(texts, _A_SECOND * _SECONDS)):
        time.sleep(max(0.0, begun + number / _A_SECOND - time.monotonic()))
        yield text


def _95th(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=20)[-1]


if __name__ == "__main__":
    main()
