"""The fields of an update that the bot's handlers use, with their types.

python-telegram-bot takes whatever value stands in a field: a text that is a number would stop the first handler that
splits it. Fields that nobody here reads are the library's business. Names as in https://core.telegram.org/bots/api.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field

_Number = Annotated[int, Field(ge=-(2**63), lt=2**63)]
"""Databases take no larger one; Telegram's have 52 bits."""
_Amount = Annotated[int, Field(ge=0, lt=2**31)]


class _Fields(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)


class _User(_Fields):
    id: _Number
    is_bot: bool
    language_code: str | None = None


class _Chat(_Fields):
    id: _Number
    type: str


class _Entity(_Fields):
    type: str
    offset: _Amount
    length: _Amount
    user: _User | None = None


class _Quote(_Fields):
    text: str
    position: _Amount


class _Button(_Fields):
    callback_data: str | None = None


class _Keyboard(_Fields):
    inline_keyboard: list[list[_Button]]


class _Document(_Fields):
    file_id: str
    file_name: str | None = None
    mime_type: str | None = None
    file_size: _Number | None = None


class _Message(_Fields):
    message_id: _Number
    date: _Amount
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    via_bot: _User | None = None
    text: str | None = None
    entities: list[_Entity] = []
    caption: str | None = None
    caption_entities: list[_Entity] = []
    document: _Document | None = None
    quote: _Quote | None = None
    reply_to_message: _Message | None = None
    reply_markup: _Keyboard | None = None
    message_thread_id: _Number | None = None
    is_topic_message: bool | None = None
    media_group_id: str | None = None
    guest_query_id: str | None = None
    new_chat_members: list[_User] = []
    group_chat_created: bool | None = None
    migrate_to_chat_id: _Number | None = None
    migrate_from_chat_id: _Number | None = None


class _InlineQuery(_Fields):
    id: str
    sender: _User = Field(alias="from")
    query: str


class _CallbackQuery(_Fields):
    id: str
    sender: _User = Field(alias="from")
    data: str | None = None
    message: _Message | None = None


class _Update(_Fields):
    update_id: Annotated[int, Field(ge=0, lt=2**63 - 1)]
    message: _Message | None = None
    edited_message: _Message | None = None
    guest_message: _Message | None = None
    inline_query: _InlineQuery | None = None
    callback_query: _CallbackQuery | None = None


def checked(raw: object) -> dict[str, Any]:
    """The update itself, whose fields have their types.

    Raises:
        pydantic.ValidationError: one has not, or it is no object.
    """
    _Update.model_validate(raw)
    return cast("dict[str, Any]", raw)
