"""Reads the replies of the Bot API server, so that no reply stops the bot or hides that a call was carried out.

python-telegram-bot builds objects from replies, and raises TypeError, KeyError or anything else at JSON that it does
not know: after the server has sent the message. So each reply is tried first. One that the library cannot build is
reduced to what the bot itself reads of it; one that says nothing becomes an error the library knows.
The rules for replies: https://core.telegram.org/bots/api#making-requests
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from telegram import ChatMember, File, Message, SentGuestMessage, TelegramObject, User, WebhookInfo
from telegram.error import NetworkError

_Json = dict[str, Any]

_LONGEST_REASON = 300
"""Characters of a refusal's description that are kept."""
_LONGEST_FLOOD = 24 * 3600
"""Seconds; a longer wait is as good as this one, and a number without end would not be a time."""
_MOST_DIGITS = 18


class UnreadableReplyError(NetworkError):
    """The server's reply cannot be read.

    It stands here and not in `bot.errors`: commands that never speak to Telegram need not load its library.

    Attributes:
        method: of the Bot API, whose reply it is.
        is_done: whether the server said that it carried out the call; otherwise it may have done so.
    """

    def __init__(self, method: str, *, is_done: bool = False) -> None:
        super().__init__(f"the reply to {method} cannot be read")
        self.method = method
        self.is_done = is_done


@dataclass(frozen=True, slots=True)
class ReadableReply:
    """A reply that the library can read."""

    status: int
    body: bytes
    is_reduced: bool = False
    """Whether the server sent something else, of which this is what the bot needs."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the result of a method must hold: fields that the bot reads, and what the library's class needs besides."""

    built: type[TelegramObject]
    read: Mapping[str, type]
    filling: Mapping[str, Any]


_MESSAGE = _Shape(Message, {"message_id": int}, {"date": 0, "chat": {"id": 0, "type": "private"}})
_SHAPES = {
    "sendMessage": _MESSAGE,
    "sendPhoto": _MESSAGE,
    "getMe": _Shape(User, {"id": int, "username": str}, {"is_bot": True, "first_name": ""}),
    # An admin has many fields, each of which the library insists on: whom it cannot build is no admin.
    "getChatMember": _Shape(ChatMember, {"status": str}, {}),
    "getFile": _Shape(File, {"file_path": str}, {"file_id": "", "file_unique_id": ""}),
    "getWebhookInfo": _Shape(
        WebhookInfo, {"url": str}, {"has_custom_certificate": False, "pending_update_count": 0}
    ),
    "answerGuestQuery": _Shape(SentGuestMessage, {}, {"inline_message_id": ""}),
}
_ONLY_DONE = frozenset(
    [
        "answerCallbackQuery",
        "answerInlineQuery",
        "deleteMyCommands",
        "deleteWebhook",
        "editMessageReplyMarkup",
        "editMessageText",
        "sendChatAction",
        "setMessageReaction",
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
        "setWebhook",
    ]
)
"""Methods whose result tells nothing but that the call was carried out."""

_EDITS = frozenset(["editMessageReplyMarkup", "editMessageText"])
"""Of these, methods that tell the message as it is now, unless it was sent inline."""

_READ_PIECE_BY_PIECE = "getUpdates"
"""Whoever asked for them reads the updates around one that no parser takes."""


def readable(method: str, status: int, body: bytes) -> ReadableReply:
    """The reply as the library can read it.

    Args:
        method: the Bot API's name of the method that was called.
        status: of HTTP.
        body: as it came.

    Raises:
        UnreadableReplyError: the server reports success and nothing that can be read.
        NetworkError: the server, or a proxy before it, reports a failure in no words of the Bot API.
    """
    content = _decoded(body)
    said_ok = content.get("ok") if content is not None else None
    if content is not None and said_ok is False:
        return _refusal(status, content)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        # Whatever its number says, a page that is no reply of the Bot API refuses neither the token nor the message.
        raise NetworkError(_phrase(status))
    if content is None and method == _READ_PIECE_BY_PIECE:
        return ReadableReply(status, body)
    if content is None or said_ok is not True:
        raise UnreadableReplyError(method)
    if "result" not in content and method not in _ONLY_DONE:
        raise UnreadableReplyError(method, is_done=True)
    return _success(method, content.get("result"), status, body)


