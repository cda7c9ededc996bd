"""The bot killed at random moments, with people asking before, while and after; who was answered how often."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.end_to_end.programs import ANSWER, QUESTION, Home, RunningBot

if TYPE_CHECKING:
    from tests.loopback import Chat, LoopbackServer, Message, User

_NOTHING_MORE = 60.0
"""Seconds without an answer after which the rest counts as lost."""
_WHILE = 5.0
_ANSWERING = "The documents are open"
_STAGES = ("", "is listening", _ANSWERING, _ANSWERING)
"""How far the bot is when the next burst comes; one of these by chance."""


@dataclass
class People:
    """As many as the largest burst has questions, each in a private chat."""

    server: LoopbackServer
    count: int
    asked: list[tuple[Chat, Message]] = field(default_factory=list)
    _each: list[tuple[User, Chat]] = field(init=False)

    def __post_init__(self) -> None:
        users = [self.server.user(f"用户{number}", language_code="zh-hans") for number in range(self.count)]
        self._each = [(user, self.server.private_chat(user)) for user in users]

    def ask(self, questions: int) -> None:
        """So many of them ask something at once."""
        self.asked += [(chat, chat.send(user, QUESTION)) for user, chat in self._each[:questions]]

    def wait_for_some(self, questions: int, random_: random.Random) -> None:
        """Until so many of so many questions are answered as chance says, or a while has passed."""
        deadline = time.monotonic() + _WHILE
        enough = self._said() + random_.randint(0, questions)
        while self._said() < enough and time.monotonic() < deadline:
            time.sleep(0.01)

    def _said(self) -> int:
        with self.server.world.changed:
            return sum(len(chat.room.messages) for _, chat in self._each) - len(self.asked)

    def answers(self) -> Counter[int]:
        """How many questions were answered how many times."""
        with self.server.world.changed:
            given = Counter(
                (chat.id, one.reply_to)
                for _, chat in self._each
                for one in chat.messages_from_bot()
                if one.marked("bold")[:1] == [ANSWER]
            )
        return Counter(given[chat.id, question.message_id] for chat, question in self.asked)

    def wait(self) -> None:
        """Until everybody is answered, or nobody any more."""
        last, since = self.answers(), time.monotonic()
        while last[0] and time.monotonic() - since < _NOTHING_MORE:
            time.sleep(0.2)
            now = self.answers()
            if now != last:
                last, since = now, time.monotonic()


def kill_again_and_again(home: Home, people: People, kills: int, random_: random.Random) -> None:
    """Start the bot, let people ask and kill it; bursts of every size, from one question to everybody's."""
    for _ in range(kills):
        with RunningBot(people.server, home) as bot:
            if stage := random_.choice(_STAGES):
                bot.wait_for(stage, timeout=120.0)
            questions = max(1, round(people.count * random_.random() ** 2))
            people.ask(questions)
            if stage == _ANSWERING:
                people.wait_for_some(questions, random_)
            time.sleep(random_.uniform(0.0, 0.5))
            bot.process.kill()
            bot.process.wait()
            assert "Traceback" not in bot.errors, bot.errors
            bot.process.returncode = 0  # killed by this test, not by a fault of its own
