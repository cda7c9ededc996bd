"""Every call of the library against every reply that nobody can read, over real HTTP."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from bot.faces.telegram_app.sending import Destination, SendGate, SentMessage
from bot.faces.telegram_app.server_connection import ServerConnection
from bot.faces.telegram_app.server_replies import ReadableReply, UnreadableReplyError, readable
from bot.presentation import render_sentence
from tests.loopback import Garbling, LoopbackServer

T = TypeVar("T")

_UNKNOWN_OUTCOME = [
    Garbling.HTML,
    Garbling.HALF,
    Garbling.CUT,
    Garbling.NOTHING,
    Garbling.BYTES,
    Garbling.LIST,
    Garbling.DEEP,
    Garbling.GZIP,
]
_DONE = [Garbling.NO_RESULT, Garbling.NULL, Garbling.TEXT, Garbling.TRUE]
_IN_PART = [Garbling.WRONG_TYPES, Garbling.NUMBER_AS_TEXT]
_CARD = InlineQueryResultArticle("1", "7%", InputTextMessageContent("7%"))
_CHAT = 1001


_CALLS: dict[str, Callable[[Bot], Awaitable[object]]] = {
    "getMe": lambda bot: bot.get_me(),
    "sendMessage": lambda bot: bot.send_message(_CHAT, "甲"),
    "editMessageText": lambda bot: bot.edit_message_text("乙", chat_id=_CHAT, message_id=1),
    "editMessageReplyMarkup": lambda bot: bot.edit_message_reply_markup(_CHAT, 1),
    "sendPhoto": lambda bot: bot.send_photo(_CHAT, b"picture"),
    "sendChatAction": lambda bot: bot.send_chat_action(_CHAT, "typing"),
    "setMessageReaction": lambda bot: bot.set_message_reaction(_CHAT, 1, "👍"),
    "answerCallbackQuery": lambda bot: bot.answer_callback_query("c"),
    "answerInlineQuery": lambda bot: bot.answer_inline_query("i", []),
    "answerGuestQuery": lambda bot: bot.answer_guest_query("g", _CARD),
    "getChatMember": lambda bot: bot.get_chat_member(_CHAT, _CHAT),
    "getWebhookInfo": lambda bot: bot.get_webhook_info(),
    "getFile": lambda bot: bot.get_file("file-1"),
    "setMyCommands": lambda bot: bot.set_my_commands([]),
    "deleteMyCommands": lambda bot: bot.delete_my_commands(),
    "setMyDescription": lambda bot: bot.set_my_description("丙"),
    "setMyShortDescription": lambda bot: bot.set_my_short_description("丁"),
    "deleteWebhook": lambda bot: bot.delete_webhook(),
}
"""What the bot calls; its updates are read elsewhere."""


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def _over_http(server: LoopbackServer, act: Callable[[Bot], Awaitable[T]], read_seconds: float = 5.0) -> T:
    async def run() -> T:
        connection = ServerConnection(4, read_seconds=read_seconds, proxy=None, reads_environment=False)
        await connection.initialize()
        bot = Bot(server.token, base_url=server.base_url, request=connection, get_updates_request=connection)
        try:
            return await act(bot)
        finally:
            await connection.shutdown()

    return asyncio.run(run())


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]


def test_every_method_that_the_bot_calls_is_here() -> None:
    sources = "\n".join(path.read_text() for path in (Path(__file__).parents[4] / "bot").rglob("*.py"))
    called = {name for name in re.findall(r"bot\.(\w+)", sources) if hasattr(Bot, name)}
    methods = {re.sub(r"_(\w)", lambda found: found[1].upper(), name) for name in called}
    known = {*_CALLS, "getUpdates", "setWebhook", "doApiRequest"}
    assert {name for name in methods if re.match(r"(get|set|send|edit|answer|delete|do)[A-Z]", name)} <= known


@pytest.mark.parametrize("method", _CALLS)
def test_nothing_but_errors_of_the_library_comes_out(own_server: LoopbackServer, method: str) -> None:
    async def call_often(bot: Bot) -> list[object]:
        outcomes: list[object] = []
        for kind in Garbling:
            own_server.garble(method, kind, after=False)
            try:
                outcomes.append(await _CALLS[method](bot))
            except TelegramError as error:
                outcomes.append(error)
        return outcomes

    outcomes = dict(zip(Garbling, _over_http(own_server, call_often), strict=True))
    assert {type(outcomes[kind]) for kind in _UNKNOWN_OUTCOME} == {UnreadableReplyError}
    assert {type(outcomes[kind]) for kind in (Garbling.NOT_FOUND, Garbling.BROKEN_ERROR)} == {NetworkError}
    assert isinstance(outcomes[Garbling.REFUSED], RetryAfter)
    words = " ".join(str(outcome) for outcome in outcomes.values() if isinstance(outcome, TelegramError))
    assert "小明" not in words
    assert "html" not in words


@pytest.mark.parametrize("kind", Garbling)
def test_a_message_that_was_taken_is_sent_once(
    own_server: LoopbackServer, caplog: pytest.LogCaptureFixture, kind: Garbling
) -> None:
    """What the server says besides, the gate tells by the number it got, and in one line without content."""
    user = own_server.user("小红")
    chat = own_server.private_chat(user)
    refuses = kind in {Garbling.REFUSED, Garbling.NOT_FOUND, Garbling.BROKEN_ERROR}
    own_server.garble("sendMessage", kind, after=not refuses)
    seconds: list[float] = []

    async def sleep(wait: float) -> None:
        seconds.append(wait)

    async def send(bot: Bot) -> SentMessage | None:
        return await SendGate(bot, sleep=sleep).send(Destination(chat.id, reply_to=7), render_sentence("答"))

    sent = _over_http(own_server, send)
    (message,) = chat.messages_from_bot()
    lines = _lines(caplog)
    if kind in _UNKNOWN_OUTCOME:
        assert sent is None
        assert lines == [
            "The server's reply to sendMessage cannot be read; the call may have been carried out."
        ]
    elif kind in _DONE:
        assert sent == SentMessage(chat.id, None)
        assert lines == ["The server's reply to sendMessage cannot be read; the call was carried out."]
    else:
        assert sent == SentMessage(chat.id, message.message_id)
        in_part = ["The server's reply to sendMessage cannot be read; the call counts as carried out."]
        assert lines == (in_part if kind in _IN_PART else [])
    assert len(seconds) == int(refuses)


@pytest.mark.parametrize("kind", [*_UNKNOWN_OUTCOME, *_DONE, *_IN_PART])
def test_an_edit_is_done_whatever_is_said_of_it(own_server: LoopbackServer, kind: Garbling) -> None:
    chat = own_server.private_chat(own_server.user("小红"))
    own_server.garble("editMessageText", kind)

    async def act(bot: Bot) -> bool:
        async def no_time(_: float) -> None: ...

        gate = SendGate(bot, sleep=no_time)
        sent = await gate.send(Destination(chat.id), render_sentence("答"))
        assert sent is not None
        return await gate.edit(sent, render_sentence("改"))

    assert _over_http(own_server, act) is True
    assert [message.text for message in chat.messages_from_bot()] == ["改"]


def test_a_message_without_a_number_is_not_edited(own_server: LoopbackServer) -> None:
    async def edit(bot: Bot) -> bool:
        return await SendGate(bot).edit(SentMessage(_CHAT, None), render_sentence("改"))

    assert _over_http(own_server, edit) is False
    assert own_server.calls == []


def test_a_server_that_keeps_silent_is_left_after_the_time_allowed(own_server: LoopbackServer) -> None:
    chat, other = (
        own_server.private_chat(own_server.user("小红")),
        own_server.private_chat(own_server.user("小刚")),
    )
    own_server.silence("sendMessage", chat_id=chat.id)

    async def send(bot: Bot) -> list[SentMessage | None]:
        gate = SendGate(bot)
        return await asyncio.gather(
            *(gate.send(Destination(each), render_sentence("答")) for each in (chat.id, chat.id, other.id))
        )

    lost, second, third = _over_http(own_server, send, read_seconds=0.5)
    assert lost is None
    assert second is not None
    assert third is not None
    assert len(chat.messages_from_bot()) == 2, "what may have arrived is not repeated"


class TestReadable:
    @pytest.mark.parametrize(
        ("wait", "kind"),
        [(3, RetryAfter), ("3", RetryAfter), (10**400, RetryAfter), (-1, NetworkError), (True, NetworkError)],
    )
    def test_waiting_times(self, wait: object, kind: type[Exception]) -> None:
        assert isinstance(_error({"retry_after": wait}), kind)

    def test_moves(self) -> None:
        moved = _error({"migrate_to_chat_id": "-1000000000005"}, status=400)
        assert isinstance(moved, ChatMigrated)
        assert moved.new_chat_id == -1_000_000_000_005
        assert isinstance(_error({"migrate_to_chat_id": {"a": "小明"}}, status=400), BadRequest)

    def test_a_refusal_keeps_its_reason_and_no_more(self) -> None:
        reply = readable(
            "sendMessage", 400, b'{"ok": false, "description": "' + b"x" * 1000 + b'", "a": [1]}'
        )
        assert reply.body == b'{"ok": false, "description": "' + b"x" * 300 + b'"}'

    def test_what_the_library_can_build_is_not_touched(self) -> None:
        body = b'{"ok":true,"result":{"message_id":5,"date":0,"chat":{"id":1,"type":"private"}}}'
        assert readable("sendMessage", 200, body) == ReadableReply(200, body)

    @pytest.mark.parametrize("number", [5.5, True, None, [5], "5a", "5" * 400, {"a": 1}])
    def test_a_number_that_is_none(self, number: object) -> None:
        body = _json({"ok": True, "result": {"message_id": number}})
        with pytest.raises(UnreadableReplyError) as raised:
            readable("sendMessage", 200, body)
        assert raised.value.is_done is True

    @pytest.mark.parametrize(
        "result", [{}, {"id": 5}, {"id": "x", "username": "b"}, {"id": 5, "username": 7}]
    )
    def test_a_bot_without_number_or_name(self, result: object) -> None:
        with pytest.raises(UnreadableReplyError):
            readable("getMe", 200, _json({"ok": True, "result": result}))

    def test_a_bot_of_which_little_is_told(self) -> None:
        reply = readable("getMe", 200, _json({"ok": True, "result": {"id": 5, "username": "b"}}))
        assert reply.is_reduced
        assert b'"username": "b"' in reply.body

    @pytest.mark.parametrize("status", [300, 304, 401, 403, 404, 409, 413, 500, 502, 504, 599, 799])
    def test_a_page_instead_of_a_refusal_is_an_outage(self, status: int) -> None:
        """Neither the token is refused nor the bot blocked: the Bot API would have said so."""
        with pytest.raises(NetworkError, match=str(status)) as raised:
            readable("getMe", status, b"<html>nginx</html>")
        assert type(raised.value) is NetworkError


def _json(content: object) -> bytes:
    return json.dumps(content).encode()


def _error(parameters: dict[str, object], status: int = 429) -> Exception:
    """What the library makes of a refusal with these parameters."""
    body = _json({"ok": False, "description": "x", "parameters": parameters})

    class Replies(ServerConnection):
        async def _request(self, *_: object, **__: object) -> tuple[int, bytes]:
            return status, body

    replies = Replies(1, read_seconds=1.0, proxy=None, reads_environment=False)
    with pytest.raises(TelegramError) as raised:
        asyncio.run(Bot("1:a", request=replies, get_updates_request=replies).get_me())
    return raised.value
