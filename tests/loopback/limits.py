"""Telegram's limits on what a bot sends, each refused as Telegram does.

Where the wording is not known, it is the closest error of the MTProto server (`BUTTON_DATA_INVALID` and kin).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from .entities import Entity, FormattedText, overlaps_badly, trimmed, utf16_length, utf16_slice, with_detected
from .errors import bad_request
from .html_text import parse_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .records import Json

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_QUOTE = 1024
MAX_CALLBACK_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_INLINE_QUERY = 256
MAX_INLINE_RESULTS = 50
MAX_ID_BYTES = 64
MAX_CALLBACK_ANSWER = 200
MAX_COPY_TEXT = 256

_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BUTTON_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
NEWER_ACTIONS = ("switch_inline_query_chosen_chat", "copy_text")
"""Those of Bot API 6.7 and 7.11: an older server ignores them, as any field that it does not know."""
_CHOSEN_CHATS = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
_KEYBOARDS = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
# Telegram turns control characters into spaces and drops line separators and direction overrides.
_CLEANED = {code: " " for code in range(32) if code != 10} | {13: None} | dict.fromkeys(range(0x2028, 0x202F))


def message_text(
    text: str, mode: str, entities: Iterable[Json] | None, maximum: int = MAX_TEXT
) -> FormattedText:
    """Return the text as stored, with what Telegram marks by itself; refuse what it would not send."""
    parsed = formatted(text, mode, entities)
    if not parsed.text:
        raise bad_request("message text is empty")
    if utf16_length(parsed.text) > maximum:
        raise bad_request("message is too long")
    return with_detected(parsed)


def formatted(text: str, mode: str, entities: Iterable[Json] | None) -> FormattedText:
    """Read markup or explicit entities; only HTML is known here."""
    check_utf8(text)
    text = text.translate(_CLEANED)
    if mode:
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        return trimmed(parse_html(text))
    explicit = tuple(_entity(one, text) for one in entities or ())
    if overlaps_badly(explicit):
        raise bad_request("can't parse entities: blockquote can't be nested")
    return trimmed(FormattedText(text, explicit))


def check_utf8(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def check_start_parameter(payload: str) -> None:
    """A deep link carries 1 to 64 of `[A-Za-z0-9_-]`."""
    if not _START_PARAMETER.fullmatch(payload):
        raise bad_request("START_PARAM_INVALID")


def is_start_parameter(payload: str) -> bool:
    return _START_PARAMETER.fullmatch(payload) is not None


def check_id(identifier: str, error: str) -> None:
    if not 1 <= len(identifier.encode()) <= MAX_ID_BYTES:
        raise bad_request(error)


def check_markup(markup: Json | None, *, inline_only: bool = False) -> Json | None:
    """Return the keyboard if Telegram would show it."""
    if markup is None:
        return None
    if not _KEYBOARDS & markup.keys():
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if inline_only:
            raise bad_request("inline keyboard expected")
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": [row for row in rows if row]} if any(rows) else None


def check_quote(quote: FormattedText, original: str) -> int:
    """Return where the quote stands in the message replied to, in UTF-16 units."""
    if not quote.text or utf16_length(quote.text) > MAX_QUOTE or quote.text not in original:
        raise bad_request("QUOTE_TEXT_INVALID")
    return utf16_length(original[: original.index(quote.text)])


def check_inline_results(results: Any) -> list[Json]:  # noqa: ANN401 - whatever JSON the bot sent
    """At most 50 results with unique ids of 1 to 64 bytes, each with a type."""
    if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > MAX_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for one in results:
        check_id(str(one.get("id", "")), "RESULT_ID_INVALID")
        if not one.get("type"):
            raise bad_request("can't parse inline query result: type of the result is empty")
        if one["type"] == "article" and not (one.get("title") or "").strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
    if any(count > 1 for count in Counter(str(one["id"]) for one in results).values()):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def check_url(url: str) -> bool:
    """Buttons open http, https and tg addresses; a bare domain is taken as http."""
    return re.fullmatch(r"(?:https?://|tg://|(?=[\w-]+\.[a-z]))\S+", url, re.IGNORECASE) is not None


def _check_button(button: Any) -> None:  # noqa: ANN401 - whatever JSON the bot sent
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text of the button is empty")
    check_utf8(button["text"])
    actions = _BUTTON_ACTIONS & button.keys()
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is allowed")
    if (
        "callback_data" in button
        and not 1 <= len(button["callback_data"].encode()) <= MAX_CALLBACK_DATA_BYTES
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not check_url(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "switch_inline_query_chosen_chat" in button:
        _check_chosen_chat(button["switch_inline_query_chosen_chat"])
    if "copy_text" in button and not 1 <= utf16_length(button["copy_text"].get("text", "")) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_chosen_chat(chosen: Json) -> None:
    """Of some kind of chat, with words that an inline query can have."""
    if not any(chosen.get(kind) for kind in _CHOSEN_CHATS):
        raise bad_request("can't parse SwitchInlineQueryChosenChat: at least one chat type must be allowed")
    if len(chosen.get("query", "")) > MAX_INLINE_QUERY:
        raise bad_request("BUTTON_DATA_INVALID")


def without_newer_buttons(markup: Json) -> Json:
    """What an older server reads of a keyboard."""
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        return markup
    rows = [
        [{key: value for key, value in button.items() if key not in NEWER_ACTIONS} for button in row]
        for row in markup["inline_keyboard"]
    ]
    return {**markup, "inline_keyboard": rows}


def _entity(raw: Json, text: str) -> Entity:
    try:
        entity = Entity(
            raw["type"], int(raw["offset"]), int(raw["length"]), raw.get("url"), raw.get("language")
        )
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse MessageEntity: wrong entity") from None
    inside = entity.offset >= 0 and entity.length > 0 and entity.end <= utf16_length(text)
    try:
        whole = inside and bool(utf16_slice(text, entity.offset, entity.end))
    except UnicodeDecodeError:
        whole = False
    if not whole:
        raise bad_request(
            f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text "
            f"or in the middle of a UTF-16 symbol at UTF-16 offset {entity.end}"
        )
    return entity
