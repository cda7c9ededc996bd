"""A hundred updates that nobody's library can read, each with a secret that no log may tell."""

from __future__ import annotations

from typing import Any

from tests.loopback.raw_updates import NUMBER

Json = dict[str, Any]
SECRET = "机密的话"
_DEEP = 100_000
_USER: Json = {"id": 5001, "is_bot": False, "first_name": SECRET}
_CHAT: Json = {"id": 5001, "type": "private", "first_name": SECRET}


def _message(**fields: object) -> Json:
    return {"message_id": 1, "date": 0, "chat": _CHAT, "from": _USER, "text": SECRET, **fields}


def _reply_in_a_reply(depth: int) -> Json:
    message = _message()
    for _ in range(depth):
        message = _message(reply_to_message=message)
    return message


_POLL: Json = {
    "id": "1",
    "question": SECRET,
    "options": [{"text": SECRET, "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
}
"""As a server of an older Bot API writes it: without persistent_id and allows_revoting."""
_OBJECTS: tuple[Json, ...] = (
    {"message": _message(poll=_POLL)},
    {"message": _message(photo=[{"file_id": SECRET}])},
    {"message": _message(photo=SECRET)},
    {"message": _message(sticker={"emoji": SECRET})},
    {"message": _message(document=[SECRET])},
    {"message": _message(location={"longitude": SECRET})},
    {"message": _message(new_chat_members=[None])},
    {"message": _message(new_chat_members={"first_name": SECRET})},
    {"message": _message(entities=[{"type": "bold"}])},
    {"message": _message(entities=[{"type": "bold", "offset": "0", "length": SECRET}])},
    {"message": _message(entities=[{"type": "bold", "offset": -5, "length": 10}])},
    {"message": _message(entities={"bold": SECRET})},
    {"message": _message(text=[SECRET])},
    {"message": _message(text=5)},
    {"message": _message(text={SECRET: SECRET})},
    {"message": _message(caption=1.5, text=None)},
    {"message": _message(message_id=SECRET)},
    {"message": _message(message_id=10**30)},
    {"message": _message(message_id=None)},
    {"message": _message(date=SECRET)},
    {"message": _message(date=-1)},
    {"message": _message(date=10**20)},
    {"message": _message(chat=None)},
    {"message": _message(chat=SECRET)},
    {"message": _message(chat={"id": 5001, "first_name": SECRET})},
    {"message": _message(chat=_CHAT | {"id": 10**25})},
    {"message": _message(chat=_CHAT | {"id": True})},
    {"message": _message(chat=_CHAT | {"type": ["private"]})},
    {"message": _message(**{"from": SECRET})},
    {"message": _message(**{"from": _USER | {"id": SECRET}})},
    {"message": _message(**{"from": _USER | {"id": -(10**40)}})},
    {"message": _message(**{"from": {"first_name": SECRET}})},
    {"message": _message(**{"from": _USER | {"language_code": ["zh"]}})},
    {"message": _message(sender_chat={"title": SECRET})},
    {"message": _message(reply_to_message=SECRET)},
    {"message": _message(reply_to_message=[_message()])},
    {"message": _reply_in_a_reply(300)},
    {"message": _message(quote={"text": SECRET})},
    {"message": _message(quote=SECRET)},
    {"message": _message(migrate_to_chat_id=SECRET)},
    {"message": _message(media_group_id=[SECRET])},
    {"message": _message(is_topic_message=SECRET)},
    {"message": _message(reply_markup={"inline_keyboard": [[SECRET]]})},
    {"message": _message(reply_markup={"inline_keyboard": SECRET})},
    {"message": [_message()]},
    {"message": SECRET},
    {"message": 7},
    {"message": {}},
    {"edited_message": _message(text=[SECRET])},
    {"edited_message": SECRET},
    {"callback_query": {"id": "1", "from": None, "data": SECRET, "chat_instance": "1"}},
    {"callback_query": {"id": 1, "from": _USER, "data": SECRET, "chat_instance": "1"}},
    {"callback_query": {"id": "1", "from": _USER, "data": [SECRET], "chat_instance": "1"}},
    {"callback_query": {"id": "1", "from": _USER, "message": SECRET, "chat_instance": "1"}},
    {"callback_query": SECRET},
    {"inline_query": {"id": "1", "from": _USER, "query": None, "offset": ""}},
    {"inline_query": {"id": "1", "from": SECRET, "query": SECRET, "offset": ""}},
    {"inline_query": [SECRET]},
    {"poll": _POLL},
    {"poll": SECRET},
    {"message_reaction": {"chat": SECRET}},
    {"chat_member": {"new_chat_member": SECRET}},
    {"chosen_inline_result": {"query": SECRET}},
    {"business_message": SECRET},
    {"purchased_paid_media": SECRET},
)
_TEXTS = (
    f'{{"update_id": {NUMBER}, "message": {"[" * _DEEP}{"]" * _DEEP}}}',
    f'{{"update_id": {NUMBER}, "message": {"{" + chr(34) + "a" + chr(34) + ":"}{"[" * _DEEP}{"]" * _DEEP}}}}}',
    f'{{"update_id": {NUMBER}, "{SECRET}": {"9" * 5000}, "message": {{"text": "{SECRET}"}}}}',
    f'{{"update_id": {NUMBER}, "message": {{"text": "{SECRET}]}}\\"]", "date": 1e{"9" * 5000}, "chat": 0}}}}',
    f'{{"update_id": {NUMBER}, "message": {{"text": "{"长" * 1_700_000}"}}}}',
)
"""The first three no parser of Python's takes; the last one has five million bytes."""
AWKWARD: tuple[Json | str, ...] = (*_OBJECTS, *_TEXTS, *_OBJECTS[: 100 - len(_OBJECTS) - len(_TEXTS)])
