"""Replies that no library can read, or reads only in part: what proxies, other servers and a newer API may send."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

_HTML = "<html><head><title>Sign in</title></head><body>小明的问题</body></html>".encode()
_DEPTH = 100_000
_HUGE = 5_000_000


class Garbling(Enum):
    """What is wrong with a reply. All but the last two come with status 200."""

    HTML = auto()
    """A page, as behind the login of a hotel."""
    HALF = auto()
    """The first half of the JSON, as long as the head says."""
    CUT = auto()
    """The first half of the JSON, and then the connection ends before the length that the head says."""
    NOTHING = auto()
    """No body."""
    BYTES = auto()
    """Bytes that are no UTF-8."""
    LIST = auto()
    """JSON, but no object."""
    DEEP = auto()
    """Lists in lists, deeper than a parser goes."""
    GZIP = auto()
    """Said to be compressed, which it is not."""
    NO_RESULT = auto()
    """`{"ok": true}`."""
    NULL = auto()
    """The result is null."""
    TEXT = auto()
    """The result is a text."""
    TRUE = auto()
    """The result is true, whatever the method promises."""
    WRONG_TYPES = auto()
    """The fields beside numbers and statuses are of other types than the API says."""
    NUMBER_AS_TEXT = auto()
    """The message's number is a text."""
    HUGE = auto()
    """Five million characters more than anybody needs."""
    REFUSED = auto()
    """A refusal with status 200, its reason a list and its waiting time a text."""
    NOT_FOUND = auto()
    """404 with a page: a proxy has lost the server."""
    BROKEN_ERROR = auto()
    """500 with half a JSON."""


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back over HTTP."""

    status: int
    body: bytes
    content_type: str = "application/json"
    cut_short_by: int = 0
    """Bytes that the head promises and that never come."""
    encoding: str = ""


_KEPT = {"message_id", "id", "status", "username", "user"}


def garbled(result: Any, kind: Garbling) -> Response:  # noqa: ANN401 - each method has a result of its own
    """The reply with this result and this trouble."""
    whole = _body(result)
    half = whole[: len(whole) // 2]
    match kind:
        case Garbling.HTML | Garbling.NOT_FOUND:
            return Response(200 if kind is Garbling.HTML else 404, _HTML, "text/html")
        case Garbling.HALF | Garbling.BROKEN_ERROR:
            return Response(200 if kind is Garbling.HALF else 500, half)
        case Garbling.CUT:
            return Response(200, half, cut_short_by=len(whole) - len(half))
        case Garbling.GZIP:
            return Response(200, whole, encoding="gzip")
        case Garbling.HUGE:
            return Response(200, json.dumps({"ok": True, "result": result, "more": "长" * _HUGE}).encode())
        case _:
            return Response(200, _BODIES[kind] if kind in _BODIES else _body(_changed(result, kind)))


_BODIES = {
    Garbling.NOTHING: b"",
    Garbling.BYTES: b"\xff\xfe\x00\x9f{",
    Garbling.LIST: b"[1, 2]",
    Garbling.DEEP: b'{"ok": true, "result": ' + b"[" * _DEPTH + b"]" * _DEPTH + b"}",
    Garbling.NO_RESULT: b'{"ok": true}',
    Garbling.REFUSED: json.dumps(
        {"ok": False, "error_code": "429", "description": ["小明"], "parameters": {"retry_after": "1"}}
    ).encode(),
}


def _body(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _changed(result: Any, kind: Garbling) -> Any:  # noqa: ANN401
    """The result with other types; one that is no object is already as wrong as it can be."""
    match kind:
        case Garbling.NULL:
            return None
        case Garbling.TEXT:
            return "小明的问题"
        case Garbling.TRUE:
            return True
        case Garbling.NUMBER_AS_TEXT if isinstance(result, dict) and "message_id" in result:
            return result | {"message_id": str(result["message_id"])}
        case _ if isinstance(result, dict):
            return {name: value if name in _KEPT else [value] for name, value in result.items()}
        case _:
            return [result]
