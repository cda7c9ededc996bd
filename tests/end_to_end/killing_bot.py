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
AT_ONCE = "1500"
"""Questions that may wait, the most that can be set: past it the bot tells people to ask again."""
_TOO_MANY = "问题太多，忙不过来"
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

    def wait_for_some(self, random_: random.Random) -> None:
        """Until so many have an answer as chance says, but that no more wait than the largest burst has."""
        self._wait_until(random_.randint(0, min(self.count, self.unanswered)))

    def wait_for_room(self) -> None:
        """Until no more wait than the largest burst has."""
        self._wait_until(self.count)

    def told_to_ask_again(self) -> int:
        """How many notices say that questions were too many to be answered."""
        with self.server.world.changed:
            return sum(
                one.text.startswith(_TOO_MANY) for _, chat in self._each for one in chat.messages_from_bot()
            )

    @property
    def unanswered(self) -> int:
        """Questions without an answer."""
        return self.answers()[0]

    def answers(self) -> Counter[int]:
        """How many questions were answered how many times."""
        given = self._given()
        return Counter(given[chat.id, question.message_id] for chat, question in self.asked)

    def left(self) -> list[list[str]]:
        """For each question without an answer, what its chat was told since."""
        given = self._given()
        return [
            [one.text for one in chat.messages_from_bot() if one.message_id > question.message_id]
            for chat, question in self.asked
            if not given[chat.id, question.message_id]
        ]

    def _given(self) -> Counter[tuple[int, int | None]]:
        """Of the question with this number in this chat, how many answers there are."""
        with self.server.world.changed:
            return Counter(
                (chat.id, one.reply_to)
                for _, chat in self._each
                for one in chat.messages_from_bot()
                if one.marked("bold")[:1] == [ANSWER]
            )

    def wait(self) -> None:
        """Until everybody is answered, or nobody any more."""
        self._wait_until(0)

    def _wait_until(self, most: int) -> None:
        """Until at most so many have no answer, or nobody gets one any more."""
        last, since = self.answers(), time.monotonic()
        while last[0] > most and time.monotonic() - since < _NOTHING_MORE:
            time.sleep(0.25)
            now = self.answers()
            if now != last:
                last, since = now, time.monotonic()


def kill_again_and_again(home: Home, people: People, kills: int, random_: random.Random) -> None:
    """Start the bot, let people ask and kill it; bursts of every size, from one question to everybody's.

    Telegram takes thirty messages a second from a bot: where kills come faster than a burst can be answered, the next bot
    is given the time before anybody asks more, so that nobody is told to ask again.
    """
    for _ in range(kills):
        with RunningBot(people.server, home, YINJU_LIMITS__WAITING=AT_ONCE) as bot:
            stage = _ANSWERING if people.unanswered > people.count else random_.choice(_STAGES)
            if stage:
                bot.wait_for(stage, timeout=120.0)
            if stage == _ANSWERING:
                people.wait_for_room()
            people.ask(max(1, round(people.count * random_.random() ** 3)))
            if stage == _ANSWERING:
                people.wait_for_some(random_)
            time.sleep(random_.uniform(0.0, 0.5))
            bot.process.kill()
            bot.process.wait()
            assert "Traceback" not in bot.errors, bot.errors
            bot.process.returncode = 0  # killed by this test, not by a fault of its own
