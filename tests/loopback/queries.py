"""Methods that answer a question by its id: inline, callback and guest queries."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .entities import FormattedText, utf16_length
from .errors import bad_request, not_found
from .limits import (
    MAX_CALLBACK_ANSWER,
    MAX_ID_BYTES,
    check_inline_results,
    check_markup,
    check_start_parameter,
    check_url,
    message_text,
)
from .records import CallbackAnswer, InlineAnswer, InlineResult
from .rooms import Content

if TYPE_CHECKING:
    from .body import Params
    from .records import Json
    from .world import World

_DEFAULT_CACHE_TIME = 300


def answer_inline_query(world: World, params: Params) -> bool:
    results = tuple(_result(raw) for raw in check_inline_results(params.items("results") or []))
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > MAX_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = params.record("button")
    if button is not None:
        if not button.get("text"):
            raise bad_request("can't parse InlineQueryResultsButton: text is empty")
        if "web_app" not in button:
            check_start_parameter(str(button.get("start_parameter", "")))
    query = world.open_query(params.text("inline_query_id"), "inline")
    answer = InlineAnswer(
        results=results,
        cache_time=params.number("cache_time", _DEFAULT_CACHE_TIME),
        is_personal=params.flag("is_personal"),
        next_offset=next_offset,
        button=button,
        seconds=time.monotonic() - query.asked,
    )
    if world.cache_inline and not answer.is_personal:
        key = (query.details["query"], query.details["offset"])
        world.inline_cache[key] = (time.monotonic() + answer.cache_time, answer)
    world.answer(query, answer)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    text, url = params.text("text"), params.text("url")
    if utf16_length(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not check_url(url):
        raise bad_request("URL_INVALID")
    query = world.open_query(params.text("callback_query_id"), "callback")
    seconds = time.monotonic() - query.asked
    world.answer(query, CallbackAnswer(text, params.flag("show_alert"), url or None, seconds))
    return True


def answer_guest_query(world: World, params: Params) -> Json:
    """Post one result into the chat where the bot was called as a guest."""
    if not world.guest_mode:
        raise not_found()
    raw = params.record("result")
    if raw is None:
        raise bad_request("result is empty")
    result = _result(check_inline_results([raw])[0])
    query = world.open_query(params.text("guest_query_id"), "guest")
    room = world.rooms[query.details["chat_id"]]
    text = FormattedText(result.text, result.entities)
    content = Content(text, result.source, text.to_json(), result.markup)
    message = room.post({"from": world.bot}, content, from_bot=True)
    inline_message_id = f"inline-{len(world.inline_messages) + 1}"
    world.inline_messages[inline_message_id] = message
    world.answer(query, message)
    return {"inline_message_id": inline_message_id}


def _result(raw: Json) -> InlineResult:
    """Read a result; an article must carry a text, other types may send themselves."""
    content = raw.get("input_message_content") or {}
    source = content.get("message_text", "")
    if raw["type"] == "article" or source:
        text = message_text(source, content.get("parse_mode", ""), content.get("entities"))
    else:
        text = FormattedText("")
    return InlineResult(
        id=str(raw["id"]),
        type=raw["type"],
        title=raw.get("title", ""),
        description=raw.get("description", ""),
        text=text.text,
        entities=text.entities,
        source=source,
        markup=check_markup(raw.get("reply_markup"), inline_only=True),
        raw=raw,
    )
