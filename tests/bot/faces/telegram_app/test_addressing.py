from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, User

from bot.faces.telegram_app.handlers.addressing import Intent, Request, read_request
from tests.bot.faces.telegram_app.fakes_telegram import ME
from tests.loopback.entities import detect
from tests.loopback.stubs import ANONYMOUS_ADMIN, MEDIA

BOT = User.de_json(ME)
ANN = {"id": 1, "is_bot": False, "first_name": "安", "language_code": "zh-hans"}
BOB = {"id": 2, "is_bot": False, "first_name": "鲍"}
NOTHING = Request(Intent.ASKED_NOTHING)
HELP = Request(Intent.WELCOME)
HELP_BY_NAME = Request(Intent.WELCOME, by_name=True)


def _ask(question: str) -> Request:
    return Request(Intent.ANSWER, question)


def _message(text: str | None = None, kind: str = "private", /, **fields: object) -> Message:
    body: dict[str, Any] = {"message_id": 3, "date": 0, "chat": {"id": 9, "type": kind}, "from": ANN}
    if text is not None:
        body |= {"text": text, "entities": [entity.to_json() for entity in detect(text)]}
    return Message.de_json(body | fields)


def _said(author: dict[str, Any], text: str, **fields: object) -> dict[str, Any]:
    return {
        "message_id": 2,
        "date": 0,
        "chat": {"id": 9, "type": "supergroup"},
        "from": author,
        "text": text,
    } | fields


@pytest.mark.parametrize(
    ("text", "request_read"),
    [
        ("2017年GDP", _ask("2017年GDP")),
        ("/start", HELP),
        ("/start payload", HELP),
        ("/help", HELP),
        ("/unknown", HELP),
        ("/help@yinju_bot", HELP_BY_NAME),
        ("/help@other_bot", None),
        ("/ask 2017年GDP", _ask("2017年GDP")),
        ("/ASK\n2017年GDP", _ask("2017年GDP")),
        ("/ask", NOTHING),
        ("/ask  ", NOTHING),
        ("@yinju_bot 2017年GDP", _ask("2017年GDP")),
        ("看 /ask 这个", _ask("看 /ask 这个")),
        ("😀😀", _ask("😀😀")),
    ],
)
def test_in_private_everything_is_for_the_bot(text: str, request_read: Request | None) -> None:
    assert read_request(_message(text), BOT) == request_read


@pytest.mark.parametrize(
    ("text", "request_read"),
    [
        ("2017年GDP", None),
        ("/ask 2017年GDP", _ask("2017年GDP")),
        ("/ask@Yinju_Bot 2017年GDP", _ask("2017年GDP")),
        ("/ask@other_bot 2017年GDP", None),
        ("/ask", NOTHING),
        ("/ask@yinju_bot @yinju_bot GDP", _ask("GDP")),
        ("/start", None),
        ("/help", None),
        ("/help@yinju_bot", HELP_BY_NAME),
        ("/start@yinju_bot group", HELP_BY_NAME),
        ("/other@yinju_bot", None),
        ("/sources 盘锦", Request(Intent.LIST_DOCUMENTS, "盘锦")),
        ("/use", Request(Intent.CHOOSE_DOCUMENTS)),
        ("/use@Yinju_Bot 盘锦 2017", Request(Intent.CHOOSE_DOCUMENTS, "盘锦 2017", by_name=True)),
        ("/use@other_bot 盘锦", None),
        ("/privacy", None),
        ("/forget", None),
        ("/forget@yinju_bot", Request(Intent.FORGET, by_name=True)),
        ("/privacy@yinju_bot", Request(Intent.PRIVACY, by_name=True)),
        ("@yinju_bot 2017年GDP", _ask("2017年GDP")),
        ("@Yinju_BOT，2017年GDP", _ask("2017年GDP")),
        ("😀👨‍👩‍👧 请问 @yinju_bot 2017年GDP", _ask("😀👨‍👩‍👧 请问 2017年GDP")),
        ("2017年GDP @yinju_bot", _ask("2017年GDP")),
        ("@yinju_bot", NOTHING),
        ("@yinju_bot_two 2017年GDP", None),
        ("mail@yinju_bot.com", None),
    ],
)
@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_in_groups_only_what_is_addressed(kind: str, text: str, request_read: Request | None) -> None:
    assert read_request(_message(text, kind), BOT) == request_read


