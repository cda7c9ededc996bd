"""Play a scene in a chat of the loopback Bot API server, and read off what a phone would show of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from docs.messages import Message, Picture, Reply
from tests.loopback import Chat, LoopbackServer, User
from tests.loopback import Message as Sent

_PATIENCE = 60.0
_TIME = "09:41"
_ME, _OTHER, _BOT = "小林", "阿梅", "引据"
_SHORTENED = 60
_NOTICE = "⏳"
"""Begins a message that turns into the answer when that is there."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is said in one chat; `docs/scenes.toml` explains it."""

    name: str
    say: tuple[str, ...]
    corpus: str = "reports"
    language: str = "zh-hans"
    is_group: bool = False
    is_in_readme: bool = False


@dataclass(slots=True)
class Setting:
    """A chat while a scene is played."""

    scene: Scene
    server: LoopbackServer
    chat: Chat
    me: User
    other: User
    messages: list[Message] = field(default_factory=list)
    """As a phone shows them: the last two or three."""
    last_of_bot: Sent | None = None
    last_of_other: Sent | None = None


def play(scene: Scene, server: LoopbackServer) -> Setting:
    """Say all lines of a scene, each after the bot has answered the one before, and keep what is seen last."""
    me = server.user(_ME, language_code=scene.language)
    other = server.user(_OTHER, language_code=scene.language)
    chat = server.group(f"读报告小组{scene.name}") if scene.is_group else server.private_chat(me)
    setting = Setting(scene, server, chat, me, other)
    for line in scene.say:
        kind, mark, words = line.partition(": ")
        say = _KINDS.get(kind) if mark else None
        (say or _write)(setting, words if say else line)
    return setting


def _write(setting: Setting, text: str, reply: Sent | None = None) -> None:
    bot = setting.server.username
    if setting.scene.is_group:
        text = text.format(bot=bot) if text.startswith("/") else f"@{bot} {text}"
    sent = setting.chat.send(setting.me, text, reply_to=reply)
    replied = (
        Reply(_OTHER if reply is setting.last_of_other else _BOT, reply.text[:_SHORTENED]) if reply else None
    )
    setting.messages = setting.messages[-1:] if reply is not None and reply is setting.last_of_other else []
    setting.messages.append(Message(sent.text, _TIME, is_mine=True, reply=replied))
    _hear(setting, sent)


def _hear(setting: Setting, after: Sent) -> None:
    """Take the bot's next message, once it says what it is to say."""
    said = setting.chat.wait_for_message(after=after, timeout=_PATIENCE)
    setting.server.settle(0.2)
    said = setting.chat.messages_from_bot(after=after)[-1]
    if said.text.startswith(_NOTICE):
        said = setting.chat.wait_for_edit(said, timeout=_PATIENCE)
    setting.last_of_bot = said
    reply = None
    if said.reply_to is not None and setting.scene.is_group:
        words = said.quote or next(
            one.text for one in setting.chat.room.messages.values() if one.message_id == said.reply_to
        )
        reply = Reply(_ME, words, is_quote=bool(said.quote))
    setting.messages.append(_shown(said, setting, reply))


def _press(setting: Setting, label: str) -> None:
    under = setting.last_of_bot
    assert under is not None
    before = {one.message_id: one.edits for one in setting.chat.messages_from_bot()}
    setting.chat.press(setting.me, under, label).answer(_PATIENCE)
    setting.server.settle(0.2)
    changed = [one for one in setting.chat.messages_from_bot() if before.get(one.message_id) != one.edits]
    setting.last_of_bot = changed[-1]
    setting.messages = [_shown(changed[-1], setting, None)]


def _overhear(setting: Setting, text: str) -> None:
    setting.last_of_other = setting.chat.send(setting.other, text)
    setting.messages.append(Message(text, _TIME, author=_OTHER))


def _choose(setting: Setting, query: str) -> None:
    cards = setting.me.inline(query, timeout=_PATIENCE)
    sent = setting.me.choose(cards.results[0], setting.chat, query)
    setting.messages.append(_shown(sent, setting, None))


def _shown(sent: Sent, setting: Setting, reply: Reply | None) -> Message:
    rows = (sent.markup or {}).get("inline_keyboard", [])
    keyboard = tuple(tuple(button["text"] for button in row) for row in rows)
    return Message(
        sent.html,
        _TIME,
        author=_BOT if setting.scene.is_group else "",
        reply=reply,
        keyboard=keyboard,
        picture=_picture(sent, setting),
    )


def _picture(sent: Sent, setting: Setting) -> Picture | None:
    content = setting.server.world.pictures.get((sent.chat_id, sent.message_id))
    if content is None:
        return None
    with Image.open(io.BytesIO(content)) as picture:
        return Picture(content, *picture.size)


_KINDS: dict[str, Callable[[Setting, str], None]] = {
    "press": _press,
    "reply": lambda setting, text: _write(setting, text, setting.last_of_bot),
    "under": lambda setting, text: _write(setting, text, setting.last_of_other),
    "other": _overhear,
    "inline": _choose,
}
"""Ways to say a line, by the word before its colon."""
