"""Everything the server knows: the bot, the people, the chats, the queries that wait for an answer.

One condition guards all of it and is notified at every change, so that a test can wait for anything.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Condition
from typing import TYPE_CHECKING, Any

from .errors import bad_request, query_expired
from .faults import Faults
from .records import CallbackAnswer, InlineAnswer, Json, Message, Query
from .rooms import BotContext
from .updates import UpdateQueue

if TYPE_CHECKING:
    from .files import StoredFile
    from .webhooks import Webhook

_FIRST_USER_ID = 1001
_FIRST_GROUP_ID = -2001
_FIRST_SUPERGROUP_ID = -1000000003001


@dataclass(slots=True)
class World:
    """The state behind the methods."""

    token: str
    username: str
    privacy: bool = True
    guest_mode: bool = False
    ephemeral: bool = False
    newer_buttons: bool = True
    inline_mode: bool = True
    changed: Condition = field(default_factory=Condition)
    updates: UpdateQueue = field(init=False)
    faults: Faults = field(default_factory=Faults)
    users: dict[int, Json] = field(default_factory=dict)
    rooms: dict[int, BotContext] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    pictures: dict[tuple[int, int], bytes] = field(default_factory=dict)
    """Those that the bot has sent, by chat and message."""
    profile: dict[tuple[str, str, str], Any] = field(default_factory=dict)  # (what, scope, language)
    webhook: Webhook | None = None
    # How long an answer is taken; Telegram says "a few seconds" of inline queries.
    patience: dict[str, float] = field(
        default_factory=lambda: {"inline": 10.0, "callback": 15.0, "guest": 60.0}
    )
    notices: frozenset[str] = frozenset()
    """What a bot may say before it answers: whoever waits for a reply waits until it has turned into one."""
    cache_inline: bool = False
    inline_cache: dict[tuple[str, str], tuple[float, InlineAnswer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.changed)

    @property
    def bot_id(self) -> int:
        return int(self.token.split(":", 1)[0])

    @property
    def bot(self) -> Json:
        return {"id": self.bot_id, "is_bot": True, "first_name": "引据", "username": self.username}

    def add_user(self, fields: Json) -> Json:
        with self.changed:
            user = {"id": _FIRST_USER_ID + len(self.users), "is_bot": False, **fields}
            self.users[user["id"]] = user
            return user

    def add_room(self, chat: Json) -> BotContext:
        """Open a chat; without an id it gets the next one of its kind."""
        with self.changed:
            if "id" not in chat:
                same = sum(1 for room in self.rooms.values() if room.type != "private")
                first = _FIRST_GROUP_ID if chat["type"] == "group" else _FIRST_SUPERGROUP_ID
                chat = {"id": first - same, **chat}
            room = BotContext(self.changed, chat)
            self.rooms[room.id] = room
            return room

    def room(self, chat_id: int | str) -> BotContext:
        """Find a chat by id or @username as a method names it."""
        if chat_id == "":
            raise bad_request("chat_id is empty")
        for room in self.rooms.values():
            if chat_id in (room.id, str(room.id), f"@{room.chat.get('username')}"):
                return room
        raise bad_request("chat not found")

    def ask(self, kind: str, details: Json) -> Query:
        """Register a question that waits for an answer."""
        with self.changed:
            query = Query(f"{kind}-{len(self.queries) + 1}", kind, time.monotonic(), details)
            self.queries[query.id] = query
            return query

    def open_query(self, query_id: str, kind: str) -> Query:
        """Return a question that may still be answered: known, unanswered and not too old."""
        query = self.queries.get(query_id)
        if query is None or query.kind != kind or query.answer is not None:
            raise query_expired()
        if time.monotonic() - query.asked > self.patience[kind]:
            raise query_expired()
        return query

    def answer(self, query: Query, answer: InlineAnswer | CallbackAnswer | Message) -> None:
        with self.changed:
            query.answer = answer
            self.changed.notify_all()
