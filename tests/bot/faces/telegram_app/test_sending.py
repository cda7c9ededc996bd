from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bot.conversation.keyed_lock import KeyedLock
from bot.faces.telegram_app.deliveries import Deliveries
from bot.faces.telegram_app.sending import Destination, SendGate, SentMessage
from bot.presentation import render_sentence
from bot.presentation.rich_text import Block, Piece, RichText, Style
from tests.bot.faces.telegram_app.fakes_telegram import (
    Json,
    Reply,
    Script,
    ScriptedTransport,
    bot_over,
    in_order,
    refused,
)

T = TypeVar("T")
TEXT = RichText((Block((Piece("1 < "), Piece("2", Style.BOLD))),))


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Stage:
    """A gate over a scripted transport, with a clock that only its sleeps move."""

    def __init__(self, script: Script | None = None) -> None:
        self.transport = ScriptedTransport(script or (lambda _method, _params: None))
        self.slept: list[float] = []
        self.now = 1000.0
        self.gate = SendGate(bot_over(self.transport), sleep=self._sleep, clock=lambda: self.now)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(coroutine)


def _caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


def test_a_reply_in_a_topic() -> None:
    stage = Stage()
    sent = stage.run(stage.gate.send(Destination(5, topic=8, reply_to=9), TEXT))
    assert sent == SentMessage(5, 1)
    (params,) = stage.transport.sent()
    assert params["text"] == "1 &lt; <b>2</b>"
    assert params["parse_mode"] == "HTML"
    assert params["message_thread_id"] == 8
    assert params["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}
    assert params["link_preview_options"] == {"is_disabled": True}


def test_refused_markup_goes_out_as_plain_text() -> None:
    stage = Stage(in_order(refused(400, "Bad Request: can't parse entities: Unsupported start tag")))
    assert stage.run(stage.gate.send(Destination(5), TEXT)) == SentMessage(5, 2)
    assert [params.get("parse_mode") for params in stage.transport.sent()] == ["HTML", None]
    assert stage.transport.sent()[1]["text"] == "1 < 2"


def test_a_vanished_topic_or_message_does_not_lose_the_answer() -> None:
    stage = Stage(
        in_order(
            refused(400, "Bad Request: message thread not found"),
            refused(400, "Bad Request: message to be replied not found"),
        )
    )
    assert stage.run(stage.gate.send(Destination(5, 8, 9), TEXT)) is not None
    last = stage.transport.sent()[-1]
    assert "message_thread_id" not in last
    assert "reply_parameters" not in last


def test_flood_control_waits_in_its_chat_only() -> None:
    order: list[int] = []

    def script(method: str, params: Json) -> Reply | None:
        order.append(params["chat_id"])
        flooded = params["chat_id"] == 5 and order.count(5) == 1
        return refused(429, "Too Many Requests: retry after 3", retry_after=3) if flooded else None

    stage = Stage(script)

    async def all_at_once() -> list[SentMessage | None]:
        chats = (5, 5, 6, 7)
        texts = [render_sentence(str(number)) for number in range(4)]
        return await asyncio.gather(
            *(stage.gate.send(Destination(chat), text) for chat, text in zip(chats, texts, strict=True))
        )

    assert None not in stage.run(all_at_once())
    assert stage.slept == [3.2]
    assert [params["text"] for params in stage.transport.sent() if params["chat_id"] == 5] == ["0", "0", "1"]
    assert order.index(6) < len(order) - 1 - order[::-1].index(5), "others do not wait"


def test_a_chat_closed_for_long_gets_nothing_until_then() -> None:
    stage = Stage(in_order(refused(429, "Too Many Requests", retry_after=3600)))
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is None
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is None
    assert stage.run(stage.gate.send(Destination(6), TEXT)) is not None
    assert [params["chat_id"] for params in stage.transport.sent()] == [5, 6]
    stage.now += 3600
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is not None


def test_a_server_that_always_asks_for_a_moment_is_left_after_two_minutes() -> None:
    stage = Stage(lambda _method, _params: refused(429, "Too Many Requests", retry_after=30))
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is None
    assert stage.slept == [30.2] * 3


def test_network_errors_are_retried_with_growing_waits() -> None:
    failures = [refused(500, "Internal Server Error"), refused(502, "Bad Gateway")]
    failures.append(_caused(TimedOut(), httpx.ConnectTimeout("")))
    failures.append(_caused(NetworkError("cut"), httpx.RemoteProtocolError("")))
    stage = Stage(in_order(*failures))
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is not None
    assert stage.slept == [0.5, 1.0, 2.0, 4.0]


def test_network_errors_do_not_go_on_for_ever() -> None:
    stage = Stage(lambda _method, _params: refused(500, "Internal Server Error"))
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is None
    assert len(stage.transport.calls) == 5


def test_a_message_that_may_have_arrived_is_not_sent_twice() -> None:
    stage = Stage(in_order(_caused(TimedOut(), httpx.ReadTimeout(""))))
    assert stage.run(stage.gate.send(Destination(5), TEXT)) is None
    assert len(stage.transport.calls) == 1


def test_an_edit_that_may_have_arrived_is_done_again() -> None:
    stage = Stage(
        in_order(
            _caused(TimedOut(), httpx.ReadTimeout("")),
            refused(400, "Bad Request: message is not modified: exactly the same"),
        )
    )
    assert stage.run(stage.gate.edit(SentMessage(5, 3), TEXT)) is True
    assert [params["message_id"] for params in stage.transport.sent("editMessageText")] == [3, 3]


def test_an_edit_of_a_deleted_message_fails() -> None:
    stage = Stage(in_order(refused(400, "Bad Request: message to edit not found")))
    assert stage.run(stage.gate.edit(SentMessage(5, 3), TEXT)) is False


def test_a_group_that_became_a_supergroup() -> None:
    stage = Stage(
        in_order(refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1_000_000_000_005))
    )
    assert stage.run(stage.gate.send(Destination(-5, reply_to=9), TEXT)) == SentMessage(-1_000_000_000_005, 2)
    assert "reply_parameters" not in stage.transport.sent()[1]


