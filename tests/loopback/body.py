"""The parameters of one request, whichever way they came: JSON, a form, multipart or the address."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tornado.httputil import HTTPFile, HTTPInputError, parse_body_arguments

from .errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .records import Json

# Values of these are texts even when they look like a number, a list or `true`.
_TEXTS = frozenset(
    [
        "text",
        "caption",
        "url",
        "quote",
        "query_id",
        "callback_query_id",
        "inline_query_id",
        "guest_query_id",
        "secret_token",
        "parse_mode",
        "description",
        "short_description",
        "name",
        "language_code",
        "inline_message_id",
        "next_offset",
        "action",
    ]
)


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters by name, read as the kind the method wants."""

    raw: Json
    uploads: Mapping[str, bytes] = field(default_factory=dict)
    """The content of files that came with the request, by the name of their parameter."""

    def text(self, name: str, default: str = "") -> str:
        value = self.raw.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        value = self.raw.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def number(self, name: str, default: int) -> int:
        value = self.integer(name, default)
        assert value is not None
        return value

    def flag(self, name: str) -> bool:
        return str(self.raw.get(name, "")).lower() in {"true", "1", "yes"}

    def record(self, name: str) -> Json | None:
        value = self._decoded(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def items(self, name: str) -> list[Any] | None:
        value = self._decoded(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"expected an Array of {name.replace('_', ' ')}")
        return value

    def _decoded(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON the bot sent
        value = self.raw.get(name)
        if isinstance(value, str):
            if not value:
                return None
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value


def read_params(query: str, content_type: str, body: bytes) -> Params:
    """Merge the address's query and the body; values of a form are decoded from JSON where they are JSON."""
    raw: Json = {name: _value(name, value) for name, value in parse_qsl(query, keep_blank_values=True)}
    uploads: dict[str, bytes] = {}
    if content_type.startswith("application/json"):
        raw |= _from_json(body)
    elif body:
        raw |= _from_form(content_type or "application/x-www-form-urlencoded", body, uploads)
    return Params(raw, uploads)


def _from_json(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    # Nested values may come as objects or, as in forms, as JSON in a string.
    return {name: _value(name, value) if isinstance(value, str) else value for name, value in values.items()}


def _from_form(content_type: str, body: bytes, uploads: dict[str, bytes]) -> Json:
    arguments: dict[str, list[bytes]] = {}
    files: dict[str, list[HTTPFile]] = {}
    try:
        parse_body_arguments(content_type, body, arguments, files)
        values = {name: _value(name, found[-1].decode()) for name, found in arguments.items()}
    except (HTTPInputError, UnicodeDecodeError):
        raise bad_request("strings must be encoded in UTF-8") from None
    uploads |= {name: found[-1].body for name, found in files.items()}
    return values | {name: f"attach://{found[-1].filename}" for name, found in files.items()}


def _value(name: str, value: str) -> Any:  # noqa: ANN401 - whatever JSON the bot sent
    if name in _TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
