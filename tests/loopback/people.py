"""A person with Telegram in hand: asks inline, opens links, chooses results."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from .entities import FormattedText, detect
from .limits import MAX_INLINE_QUERY, is_start_parameter
from .records import InlineAnswer, InlineResult, Json, Message
from .rooms import Content
from .waiting import PATIENCE, Asked

if TYPE_CHECKING:
    from .chats import Chat
    from .server import LoopbackServer


@dataclass(frozen=True, slots=True)
class User:
    """A person; `json` is the `from` of their messages."""

    server: LoopbackServer
    json: Json

    @property
    def id(self) -> int:
        return int(self.json["id"])

    def ask_inline(self, query: str, offset: str = "", chat_type: str = "sender") -> Asked[InlineAnswer]:
        """Type `@bot query` without waiting for the cards."""
        if len(query) > MAX_INLINE_QUERY:
            raise ValueError(f"Telegram sends at most {MAX_INLINE_QUERY} characters of an inline query")
        world = self.server.world
        with world.changed:
            asked = world.ask("inline", {"query": query, "offset": offset, "user": self.id})
            expires, cached = world.inline_cache.get((query, offset), (0.0, None))
            if cached and time.monotonic() < expires:
                asked.answer = replace(cached, seconds=0.0)
            else:
                payload = {
                    "id": asked.id,
                    "from": self.json,
                    "query": query,
                    "offset": offset,
                    "chat_type": chat_type,
                }
                world.updates.add("inline_query", payload, self.id)
        return Asked(self.server.api, asked, InlineAnswer)

    def inline(self, query: str, offset: str = "", timeout: float = PATIENCE) -> InlineAnswer:
        """Type `@bot query` and wait for the cards."""
        return self.ask_inline(query, offset).answer(timeout)

    def choose(self, result: InlineResult, chat: Chat, query: str = "") -> Message:
        """Tap a card: its message appears in the chat, from this person, via the bot."""
        world = self.server.world
        text = FormattedText(result.text, result.entities)
        content = Content(text, result.source, text.to_json(), result.markup)
        with world.changed:
            message = chat.deliver({"from": self.json, "via_bot": world.bot}, content)
            chosen: Json = {"result_id": result.id, "from": self.json, "query": query}
            if result.markup:
                chosen["inline_message_id"] = f"inline-{len(world.inline_messages) + 1}"
                world.inline_messages[chosen["inline_message_id"]] = message
            if self.server.inline_feedback:
                world.updates.add("chosen_inline_result", chosen, self.id)
        return message

    def open_link(self, url: str) -> Message:
        """Tap a deep link and press START, in this person's chat with the bot.

        Raises:
            ValueError: where Telegram would open something else, or drop the payload.
        """
        address = urlsplit(url if "//" in url else f"https://{url}")
        if address.hostname not in {"t.me", "telegram.me"} or address.path != f"/{self.server.username}":
            raise ValueError(f"{url} does not open @{self.server.username}")
        payload = parse_qs(address.query, keep_blank_values=True).get("start", [""])[0]
        if "start" in address.query and not is_start_parameter(payload):
            raise ValueError(f"{payload!r} is not a start parameter: 1 to 64 of A-Z a-z 0-9 _ -")
        return self.server.private_chat(self).start(self, payload)

    def call_guest(self, text: str, chat: Chat | None = None) -> Asked[Message]:
        """Mention the bot in a chat it never joined (guest mode); the answer is the message it posts."""
        world = self.server.world
        if not re.search(rf"@{self.server.username}\b", text):
            raise ValueError(f"a guest is called by a mention of @{self.server.username}")
        with world.changed:
            room = chat.room if chat else world.add_room({"type": "supergroup", "title": "别处"})
            room.bot_status = "left"
            asked = world.ask("guest", {"chat_id": room.id})
            formatted = FormattedText(text, detect(text))
            message = room.post({"from": self.json}, Content(formatted, text, formatted.to_json()))
            payload = message.json | {"guest_query_id": asked.id, "guest_bot_caller_user": self.json}
            world.updates.add("guest_message", payload, room.id)
        return Asked(self.server.api, asked, Message)
