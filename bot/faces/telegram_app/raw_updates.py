"""Reads updates one by one, so that one that cannot be read stands in no other's way.

`Bot.get_updates` reads a whole batch or nothing of it, and writes the batch to the log when it cannot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Bot, Message, Update
from telegram.error import TelegramError

from bot.errors import UnreadableUpdateError
from bot.faces.telegram_app.update_fields import checked
from bot.storage import ReceivedUpdate

_TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
"""What tells where an element of a list ends: strings, and brackets outside of them."""
_RESULT = re.compile(r'"result"\s*:\s*\[')
_NUMBER = re.compile(r'(?<!\\)"update_id"\s*:\s*(\d{1,18})\b')
_FIELD = re.compile(r"[a-z_]{1,40}")
_MOST_FIELDS = 5
_NO_JSON = "Invalid server response"
"""In the library's words, as of every other method's reply."""
_NAMES = frozenset(
    "first_name last_name username title author_signature phone_number bio vcard description".split()
)
"""Fields that tell who somebody is."""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """An update whose JSON cannot be read at all."""

    number: int | None
    """None: it tells none."""


def read_batch(answer: bytes) -> list[object]:
    """The updates in an answer to getUpdates, as far as they are JSON.

    An element that Python's parser gives up, such as brackets a thousand deep, is an `Unparsed` one.

    Raises:
        TelegramError: it is no such answer.
    """
    text = answer.decode("utf-8", "replace")
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return [read_one(element) for element in _elements(text)]
    updates = held.get("result") if isinstance(held, dict) else None
    if not isinstance(updates, list):
        raise TelegramError("what it sends are no updates")
    return updates


def read_one(text: str) -> object:
    """One update's JSON, or what is told of it."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        number = _NUMBER.search(text)
        return Unparsed(int(number[1]) if number else None)


def number_of(raw: object) -> int | None:
    """The update_id, by which an update is confirmed; None: it has none that could be."""
    if isinstance(raw, Unparsed):
        return raw.number
    number = raw.get("update_id") if isinstance(raw, dict) else None
    # A bool is an int, too.
    return number if type(number) is int and 0 <= number < 2**63 - 1 else None


def read_update(raw: object, bot: Bot) -> Update:
    """The update as handlers take it.

    Raises:
        UnreadableUpdateError: the library, or a handler, could do nothing with it.
    """
    try:
        return Update.de_json(checked(raw), bot)
    except Exception:  # noqa: BLE001 - the library raises what it comes upon, and may put the update in its message
        raise UnreadableUpdateError(number_of(raw), _fields(raw)) from None


def to_keep(raw: object, update: Update) -> ReceivedUpdate:
    """What is kept of an update.

    Raises:
        UnreadableUpdateError: it is too deep to be written down.
    """
    message = update.effective_message
    author = (message.sender_chat if message and not update.callback_query else None) or update.effective_user
    chat = update.effective_chat
    person = author.id if author is not None else 0
    try:
        body = json.dumps(_without_names(raw), separators=(",", ":"))
    except RecursionError:
        raise UnreadableUpdateError(number_of(raw), _fields(raw)) from None
    chat_id = chat.id if chat is not None else person
    return ReceivedUpdate(_key(update), update.update_id, chat_id, person or chat_id, body)


def _key(update: Update) -> str:
    message, query = update.message, update.callback_query
    if isinstance(message, Message) and message.message_id > 0:
        return f"m{message.chat.id}:{message.message_id}"
    if query is not None:
        # Written in ASCII: a database takes neither half a surrogate pair nor a zero.
        return f"c{query.id!a}"
    # Of two edits within a second both count.
    return f"u{update.update_id}"


def _without_names(raw: object) -> object:
    if isinstance(raw, list):
        return [_without_names(each) for each in raw]
    if isinstance(raw, dict):
        return {
            key: "" if key in _NAMES and isinstance(held, str) else _without_names(held)
            for key, held in raw.items()
        }
    return raw


def _fields(raw: object) -> tuple[str, ...]:
    """The names of the fields beside the number, as far as they are such names."""
    names = (key for key in raw if key != "update_id") if isinstance(raw, dict) else ()
    return tuple(name for name in names if _FIELD.fullmatch(name))[:_MOST_FIELDS]


def _elements(text: str) -> Iterator[str]:
    """The elements of the list `result`, found by their brackets.

    Raises:
        TelegramError: there is no such list, or its end is missing.
    """
    start = _RESULT.search(text)
    if start is None:
        raise TelegramError(_NO_JSON)
    depth, begin = 0, 0
    for token in _TOKENS.finditer(text, start.end()):
        if token[0] in "[{":
            begin = begin if depth else token.start()
            depth += 1
        elif token[0] in "]}":
            depth -= 1
            if depth == 0:
                yield text[begin : token.end()]
            elif depth < 0:
                return
    raise TelegramError(_NO_JSON)
