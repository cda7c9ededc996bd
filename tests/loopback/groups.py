"""What only groups and channels have: topics, admins, anonymous posts, an upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .chats import Chat
from .entities import FormattedText, detect
from .rooms import Content
from .stubs import ANONYMOUS_ADMIN, CHANNEL_POSTER, LINKED_CHANNEL

if TYPE_CHECKING:
    from .people import User
    from .records import Json, Message


@dataclass(frozen=True, slots=True)
class Group(Chat):
    """A basic group, a supergroup or a forum."""

    def topic(self, name: str, user: User | None = None) -> int:
        """Open a topic of a forum; returns its `message_thread_id`."""
        if not self.room.chat.get("is_forum"):
            raise ValueError("only forums have topics")
        with self.server.world.changed:
            thread_id = self.room.last_id + 1
            self.room.topics[thread_id] = name
            fields: Json = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            sender = {"from": user.json} if user else {}
            self.deliver(sender, Content(FormattedText(""), "", fields), topic=thread_id)
            return thread_id

    def promote(self, user: User, status: str = "administrator") -> None:
        """Set a member's status: `creator`, `administrator`, `member` or `left`."""
        with self.server.world.changed:
            self.room.members[user.id] = status

    def promote_bot(self) -> None:
        """Make the bot an admin: it sees every message and may delete them."""
        self.block_bot("administrator")

    def send_anonymously(self, text: str, topic: int | None = None) -> Message:
        """Write as an anonymous admin: from GroupAnonymousBot, in the name of the group."""
        sender = {"from": ANONYMOUS_ADMIN, "sender_chat": dict(self.room.chat)}
        return self.deliver(sender, _plain(text), topic=topic)

    def send_as_channel(self, channel: Chat, text: str, *, automatic: bool = False) -> Message:
        """Write in a channel's name; `automatic` is the copy of a post in the linked group."""
        sender: Json = {"from": CHANNEL_POSTER, "sender_chat": dict(channel.room.chat)}
        if automatic:
            sender |= {"from": LINKED_CHANNEL, "is_automatic_forward": True}
        return self.deliver(sender, _plain(text))

    def upgrade(self, user: User) -> Group:
        """Turn a basic group into a supergroup; sending to the old id then names the new one."""
        world = self.server.world
        if self.room.type != "group":
            raise ValueError("only a basic group becomes a supergroup")
        with world.changed:
            new = world.add_room({"type": "supergroup", "title": self.room.chat["title"]})
            new.members |= self.room.members
            upgraded = Group(self.server, new)
            self.send_raw({"from": user.json, "migrate_to_chat_id": new.id})
            self.room.migrated_to = new.id
            upgraded.send_raw({"from": user.json, "migrate_from_chat_id": self.id})
            return upgraded


@dataclass(frozen=True, slots=True)
class Channel(Chat):
    """A channel: posts have no person behind them."""

    def publish(self, text: str) -> Message:
        return self.deliver({"sender_chat": dict(self.room.chat)}, _plain(text))


def _plain(text: str) -> Content:
    formatted = FormattedText(text, detect(text))
    return Content(formatted, text, formatted.to_json())
