"""Methods that write into chats: send, edit, delete, and the sign of typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import FormattedText, utf16_length
from .ephemeral import receiver_of
from .errors import bad_request
from .limits import check_markup, check_quote, formatted, message_text
from .rooms import BotContext, Content, Reply
from .stubs import MEDIA

if TYPE_CHECKING:
    from .body import Params
    from .records import Json, Message
    from .world import World

_ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]
_CAPTION_UNITS = 1024
_REACTIONS = {"👍", "👎", "❤", "🔥", "🎉", "👏", "🙏", "👌"}
"""Some of those that Telegram allows: https://core.telegram.org/bots/api#reactiontypeemoji"""


def send_message(world: World, params: Params) -> Json:
    room = _reachable(world, params)
    content = text_content(params)
    thread_id = room.thread(params.integer("message_thread_id"))
    reply = _reply(room, params)
    if reply and thread_id is None:
        thread_id = reply.message.thread_id
    _check_rates(world, "sendMessage", room)
    sender = {"from": world.bot}
    if (person := receiver_of(world, room, params)) is not None:
        return room.show(person, sender, content).json
    return room.post(sender, content, reply=reply, thread_id=thread_id, from_bot=True).json


def send_photo(world: World, params: Params) -> Json:
    """Send an uploaded picture with a caption, which becomes the message's text for tests."""
    room = _reachable(world, params)
    if not params.text("photo").startswith("attach://"):
        raise bad_request("wrong file identifier/HTTP URL specified")
    caption = formatted(params.text("caption"), params.text("parse_mode"), params.items("caption_entities"))
    if utf16_length(caption.text) > _CAPTION_UNITS:
        raise bad_request("message caption is too long")
    markup = check_markup(params.record("reply_markup"), inline_only=False)
    fields = {"photo": MEDIA["photo"]["photo"], "caption": caption.text}
    content = Content(caption, params.text("caption"), fields, markup)
    thread_id = room.thread(params.integer("message_thread_id"))
    _check_rates(world, "sendPhoto", room)
    message = room.post(
        {"from": world.bot}, content, reply=_reply(room, params), thread_id=thread_id, from_bot=True
    )
    world.pictures[room.id, message.message_id] = params.uploads["photo"]
    return message.json


def edit_message_text(world: World, params: Params) -> Json | bool:
    inline_id = params.text("inline_message_id")
    if inline_id:
        if inline_id not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        old = world.inline_messages[inline_id]
        content = text_content(params, inline_only=True)
        _check_modified(old, content)
        world.inline_messages[inline_id] = world.rooms[old.chat_id].edit(old, content)
        return True
    room = _reachable(world, params)
    old = room.own(params.integer("message_id"), world.bot_id)
    content = text_content(params, inline_only=True)
    _check_modified(old, content)
    return room.edit(old, content).json


def edit_message_reply_markup(world: World, params: Params) -> Json | bool:
    markup = check_markup(params.record("reply_markup"), inline_only=True)
    inline_id = params.text("inline_message_id")
    if inline_id and inline_id not in world.inline_messages:
        raise bad_request("MESSAGE_ID_INVALID")
    if inline_id:
        old = world.inline_messages[inline_id]
        room = world.rooms[old.chat_id]
    else:
        room = _reachable(world, params)
        old = room.own(params.integer("message_id"), world.bot_id)
    formatted_text = _formatted_again(old)
    content = Content(formatted_text.formatted, old.source, formatted_text.fields, markup)
    _check_modified(old, content)
    new = room.edit(old, content)
    if inline_id:
        world.inline_messages[inline_id] = new
        return True
    return new.json


def delete_message(world: World, params: Params) -> bool:
    room = _reachable(world, params)
    message = room.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    mine = message.from_bot or room.type == "private" or room.bot_status == "administrator"
    if not mine:
        raise bad_request("message can't be deleted")
    room.delete(message.message_id)
    return True


def send_chat_action(world: World, params: Params) -> bool:
    room = _reachable(world, params)
    room.thread(params.integer("message_thread_id"))
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """React to a message with at most one emoji, as a bot may."""
    room = _reachable(world, params)
    if params.integer("message_id") not in room.messages:
        raise bad_request("message to react not found")
    reactions = params.items("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in _REACTIONS for one in reactions):
        raise bad_request("REACTION_INVALID")
    return True


def send_message_draft(world: World, params: Params) -> bool:
    """Show a text that is still being written; private chats only."""
    room = _reachable(world, params)
    if room.type != "private":
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if not params.integer("draft_id"):
        raise bad_request("invalid draft_id specified")
    formatted(params.text("text"), params.text("parse_mode"), params.items("entities"))
    return True


def text_content(params: Params, *, inline_only: bool = False) -> Content:
    """Read the text and keyboard of a sending or an edit."""
    source = params.text("text")
    text = message_text(source, params.text("parse_mode"), params.items("entities"))
    markup = check_markup(params.record("reply_markup"), inline_only=inline_only)
    return Content(text, source, text.to_json(), markup)


def _reachable(world: World, params: Params) -> BotContext:
    room = world.room(params.text("chat_id"))
    room.check_reachable()
    return room


def _check_rates(world: World, method: str, room: BotContext) -> None:
    world.faults.check_rates(method, room.id)


def _reply(room: BotContext, params: Params) -> Reply | None:
    wanted = params.record("reply_parameters")
    if wanted is None:
        legacy = params.integer("reply_to_message_id")
        if legacy is None:
            return None
        lenient = params.flag("allow_sending_without_reply")
        wanted = {"message_id": legacy, "allow_sending_without_reply": lenient}
    message = _replied(room, wanted)
    if message is None:
        if wanted.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    if not wanted.get("quote"):
        return Reply(message)
    quote = formatted(wanted["quote"], wanted.get("quote_parse_mode", ""), wanted.get("quote_entities"))
    return Reply(message, quote.text, check_quote(quote, message.text))


def _replied(room: BotContext, wanted: Json) -> Message | None:
    if wanted.get("chat_id", room.id) != room.id:
        return None  # replies into other chats are left out
    message_id = wanted.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters: message_id must be a Number")
    return room.messages.get(message_id)


def _check_modified(old: Message, new: Content) -> None:
    same_text = (old.text, old.entities) == (new.formatted.text, new.formatted.entities)
    if same_text and (old.markup or None) == (new.markup or None):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )


def _formatted_again(message: Message) -> Content:
    text = FormattedText(message.text, message.entities)
    return Content(text, message.source, text.to_json())
