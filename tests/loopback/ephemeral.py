"""Messages that one member of a group alone sees, as Bot API 10.3 has them.

Follows https://core.telegram.org/bots/api#ephemeralmessageparameters: a bot that is no admin needs a button that the receiver has
tapped less than 15 seconds ago. A world without them ignores the parameter, as Telegram does with any that it does not know.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .errors import bad_request, forbidden, not_found
from .limits import check_markup, message_text
from .rooms import Content

if TYPE_CHECKING:
    from .body import Params
    from .records import Message
    from .rooms import BotContext
    from .world import World

_PRESSED_WITHIN = 15.0


def receiver_of(world: World, room: BotContext, params: Params) -> int | None:
    """Who alone is to see a message that is sent; None: everybody."""
    wanted = params.record("ephemeral_message_parameters") if world.ephemeral else None
    if wanted is None:
        return None
    person = wanted.get("receiver_user_id")
    if not isinstance(person, int) or person not in room.members:
        raise bad_request("USER_NOT_PARTICIPANT")
    if room.type not in {"group", "supergroup"}:
        raise bad_request("ephemeral messages can be sent only in groups")
    if room.bot_status != "administrator":
        _check_press(world, room, person, wanted.get("callback_query_id"))
    return person


def edit_text(world: World, params: Params) -> bool:
    """Replace what such a message says."""
    room, old = _shown(world, params)
    source = params.text("text")
    text = message_text(source, params.text("parse_mode"), params.items("entities"))
    markup = check_markup(params.record("reply_markup"), inline_only=True)
    room.edit(old, Content(text, source, text.to_json(), markup))
    return True


def delete(world: World, params: Params) -> bool:
    """Take such a message away."""
    room, old = _shown(world, params)
    assert old.only_for is not None
    del room.ephemeral[old.message_id]
    return True


def _check_press(world: World, room: BotContext, person: int, query_id: object) -> None:
    query = world.queries.get(str(query_id))
    pressed = query.details if query is not None and query.kind == "callback" else {}
    is_recent = query is not None and time.monotonic() - query.asked <= _PRESSED_WITHIN
    if not is_recent or (pressed.get("user"), pressed.get("chat_id")) != (person, room.id):
        raise forbidden("not enough rights to send ephemeral messages to the chat")


def _shown(world: World, params: Params) -> tuple[BotContext, Message]:
    if not world.ephemeral:
        raise not_found()
    person = params.integer("receiver_user_id")
    if person is None:
        raise bad_request('parameter "receiver_user_id" is required')
    room = world.room(params.text("chat_id"))
    message = room.ephemeral.get(params.integer("ephemeral_message_id") or 0)
    if message is None or message.only_for != person:
        raise bad_request("message to edit not found")
    return room, message
