"""A chat in the hands of a test: people write and press, the test waits for what the bot does."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .entities import FormattedText, detect
from .files import store_file
from .limits import is_start_parameter
from .privacy import reaches_bot
from .records import CallbackAnswer, Json, Message
from .rooms import BotContext, Content, Reply
from .stubs import MEDIA
from .waiting import PATIENCE, Asked, wait_for

if TYPE_CHECKING:
    from .people import User
    from .server import LoopbackServer


@dataclass(frozen=True, slots=True)
class Chat:
    """Any chat; a private one has nothing more."""

    server: LoopbackServer
    room: BotContext

    @property
    def id(self) -> int:
        return self.room.id

    # What people do

    def send(
        self,
        user: User,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: int | None = None,
        extra: Json | None = None,
    ) -> Message:
        """Write a text; `extra` goes into the message's JSON (`forward_origin`, `sender_chat`...)."""
        formatted = FormattedText(text, detect(text))
        content = Content(formatted, text, formatted.to_json() | (extra or {}))
        return self.deliver({"from": user.json}, content, _reply(reply_to, quote), topic)

    def start(self, user: User, payload: str = "") -> Message:
        """Press START, with the payload of a deep link."""
        if payload and not is_start_parameter(payload):
            raise ValueError(f"{payload!r} is not a start parameter: 1 to 64 of A-Z a-z 0-9 _ -")
        return self.send(user, f"/start {payload}".strip())

    def send_media(
        self,
        user: User,
        kind: str,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        topic: int | None = None,
    ) -> Message:
        """Send a sticker, photo, voice, poll...: the keys of `stubs.MEDIA`."""
        formatted = FormattedText(caption, detect(caption))
        fields = MEDIA[kind] | (formatted.to_json("caption", "caption_entities") if caption else {})
        return self.deliver({"from": user.json}, Content(formatted, caption, fields), _reply(reply_to), topic)

    def send_file(  # noqa: PLR0913 - each argument is one property of the message
        self,
        user: User,
        name: str | None,
        content: bytes,
        caption: str = "",
        *,
        mime_type: str | None = None,
        size: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a file; `size` is what its message says instead of its length."""
        formatted = FormattedText(caption, detect(caption))
        document = store_file(self.server.world, content, size).to_json(name, mime_type)
        fields = {"document": document}
        fields |= formatted.to_json("caption", "caption_entities") if caption else {}
        return self.deliver({"from": user.json}, Content(formatted, caption, fields), _reply(reply_to))

    def send_photo(self, user: User, content: bytes, caption: str = "") -> Message:
        """Send a photo, which comes in two sizes; only the larger one is `content`."""
        formatted = FormattedText(caption, detect(caption))
        small, large = (store_file(self.server.world, each) for each in (b"small", content))
        sizes = [
            each.to_json(None, None) | {"width": width, "height": width}
            for each, width in ((small, 90), (large, 1280))
        ]
        fields: Json = {"photo": sizes}
        fields |= formatted.to_json("caption", "caption_entities") if caption else {}
        return self.deliver({"from": user.json}, Content(formatted, caption, fields))

    def send_raw(self, fields: Json) -> Message:
        """Send a message with exactly these fields besides id, date and chat: service messages, oddities."""
        formatted = FormattedText(fields.get("text") or fields.get("caption") or "")
        return self.deliver({}, Content(formatted, formatted.text, fields))

    def edit(self, user: User, message: Message, text: str) -> Message:
        """Edit one's own text."""
        formatted = FormattedText(text, detect(text))
        with self.server.world.changed:
            edited = self.room.edit(message, Content(formatted, text, formatted.to_json()))
            kind = "edited_channel_post" if self.room.type == "channel" else "edited_message"
            return self._hand_over(kind, edited)

    def press(
        self, user: User, message: Message, button: str, *, forged: bool = False
    ) -> Asked[CallbackAnswer]:
        """Press a button, named by its text or data; `forged` sends any data, as a made-up client can."""
        data = button if forged else message.button(button).data
        if data is None:
            raise LookupError(f"{button!r} is no callback button; links are opened by user.open_link")
        world = self.server.world
        with world.changed:
            asked = world.ask("callback", {"data": data, "user": user.id, "chat_id": self.id})
            payload: Json = {
                "id": asked.id,
                "from": user.json,
                "chat_instance": f"instance-{self.id}",
                "data": data,
            }
            payload |= self._pressed(message)
            world.updates.add("callback_query", payload, self.id)
        return Asked(self.server.api, asked, CallbackAnswer)

    def deliver(
        self, sender: Json, content: Content, reply: Reply | None = None, topic: int | None = None
    ) -> Message:
        """Post as anybody and hand the update to the bot if it may see it."""
        with self.server.world.changed:
            user_id = sender.get("from", {}).get("id")
            if user_id in self.server.world.users:
                self.room.members.setdefault(user_id, "member")
            message = self.room.post(sender, content, reply=reply, thread_id=self.room.thread(topic))
            return self._hand_over("channel_post" if self.room.type == "channel" else "message", message)

    # What the bot did

    def messages_from_bot(self, after: Message | None = None) -> list[Message]:
        """Return the bot's messages as they stand now, oldest first."""
        with self.server.world.changed:
            since = after.message_id if after else 0
            return [one for one in self.room.messages.values() if one.from_bot and one.message_id > since]

    def wait_for_messages(
        self, count: int, after: Message | None = None, timeout: float = PATIENCE
    ) -> list[Message]:
        """Wait until the bot has sent so many."""
        return wait_for(
            self.server.api,
            f"{count} messages in chat {self.id}",
            lambda: found if len(found := self.messages_from_bot(after)) >= count else None,
            timeout,
        )

    def shown_to(self, user: User, count: int = 1, timeout: float = PATIENCE) -> list[Message]:
        """Wait until a person has been shown so many messages that nobody else sees; returns all of them."""
        room = self.room

        def look() -> list[Message] | None:
            shown = [one for one in room.ephemeral.values() if one.only_for == user.id]
            return shown if len(shown) >= count else None

        return wait_for(self.server.api, f"{count} messages for {user.id} alone", look, timeout)

    def wait_for_message(self, after: Message | None = None, timeout: float = PATIENCE) -> Message:
        """Wait for the first message the bot sends after this one."""
        return self.wait_for_messages(1, after, timeout)[0]

    def wait_for_reply(self, message: Message, timeout: float = PATIENCE) -> Message:
        """Wait for the bot's message that answers this one as a reply."""
        return wait_for(
            self.server.api,
            f"reply to message {message.message_id} in chat {self.id}",
            lambda: next(
                (one for one in self.messages_from_bot() if one.reply_to == message.message_id), None
            ),
            timeout,
        )

    def wait_for_edit(self, message: Message, timeout: float = PATIENCE) -> Message:
        """Wait for a newer version of this message."""
        return wait_for(
            self.server.api,
            f"edit of message {message.message_id} in chat {self.id}",
            lambda: next((one for one in self.versions(message) if one.edits > message.edits), None),
            timeout,
        )

    def wait_for_answer(self, message: Message, timeout: float = PATIENCE) -> Message:
        """The message, or what a notice that it takes a moment is edited into: an answer has words in bold."""
        return message if message.marked("bold") else self.wait_for_edit(message, timeout)

    def ask(self, user: User, text: str, timeout: float = PATIENCE) -> Message:
        """Write and wait for the next message of the bot."""
        return self.wait_for_message(after=self.send(user, text), timeout=timeout)

    def versions(self, message: Message) -> list[Message]:
        """Return every version of a message, oldest first."""
        with self.server.world.changed:
            return [one for one in self.room.log if one.message_id == message.message_id]

    def messages_within(self, seconds: float, after: Message | None = None) -> list[Message]:
        """Let time pass and return what the bot said: `== []` shows its silence."""
        time.sleep(seconds)
        return self.messages_from_bot(after)

    def block_bot(self, status: str = "blocked") -> None:
        """Fail sending here with 403: `blocked`, `kicked`, `left`, `never_started`; `member` ends it."""
        with self.server.world.changed:
            self.room.bot_status = status

    def _hand_over(self, kind: str, message: Message) -> Message:
        """Queue the update, or mark the message as one the bot never sees."""
        world = self.server.world
        if reaches_bot(world, self.room, message) and world.updates.add(kind, message.json, self.id):
            return message
        unseen = replace(message, delivered=False)
        self.room.messages[message.message_id] = unseen
        return unseen

    def _pressed(self, message: Message) -> Json:
        for inline_id, known in self.server.world.inline_messages.items():
            if (known.chat_id, known.message_id) == (message.chat_id, message.message_id):
                return {"inline_message_id": inline_id}
        kept = self.room.messages if message.only_for is None else self.room.ephemeral
        current = kept.get(message.message_id)
        if current is None:
            return {"message": {"chat": self.room.chat, "message_id": message.message_id, "date": 0}}
        return {"message": current.json}


def _reply(message: Message | None, quote: str | None = None) -> Reply | None:
    return None if message is None else Reply(message, quote, message.text.find(quote) if quote else 0)