def test_a_user_who_blocked_the_bot_is_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    stage = Stage(in_order(refused(403, "Forbidden: bot was blocked by the user")))
    with caplog.at_level("INFO", logger="bot.faces.telegram_app.sending"):
        assert stage.run(stage.gate.send(Destination(5), TEXT)) is None
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("INFO", "A private chat did not get a message: Forbidden: bot was blocked by the user")
    ]


def test_an_answer_is_known_to_be_delivered_and_a_notice_is_none() -> None:
    stage = Stage(in_order(None, None, None, _caused(TimedOut(), httpx.ReadTimeout(""))))
    gate = stage.gate
    stage.run(gate.send(Destination(5, reply_to=1), TEXT))
    notice = stage.run(gate.send(Destination(5, reply_to=2, is_provisional=True), TEXT))
    assert [gate.has_replied(5, number) for number in (1, 2)] == [True, False]
    assert notice is not None
    stage.run(gate.edit(notice, TEXT))
    assert gate.has_replied(5, 2)
    assert stage.run(gate.send(Destination(5, reply_to=3), TEXT)) is None
    assert gate.has_replied(5, 3), "it may have arrived"
    assert not gate.has_replied(6, 1)


def test_deliveries_are_forgotten_in_time() -> None:
    deliveries = Deliveries()
    for number in range(10_001):
        deliveries.note(5, number)
    assert [deliveries.has_reply(5, number) for number in (0, 1, 10_000)] == [False, True, True]


def test_too_many_messages_for_one_chat_are_dropped() -> None:
    stage = Stage(in_order(refused(429, "Too Many Requests", retry_after=1)))

    async def flood() -> list[SentMessage | None]:
        return await asyncio.gather(*(stage.gate.send(Destination(5), TEXT) for _ in range(60)))

    assert stage.run(flood()).count(None) == 10


def test_turns_are_fair_and_forgotten() -> None:
    turns = KeyedLock[str]()
    order: list[str] = []

    async def take(key: str, name: str) -> None:
        async with turns.turn(key):
            await asyncio.sleep(0)
            order.append(name)

    async def together() -> None:
        tasks = [asyncio.create_task(take("a", f"a{n}")) for n in range(3)]
        tasks.append(asyncio.create_task(take("b", "b0")))
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(together())
    assert [name for name in order if name.startswith("a")] == ["a0", "a2"]
    assert "b0" in order
    assert turns.waiting("a") == turns.waiting("b") == 0
    assert not turns._queues
