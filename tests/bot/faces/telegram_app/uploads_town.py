"""Chats that send, ask, list, open and delete files at random, and somebody who looks at every message they get."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.bot.faces.telegram_app.uploads_scene import Scene, outcome
from tests.loopback import Chat, Group, Message, User

_CHARACTERS = "青赤黄蓝紫橙绿白黑金银铜铁锡铅松柏杨柳桃李梅兰竹菊荷桂枫桐榆槐山水云雨风雪霜雷"
_RESENT = 0.2
"""Of the files sent, those that another chat may have sent before."""


@dataclass(frozen=True)
class Secret:
    """A file with words that stand in no other."""

    name: str
    title: str
    subject: str
    amount: str

    @property
    def text(self) -> bytes:
        return (
            f"{self.title}\n\n第一条 {self.subject}的数量为{self.amount}件。\n"
            f"第二条 {self.subject}由仓库保管。\n"
        ).encode()

    @property
    def words(self) -> tuple[str, ...]:
        """What nobody else may read."""
        return (self.name, self.title, self.subject, self.amount)


def secrets(chance: random.Random, count: int) -> list[Secret]:
    """Files, no two of which share a word that counts."""
    pairs = chance.sample([a + b for a in _CHARACTERS for b in _CHARACTERS if a != b], 2 * count)
    amounts = chance.sample(range(10_001, 99_999), count)
    rows = zip(pairs[::2], pairs[1::2], amounts, strict=True)
    return [
        Secret(f"附件{number}号{title}.txt", f"{title}清单", f"{subject}瓷", str(amount))
        for number, (title, subject, amount) in enumerate(rows, 1000)
    ]


@dataclass
class Place:
    """A private chat, or a group with its admin, and what it holds."""

    user: User
    chat: Chat
    held: list[Secret] = field(default_factory=list)
    removed: list[Secret] = field(default_factory=list)
    """By what is being done now: a message may name it once more."""
    said: str = ""
    """All that was typed there, which may come back."""
    seen: int = 0
    """Messages of the bot that were looked at."""

    @property
    def is_group(self) -> bool:
        return isinstance(self.chat, Group)


@dataclass
class Town:
    """All chats, in which somebody does one thing after another."""

    scene: Scene
    places: Sequence[Place]
    secrets: Sequence[Secret]
    chance: random.Random
    sent: int = 0
    """How many of the files were sent by anybody."""
    looked_at: int = 0
    """Messages."""

    def converse(self) -> None:
        """Somebody does a few things, and every message that came of them is looked at."""
        place = self.chance.choice(self.places)
        for _ in range(self.chance.randint(1, 3)):
            self._choose()(place)
            self._look(place)
            place.removed = []

    def send_one(self, place: Place) -> None:
        """Send a file that nobody has sent, or now and then one that somebody has."""
        is_again = self.sent == len(self.secrets) or (self.sent > 0 and self.chance.random() < _RESENT)
        secret = self.secrets[self.chance.randrange(self.sent) if is_again else self.sent]
        self.sent += not is_again
        reply_to = self._say(place, "在吗") if place.is_group else None
        sent = place.chat.send_file(place.user, secret.name, secret.text, reply_to=reply_to)
        done = outcome(place.chat, sent)
        assert secret.title in done.text, done.text
        place.held = [each for each in place.held if each != secret] + [secret]

    def _choose(self) -> Callable[[Place], None]:
        actions: dict[Callable[[Place], None], float] = {
            self.send_one: 4 if self.sent < len(self.secrets) else 0.3,
            self._ask: 6,
            self._list: 1.5,
            self._use: 1,
            self._open: 1.5,
            self._remove: 1,
            self._forget: 0.2,
        }
        return self.chance.choices(list(actions), list(actions.values()))[0]

    def _ask(self, place: Place) -> None:
        secret = self.secrets[self.chance.randrange(max(1, self.sent))]
        exact = f"{secret.subject}的数量是多少"
        others = [
            "数量是多少件",
            "由谁保管",
            "呢",
            "原文",
            "更多",
            f"这个文件里{exact}",
            f"{secret.title}有什么",
        ]
        question = self.chance.choice([exact, exact, f"how many {secret.subject}", *others])
        answer = self._say(place, question)
        if secret in place.held and question == exact:
            assert secret.amount in answer.text, answer.text

    def _list(self, place: Place) -> None:
        listed = self._say(place, "/sources")
        assert f"共{2 + len(place.held)}份文件" in listed.text
        self._say(place, f"/sources {self.chance.choice(self.secrets).title}")

    def _use(self, place: Place) -> None:
        self._say(place, f"/use {self.chance.choice(self.secrets).title}")
        self._say(place, "/use 全部")

    def _open(self, place: Place) -> None:
        """A link to a paragraph of anybody's."""
        everybodys = [each for one in self.places for each in self.scene.uploads(one.chat)]
        if not everybodys or place.is_group:
            return
        upload = self.chance.choice(everybodys)
        passage = self.chance.choice(self.scene.passages(upload))
        shown = self._say(place, f"/start p-{passage.id}")
        is_own = upload.key in {each.key for each in self.scene.uploads(place.chat)}
        assert (passage.text in shown.text) == is_own

    def _remove(self, place: Place) -> None:
        if not place.held:
            return
        secret = place.held.pop(self.chance.randrange(len(place.held)))
        place.removed = [secret]
        listed = self._say(place, f"/sources {secret.title}")
        button = next(each for each in listed.buttons if each.text.startswith("🗑"))
        assert secret.title in place.chat.press(place.user, listed, button.text).answer().text

    def _forget(self, place: Place) -> None:
        asked = self._say(place, "/forget")
        place.chat.press(place.user, asked, "d:chat" if place.is_group else "d:me").answer()
        place.removed, place.held = place.held, []

    def _say(self, place: Place, text: str) -> Message:
        bot = f"@{self.scene.server.username}"
        if place.is_group:
            command, _, rest = text.partition(" ")
            text = f"{command}{bot} {rest}".strip() if text.startswith("/") else f"{bot} {text}"
        place.said += f"\n{text}"
        return place.chat.ask(place.user, text)

    def _look(self, place: Place) -> None:
        """Whatever the chat did not say itself is its own or everybody's."""
        messages = place.chat.messages_from_bot()
        allowed = {*place.held, *place.removed}
        for message in messages[place.seen :]:
            buttons = (f"{each.text} {each.data} {each.url}" for each in message.buttons)
            shown = "\n".join([message.text, *message.links, *buttons])
            for secret in self.secrets:
                leaked = [word for word in secret.words if word in shown and word not in place.said]
                assert secret in allowed or leaked == [], (leaked, shown)
            self.looked_at += 1
        place.seen = len(messages)
