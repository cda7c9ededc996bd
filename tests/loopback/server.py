"""The server as a test holds it: start, people and chats, trouble on request, what the bot did."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from .chats import Chat
from .errors import NothingCame
from .faults import Fault, FloodViolation, Rates, ordered_error
from .garbling import Garbling
from .groups import Channel, Group
from .listener import Listener
from .people import User
from .profile import scope_key
from .raw_updates import RawApi, push_raw
from .waiting import PATIENCE, wait_for
from .world import World

if TYPE_CHECKING:
    from .records import Call, Json, Message

TOKEN = "7000000001:" + "AAloopbackTestToken_0123456789-abcd"
USERNAME = "yinju_test_bot"
_ASKS_WHAT_THERE_IS = "deleteEphemeralMessage"
"""Called without anything, it tells whether the server knows messages for one person alone."""
_FOR_EVER = 24 * 3600.0


class LoopbackServer:
    """A Bot API server on 127.0.0.1, for one bot.

    A bot started against `url` is talked to through the chats of its people:

        with LoopbackServer() as server:
            user = server.user("小明", language_code="zh-hans")
            answer = server.private_chat(user).ask(user, "2017年GDP增长目标是多少")
    """

    def __init__(
        self,
        *,
        privacy: bool = True,
        guest_mode: bool = False,
        ephemeral: bool = False,
        newer_buttons: bool = True,
        inline_mode: bool = True,
    ) -> None:
        """Serve nothing yet.

        Args:
            privacy: whether the bot sees in groups only what is meant for it.
            guest_mode: whether it is called in chats that it never joined.
            ephemeral: whether there are messages for one person alone, as from Bot API 10.3 on.
            newer_buttons: whether it knows those that copy words or share a card, as from Bot API 7.11 on.
            inline_mode: whether the bot can be asked in any chat.
        """
        self.world = World(
            TOKEN,
            USERNAME,
            privacy=privacy,
            guest_mode=guest_mode,
            ephemeral=ephemeral,
            newer_buttons=newer_buttons,
            inline_mode=inline_mode,
        )
        self.api = RawApi(self.world)
        self.inline_feedback = False
        self._listener = Listener(self.api)

    def start(self) -> Self:
        self._listener.open()
        return self

    def stop(self) -> None:
        """End every connection and thread; complain of mistakes in the server itself."""
        self.go_down()
        with self.world.changed:
            webhook, self.world.webhook = self.world.webhook, None
        if webhook:
            webhook.end()
            webhook.join()
        assert not self.api.internal_errors, "\n".join(self.api.internal_errors)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def go_down(self) -> None:
        """Refuse connections, as a server that is out of reach; nothing it knows is lost."""
        with self.world.changed:
            self.world.updates.closing = True
            self.world.changed.notify_all()
        self._listener.close()

    def come_up(self) -> None:
        """Serve again on the same port."""
        self.world.updates.closing = False
        self._listener.open()
        if self.world.webhook:
            self.world.webhook.start()

    @property
    def url(self) -> str:
        """Scheme, host and port: what `telegram.api_url` wants."""
        return f"http://127.0.0.1:{self._listener.port}"

    @property
    def base_url(self) -> str:
        """What `telegram.Bot(base_url=...)` wants."""
        return f"{self.url}/bot"

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def username(self) -> str:
        return self.world.username

    # People and chats

    def user(self, first_name: str, *, username: str | None = None, language_code: str | None = None) -> User:
        optional = {"username": username, "language_code": language_code}
        fields: Json = {key: value for key, value in optional.items() if value is not None}
        return User(self, self.world.add_user({"first_name": first_name, **fields}))

    def private_chat(self, user: User) -> Chat:
        """Return the person's chat with the bot, opened on first use."""
        with self.world.changed:
            room = self.world.rooms.get(user.id)
            if room is None:
                names: Json = {key: user.json[key] for key in ("first_name", "username") if key in user.json}
                room = self.world.add_room({"id": user.id, "type": "private", **names})
            return Chat(self, room)

    def group(self, title: str, *, forum: bool = False, basic: bool = False) -> Group:
        """Open a supergroup (most groups are), a forum or a basic group, with the bot in it."""
        chat: Json = {"type": "group" if basic else "supergroup", "title": title}
        return Group(self, self.world.add_room(chat | ({"is_forum": True} if forum else {})))

    def channel(self, title: str) -> Channel:
        return Channel(self, self.world.add_room({"type": "channel", "title": title}))

    def push_raw(self, raw: Json | str, *, lane: int = 0, numbered: bool = True) -> int:
        """Send an update as it is written, in a webhook in the order of its lane; returns its number.

        A dict gets an update_id unless it is not `numbered`; in a text `$NUMBER` stands for it.
        """
        return push_raw(self.world, raw, lane, numbered=numbered)

    # Trouble on request

    def fail(  # noqa: PLR0913 - each argument is one property of the trouble
        self,
        method: str,
        *,
        status: int = 429,
        retry_after: int | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        after: bool = False,
        description: str | None = None,
    ) -> Fault:
        """Answer the next `times` calls (None: all) of a method ("*": any) with an error.

        A 429 also closes the chat (or the method) for `retry_after` seconds: see `flood_violations`.
        """
        error = ordered_error(status, retry_after, description)
        return self._order(Fault(method, chat_id, times, error=error, after=after))

    def cut(
        self, method: str, *, chat_id: int | None = None, times: int | None = 1, after: bool = False
    ) -> Fault:
        """End the connection without an answer, before or after the method has done its work."""
        return self._order(Fault(method, chat_id, times, cut=True, after=after))

    def delay(
        self,
        method: str,
        seconds: float,
        *,
        chat_id: int | None = None,
        times: int | None = None,
        after: bool = False,
    ) -> Fault:
        """Answer late."""
        return self._order(Fault(method, chat_id, times, delay=seconds, after=after))

    def garble(
        self,
        method: str,
        kind: Garbling,
        *,
        chat_id: int | None = None,
        times: int | None = 1,
        after: bool = True,
    ) -> Fault:
        """Reply what nobody can read, after (or instead of) doing the method's work."""
        return self._order(Fault(method, chat_id, times, garbling=kind, after=after))

    def silence(
        self, method: str, *, chat_id: int | None = None, times: int | None = 1, after: bool = True
    ) -> Fault:
        """Keep the connection and say nothing, until the server goes down."""
        return self._order(Fault(method, chat_id, times, cut=True, delay=_FOR_EVER, after=after))

    def refuse(self, method: str) -> Fault:
        """Know nothing of a method: 404, always."""
        return self.fail(method, status=404, times=None)

    def clear_faults(self) -> None:
        with self.world.changed:
            self.world.faults.orders = []

    def enforce_rates(self, rates: Rates | None = None) -> None:
        """Refuse sendMessage faster than Telegram allows, with 429."""
        self.world.faults.rates = rates or Rates()

    def _order(self, fault: Fault) -> Fault:
        with self.world.changed:
            self.world.faults.orders.append(fault)
        return fault

    # What the bot did

    @property
    def calls(self) -> list[Call]:
        """Every call so far, in the order they were answered."""
        with self.world.changed:
            return list(self.api.calls)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def refusals(self) -> list[Call]:
        """Calls the bot itself made wrongly: refused, and not because a test ordered it, nor to find out what there is."""
        return [
            call
            for call in self.calls
            if call.status is not None
            and call.status >= 400
            and not call.injected
            and (call.method, call.params) != (_ASKS_WHAT_THERE_IS, {})
        ]

    @property
    def flood_violations(self) -> list[FloodViolation]:
        with self.world.changed:
            return list(self.world.faults.violations)

    def messages_from_bot(self) -> list[Message]:
        """Return the bot's messages of all chats, in the order they were sent."""
        with self.world.changed:
            sent = [
                one for room in self.world.rooms.values() for one in room.messages.values() if one.from_bot
            ]
        return sorted(sent, key=lambda one: one.at)

    def commands(self, scope: Json | None = None, language: str = "") -> list[Json]:
        """Return the menu the bot has set for a scope and a two-letter language."""
        return list(self.world.profile.get(("commands", scope_key(scope), language), []))

    def wait_for_call(self, method: str, count: int = 1, timeout: float = PATIENCE) -> list[Call]:
        """Wait until the bot has called a method so many times."""
        return wait_for(
            self.api,
            f"{count} x {method}",
            lambda: found if len(found := self.calls_of(method)) >= count else None,
            timeout,
        )

    def settle(self, quiet: float = 0.3, timeout: float = PATIENCE) -> None:
        """Wait until the bot has taken every update and then called nothing for `quiet` seconds."""
        deadline = time.monotonic() + timeout
        idle_since = time.monotonic()
        calls = -1
        with self.world.changed:
            while time.monotonic() - idle_since < quiet:
                if time.monotonic() > deadline:
                    raise NothingCame(f"the bot did not come to rest within {timeout:g} s")
                now = sum(1 for call in self.api.calls if call.method != "getUpdates")
                if now != calls or self.world.updates.waiting:
                    calls, idle_since = now, time.monotonic()
                self.world.changed.wait(quiet / 4)
