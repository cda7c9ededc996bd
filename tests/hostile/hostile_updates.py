"""Updates that nobody should send: the ones Telegram sends, with parts of them lost, swapped and blown up."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.hostile.hostile_text import hostile_text

Json = Any
_ODD: tuple[Json, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    10**30,
    1.5,
    "",
    "x",
    "\ud800",
    [],
    {},
    [None],
    {"id": {}},
    [[[[]]]],
)
_DAMAGED = 0.5
"""How many of them have parts lost or exchanged."""
_COMMANDS = ("ask", "use", "check", "compare", "settings", "sources", "keep", "help", "forget")
_PRESSES = ("more", "m:", "p:", "s:", "c:1", "r:1:2", "j:+", "v1:", "d:", "f:", "k:")


def hostile_update(random: Random, chat: int, bot: int) -> Json:
    """One update, that may or may not be readable.

    Args:
        random: the generator.
        chat: of the one who sends it, and as whom.
        bot: the number of the bot.
    """
    user = {"id": chat, "is_bot": False, "first_name": hostile_text(random)[:80], "language_code": "zh-hans"}
    room = {"id": chat, "type": "private", "first_name": "x"}
    message = {"message_id": random.randrange(1, 9), "date": 1_700_000_000, "chat": room, "from": user}
    own = message | {"from": {"id": bot, "is_bot": True, "first_name": "b"}, "text": hostile_text(random)}
    makers = (
        lambda: {"message": message | random.choice((_typed, _sent))(random, message, own)},
        lambda: {"edited_message": message | {"text": hostile_text(random), "edit_date": 1_700_000_001}},
        lambda: {"callback_query": _press(random, user, own)},
        lambda: _inline(random, user),
        lambda: {"my_chat_member": _membership(random, room, user)},
    )
    update = random.choices(makers, weights=(8, 1, 2, 2, 1))[0]()
    return _damaged(random, update) if random.random() < _DAMAGED else update


def _typed(random: Random, message: Json, own: Json) -> Json:
    text = hostile_text(random)
    other = message | {"text": text}
    mention = {"type": "mention", "offset": random.randrange(-5, 99), "length": random.randrange(-5, 99)}
    return random.choice(
        (
            {"text": text},
            {"text": f"/start {text[:64]}"},
            {"text": f"/{random.choice(_COMMANDS)} {text}"[:4096]},
            {"text": "真的吗", "reply_to_message": other},
            {"text": "来源", "reply_to_message": own},
            {"text": text, "entities": [mention]},
        )
    )


def _sent(random: Random, *_: Json) -> Json:
    """A file or a photo."""
    file = {"file_id": "f", "file_unique_id": "u"}
    named = {"file_name": hostile_text(random)[:200], "file_size": random.choice((0, -1, 10**12))}
    photo = [file | {"width": 1, "height": 1}]
    return random.choice(
        ({"document": file | named}, {"photo": photo, "caption": hostile_text(random)[:1000]})
    )


def _press(random: Random, user: Json, own: Json) -> Json:
    where = random.choice(({"message": own}, {"inline_message_id": "i"}))
    data = random.choice(_PRESSES) + hostile_text(random)[:60]
    return {"id": str(random.random()), "from": user, "chat_instance": "1", "data": data} | where


def _inline(random: Random, user: Json) -> Json:
    query = {"from": user, "query": hostile_text(random)[:256]}
    if random.random() < 0.3:
        return {"chosen_inline_result": query | {"result_id": hostile_text(random)[:64]}}
    offset = random.choice(("", "0", "-1", "x", "9" * 60))
    return {"inline_query": query | {"id": str(random.random()), "offset": offset}}


def _membership(random: Random, room: Json, user: Json) -> Json:
    old, new = (
        {"user": user, "status": status} for status in ("member", random.choice(("left", "kicked", "nobody")))
    )
    return {"chat": room, "from": user, "date": 1, "old_chat_member": old, "new_chat_member": new}


def _damaged(random: Random, value: Json, depth: int = 0) -> Json:
    """The value with some of what is in it lost or exchanged; at the top the kind of update stays."""
    if depth and random.random() < 0.06:
        return random.choice(_ODD)
    if isinstance(value, dict):
        kept = {
            key: _damaged(random, each, depth + 1)
            for key, each in value.items()
            if not depth or random.random() > 0.03
        }
        return kept | ({hostile_text(random)[:20]: random.choice(_ODD)} if random.random() < 0.05 else {})
    if isinstance(value, list):
        return [_damaged(random, each, depth + 1) for each in value] * random.choice((1, 1, 1, 50))
    return value