def test_a_mention_without_a_user_name() -> None:
    entity = {"type": "text_mention", "offset": 3, "length": 2, "user": ME}
    assert read_request(_message("😀 引据 GDP", "group", entities=[entity]), BOT) == _ask("😀 GDP")
    other = entity | {"user": BOB}
    assert read_request(_message("😀 引据 GDP", "group", entities=[other]), BOT) is None


def test_replies() -> None:
    to_bot, to_bob = _said(ME, "答"), _said(BOB, "2016年GDP是多少")
    assert read_request(_message("那2016年呢", "group", reply_to_message=to_bot), BOT) == _ask("那2016年呢")
    assert read_request(_message("那2016年呢", "group", reply_to_message=to_bob), BOT) is None
    assert read_request(_message("@yinju_bot", "group", reply_to_message=to_bob), BOT) == _ask(
        "2016年GDP是多少"
    )
    assert read_request(_message("/ask", "group", reply_to_message=to_bob), BOT) == _ask("2016年GDP是多少")
    assert read_request(_message("@yinju_bot", "group", reply_to_message=to_bot), BOT) == NOTHING
    quote = {"text": "GDP是多少", "position": 5}
    quoted = _message("@yinju_bot", "group", reply_to_message=to_bob, quote=quote)
    assert read_request(quoted, BOT) == _ask("GDP是多少")


def test_the_first_message_of_a_topic_is_not_replied_to() -> None:
    opened = _said(ME, "", forum_topic_created={"name": "报告", "icon_color": 7322096})
    assert read_request(_message("大家好", "supergroup", reply_to_message=opened), BOT) is None


def test_captions_are_texts_when_addressed() -> None:
    caption = "@yinju_bot 2017年GDP"
    fields = MEDIA["photo"] | {"caption": caption, "caption_entities": [e.to_json() for e in detect(caption)]}
    assert read_request(_message(None, "group", **fields), BOT) == _ask("2017年GDP")
    assert read_request(_message(None, **MEDIA["photo"], caption="2017年GDP"), BOT) == _ask("2017年GDP")
    assert read_request(_message(None, "group", **MEDIA["photo"], caption="2017年GDP"), BOT) is None


@pytest.mark.parametrize("kind", sorted(MEDIA))
def test_messages_without_text(kind: str) -> None:
    assert read_request(_message(None, **MEDIA[kind]), BOT) == Request(Intent.SENT_NO_TEXT)
    assert read_request(_message(None, "group", **MEDIA[kind]), BOT) is None
    replied = _message(None, "group", reply_to_message=_said(ME, "答"), **MEDIA[kind])
    assert read_request(replied, BOT) is None


def test_nobody_in_particular() -> None:
    service = {"new_chat_members": [ANN]}
    assert read_request(_message(None, "group", **service), BOT) is None
    assert read_request(_message(pinned_message=_said(ANN, "x")), BOT) is None
    channel = {"id": 9, "type": "channel", "title": "频道"}
    post = Message.de_json({"message_id": 3, "date": 0, "chat": channel, "text": "/ask GDP"})
    assert read_request(post, BOT) is None
    group = {"id": 9, "type": "supergroup", "title": "群"}
    anonymous = _message("/ask GDP", "supergroup", **{"from": ANONYMOUS_ADMIN}, sender_chat=group)
    assert read_request(anonymous, BOT) == _ask("GDP")
    authorless = Message.de_json(
        {
            "message_id": 3,
            "date": 0,
            "chat": group,
            "text": "@yinju_bot",
            "entities": [{"type": "mention", "offset": 0, "length": 10}],
        }
    )
    assert read_request(authorless, BOT) == NOTHING


def test_other_bots_and_its_own_inline_messages_are_ignored() -> None:
    assert read_request(_message("/ask GDP", **{"from": BOB | {"is_bot": True}}), BOT) is None
    assert read_request(_message("地区生产总值", via_bot=ME), BOT) is None