def says_done(body: bytes) -> bool:
    """Whether a reply says in the words of the Bot API that the call was carried out, readable or not in what else it says."""
    content = _decoded(body)
    return content is not None and content.get("ok") is True


def _decoded(body: bytes) -> _Json | None:
    """The JSON object in a body; None: there is none."""
    try:
        content = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):  # the latter for lists in lists in lists
        return None
    return content if isinstance(content, dict) else None


def _success(method: str, result: object, status: int, body: bytes) -> ReadableReply:
    as_it_came = ReadableReply(status, body)
    if method == "getUpdates" and not isinstance(result, list):
        raise UnreadableReplyError(
            method
        )  # what the updates themselves say is read by whoever asked for them
    if method in _ONLY_DONE:
        is_known = result is True or (method in _EDITS and _can_be_built(Message, result))
        return as_it_came if is_known else _reduced(status, result=True)
    shape = _SHAPES.get(method)
    if shape is None:
        return as_it_came
    fields = result if isinstance(result, dict) else {}
    read = {name: _as_kind(fields.get(name), kind) for name, kind in shape.read.items()}
    if None in read.values():
        raise UnreadableReplyError(method, is_done=True)
    if all(fields[name] is value for name, value in read.items()) and _can_be_built(shape.built, result):
        return as_it_came
    needed = {**shape.filling, **read}
    if not _can_be_built(shape.built, needed):
        raise UnreadableReplyError(method, is_done=True)
    return _reduced(status, result=needed)


def _reduced(status: int, *, result: object) -> ReadableReply:
    return ReadableReply(status, json.dumps({"ok": True, "result": result}).encode(), is_reduced=True)


def _refusal(status: int, content: _Json) -> ReadableReply:
    """The refusal with those of its fields that are what the Bot API says they are."""
    if status < HTTPStatus.BAD_REQUEST:
        code = _as_kind(content.get("error_code"), int)
        is_error = code is not None and HTTPStatus.BAD_REQUEST <= code < 600  # noqa: PLR2004 - HTTP's last class
        status = code if code is not None and is_error else HTTPStatus.INTERNAL_SERVER_ERROR
    reason, told = content.get("description"), content.get("parameters")
    parameters = _parameters(told) if isinstance(told, dict) else {}
    said = {
        "ok": False,
        "description": reason[:_LONGEST_REASON] if isinstance(reason, str) and reason else _phrase(status),
        **({"parameters": parameters} if parameters else {}),
    }
    return ReadableReply(status, json.dumps(said).encode())


def _parameters(told: _Json) -> dict[str, int]:
    moved, wait = (_as_kind(told.get(name), int) for name in ("migrate_to_chat_id", "retry_after"))
    parameters = {} if moved is None else {"migrate_to_chat_id": moved}
    if wait is not None and wait > 0:
        parameters["retry_after"] = min(wait, _LONGEST_FLOOD)
    return parameters


def _as_kind(value: object, kind: type) -> Any:  # noqa: ANN401 - the value, if it is of the kind asked for
    """The value if it is of this kind, a number written as text as a number; None: it is something else."""
    if kind is int and isinstance(value, str) and len(value) <= _MOST_DIGITS:
        digits = value.removeprefix("-")
        return int(value) if digits.isascii() and digits.isdigit() else None
    return value if type(value) is kind else None


def _can_be_built(kind: type[TelegramObject], result: object) -> bool:
    try:
        kind.de_json(result, None)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - the library raises whatever Python does at JSON it does not expect
        return False
    return True


def _phrase(status: int) -> str:
    try:
        return f"{HTTPStatus(status).phrase} ({status})"
    except ValueError:
        return f"HTTP status {status}"
