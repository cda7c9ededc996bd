from __future__ import annotations

import asyncio

import pytest

from bot.faces.telegram_app.inline_cards import InlineCard, InlineCards
from bot.faces.telegram_app.inline_sending import InlineGate
from bot.presentation.rich_text import Block, Piece, RichText, Style
from tests.bot.faces.telegram_app.fakes_telegram import Script, ScriptedTransport, bot_over, in_order, refused

CARD = InlineCard("answer", "7%", "", RichText((Block((Piece("1 < "), Piece("2", Style.BOLD))),)))
NOT_PARSED = refused(400, "Bad Request: can't parse entities")


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def _gate(script: Script) -> tuple[InlineGate, ScriptedTransport, list[float]]:
    transport, slept = ScriptedTransport(script), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return InlineGate(bot_over(transport), sleep=sleep), transport, slept


def test_a_late_inline_answer_is_no_error() -> None:
    gate, transport, _ = _gate(
        in_order(refused(400, "Bad Request: query is too old"), refused(500, "Internal Server Error"))
    )
    assert [asyncio.run(gate.answer_inline("1", InlineCards((), 300))) for _ in range(3)] == [
        False,
        False,
        True,
    ]
    assert transport.sent("answerInlineQuery")[2]["cache_time"] == 300


def test_refused_markup_goes_out_as_plain_text() -> None:
    gate, transport, _ = _gate(in_order(NOT_PARSED))
    assert asyncio.run(gate.answer_inline("1", InlineCards((CARD,), 300)))
    contents = [call["results"][0]["input_message_content"] for call in transport.sent("answerInlineQuery")]
    assert [content["message_text"] for content in contents] == ["1 &lt; <b>2</b>", "1 < 2"]
    assert [content.get("parse_mode") for content in contents] == ["HTML", None]


def test_a_guest_answer_is_tried_again_while_somebody_waits() -> None:
    failures = [refused(500, "Internal Server Error"), refused(429, "Too Many Requests", retry_after=2)]
    gate, transport, slept = _gate(in_order(*failures, NOT_PARSED))
    guest = {"inline_message_id": "i"}
    transport._result = lambda name, params: guest  # type: ignore[method-assign]
    assert asyncio.run(gate.answer_guest(-5, "g", CARD))
    assert slept == [0.5, 2.2, 0.0]
    gate, transport, slept = _gate(in_order(refused(429, "Too Many Requests", retry_after=60)))
    assert not asyncio.run(gate.answer_guest(-5, "g", CARD))
    assert (len(transport.calls), slept) == (1, [])


def test_a_guest_is_not_put_off_for_ever() -> None:
    gate, transport, slept = _gate(lambda _method, _params: refused(429, "Too Many Requests", retry_after=4))
    assert not asyncio.run(gate.answer_guest(-5, "g", CARD))
    assert slept == [4.2, 4.2]
    assert len(transport.calls) == 3
