"""One chat as the server keeps it: who is in it, its topics, every message and every version of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .entities import FormattedText
from .errors import ApiError, bad_request, forbidden
from .records import Json, Message

if TYPE_CHECKING:
    from threading import Condition

_CANNOT_REACH = {
    "blocked": "bot was blocked by the user",
    "never_started": "bot can't initiate conversation with a user",
    "kicked": "bot was kicked from the {type} chat",
    "left": "bot is not a member of the {type} chat",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message answers: the message, and the words of it that are quoted."""

    message: Message
    quote: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a message carries; `fields` go into its JSON, `source` is the text as it was sent."""

    formatted: FormattedText
    source: str
    fields: Json
    markup: Json | None = None


@dataclass(slots=True)
class BotContext:
    """A private chat, group, supergroup or channel."""

    changed: Condition
    chat: Json
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    """What single persons see; numbered as the others are, and not among them."""
    log: list[Message] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    bot_status: str = "member"
    migrated_to: int | None = None
    last_id: int = 0

    @property
    def id(self) -> int:
        return int(self.chat["id"])

    @property
    def type(self) -> str:
        return str(self.chat["type"])

    def check_reachable(self) -> None:
        """Refuse what the bot may not write into."""
        if self.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.migrated_to},
            )
        if self.bot_status in _CANNOT_REACH:
            raise forbidden(_CANNOT_REACH[self.bot_status].format(type=self.type))

    def thread(self, thread_id: int | None) -> int | None:
        """Topics exist only in forums; the id a reply carries in a plain supergroup is not one."""
        if thread_id is not None and thread_id not in self.topics:
            raise bad_request("message thread not found")
        return thread_id

    def own(self, message_id: int | None, bot_id: int) -> Message:
        """Return a message the bot may edit."""
        message = self.messages.get(message_id or 0)
        if message is None:
            raise bad_request("message to edit not found")
        if message.json.get("from", {}).get("id") != bot_id:
            raise bad_request("message can't be edited")
        return message

    def post(
        self,
        sender: Json,
        content: Content,
        *,
        reply: Reply | None = None,
        thread_id: int | None = None,
        from_bot: bool = False,
    ) -> Message:
        """Store a new message and wake who waits for it."""
        with self.changed:
            self.last_id += 1
            json: Json = {
                "message_id": self.last_id,
                "date": int(time.time()),
                "chat": dict(self.chat),
                **sender,
            }
            json |= content.fields | self._thread_fields(reply, thread_id) | _reply_fields(reply)
            if content.markup and "inline_keyboard" in content.markup:
                json["reply_markup"] = content.markup
            return self.keep(
                Message(
                    chat_id=self.id,
                    message_id=self.last_id,
                    text=content.formatted.text,
                    entities=content.formatted.entities,
                    source=content.source,
                    markup=content.markup,
                    reply_to=reply.message.message_id if reply else None,
                    quote=reply.quote if reply else None,
                    thread_id=thread_id,
                    from_bot=from_bot,
                    at=time.monotonic(),
                    json=json,
                )
            )

    def show(self, person: int, sender: Json, content: Content) -> Message:
        """Show a message to one person alone."""
        with self.changed:
            message = self.post(sender, content, from_bot=True)
            del self.messages[message.message_id]
            self.log.remove(message)
            number = message.message_id
            json = message.json | {"message_id": 0, "ephemeral_message_id": number}
            return self.keep(replace(message, json=json, only_for=person))

    def edit(self, message: Message, content: Content) -> Message:
        """Store a new version of a message."""
        json = {key: value for key, value in message.json.items() if key not in {"entities", "reply_markup"}}
        json |= content.fields | {"edit_date": int(time.time())}
        if content.markup:
            json["reply_markup"] = content.markup
        return self.keep(
            replace(
                message,
                text=content.formatted.text,
                entities=content.formatted.entities,
                source=content.source,
                markup=content.markup,
                at=time.monotonic(),
                json=json,
                edits=message.edits + 1,
            )
        )

    def keep(self, message: Message) -> Message:
        with self.changed:
            kept = self.messages if message.only_for is None else self.ephemeral
            kept[message.message_id] = message
            self.log.append(message)
            self.changed.notify_all()
            return message

    def delete(self, message_id: int) -> None:
        with self.changed:
            del self.messages[message_id]
            self.deleted.append(message_id)
            self.changed.notify_all()

    def _thread_fields(self, reply: Reply | None, thread_id: int | None) -> Json:
        if thread_id is not None:
            return {"message_thread_id": thread_id, "is_topic_message": True}
        if reply and self.type == "supergroup":
            # In a plain supergroup a reply carries the first message of its chain: no topic to send to.
            return {
                "message_thread_id": reply.message.json.get("message_thread_id", reply.message.message_id)
            }
        return {}


def _reply_fields(reply: Reply | None) -> Json:
    if reply is None:
        return {}
    inner = {key: value for key, value in reply.message.json.items() if key != "reply_to_message"}
    fields: Json = {"reply_to_message": inner}
    if reply.quote is not None:
        fields["quote"] = {"text": reply.quote, "position": reply.position, "is_manual": True}
    return fields
