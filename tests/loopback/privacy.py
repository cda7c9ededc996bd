"""Which messages of a group reach a bot: https://core.telegram.org/bots/features#privacy-mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .stubs import MEDIA

if TYPE_CHECKING:
    from .records import Json, Message
    from .rooms import BotContext
    from .world import World

_ABSENT = {"blocked", "kicked", "left", "never_started"}
_CONTENT = {"text", "caption", *MEDIA}


def reaches_bot(world: World, room: BotContext, message: Message) -> bool:
    """Tell whether the bot gets the update.

    With privacy mode on: commands without a name or with the bot's, mentions, replies to the bot, what is
    sent via it, and service messages. Simpler than Telegram: a command without a name always reaches it.
    """
    if room.bot_status in _ABSENT:
        return False
    if room.type in {"private", "channel"} or not world.privacy or room.bot_status == "administrator":
        return True
    if not _CONTENT & message.json.keys():
        return True
    return _meant_for_bot(world, message)


def _meant_for_bot(world: World, message: Message) -> bool:
    json: Json = message.json
    replied = json.get("reply_to_message", {}).get("from", {}).get("id")
    if world.bot_id in (replied, json.get("via_bot", {}).get("id")):
        return True
    name = f"@{world.username}".lower()
    for entity in message.entities:
        words = entity.of(message.text).lower()
        if entity.type == "mention" and words == name:
            return True
        if entity.type == "bot_command" and ("@" not in words or words.endswith(name)):
            return True
    return False
