"""What cannot be read is passed over with one line, by polling and by webhook; everybody else is answered once."""

from __future__ import annotations

import logging
import socket
import time
from collections import Counter

import httpx
import pytest

from bot.config import LimitSettings
from tests.bot.faces.telegram_app.awkward_updates import AWKWARD, SECRET
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer
from tests.loopback.chats import Chat

_PATIENCE = 60.0
_AT_ONCE = 200


def wait_for_answers(chats: list[Chat]) -> None:
    """Until each has been told something, or for long."""
    deadline = time.monotonic() + _PATIENCE
    while not all(chat.messages_from_bot() for chat in chats) and time.monotonic() < deadline:
        time.sleep(0.1)


def settings_of(mode: str) -> dict[str, object]:
    if mode == "polling":
        return {}
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    return {"mode": mode, "webhook_port": port, "webhook_url": f"http://127.0.0.1:{port}"}


def passed_over(caplog: pytest.LogCaptureFixture) -> Counter[int]:
    """How often each number is named as that of an update which cannot be read."""
    lines = [record.getMessage() for record in caplog.records]
    return Counter(int(line.split()[1]) for line in lines if "cannot be read and is passed over" in line)


@pytest.mark.parametrize(
    ("mode", "good"),
    [
        ("polling", 300),
        pytest.param("polling", 1000, marks=pytest.mark.soak),
        pytest.param("webhook", 1000, marks=pytest.mark.soak),
    ],
)
def test_a_hundred_among_many(
    own_server: LoopbackServer, caplog: pytest.LogCaptureFixture, mode: str, good: int
) -> None:
    users = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(good)]
    chats = [own_server.private_chat(user) for user in users]
    numbers = []
    limits = LimitSettings(waiting=1500)
    with (
        caplog.at_level(logging.INFO),
        running_bot(own_server, FakeAnswering, limits=limits, **settings_of(mode)),
    ):
        for number, (user, chat) in enumerate(zip(users, chats, strict=True)):
            if number % (good // len(AWKWARD)) == 0:
                raw = AWKWARD[number // (good // len(AWKWARD))]
                numbers.append(own_server.push_raw(raw, lane=number))
            chat.send(user, "2017年GDP目标")
            if number % _AT_ONCE == _AT_ONCE - 1:
                # A bot takes no more at once than it can answer while they wait.
                wait_for_answers(chats[: number + 1])
        own_server.settle()
    assert [[one.marked("bold")[0] for one in chat.messages_from_bot()] for chat in chats] == [[GOAL]] * good
    assert passed_over(caplog) == dict.fromkeys(numbers, 1)
    assert not any(SECRET in record.getMessage() or record.exc_info for record in caplog.records)
    assert own_server.world.updates.waiting == []


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_a_hundred_in_a_row(own_server: LoopbackServer, mode: str) -> None:
    user = own_server.user("安", language_code="zh-hans")
    with running_bot(own_server, FakeAnswering, **settings_of(mode)):
        for raw in AWKWARD:
            own_server.push_raw(raw)
        assert own_server.private_chat(user).ask(user, "2017年GDP目标").marked("bold")[0] == GOAL
        own_server.settle()
        assert len(own_server.calls_of("getUpdates")) < 20


def test_kinds_of_updates_that_nobody_knows_are_let_be(
    own_server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    user = own_server.user("安", language_code="zh-hans")
    with running_bot(own_server, FakeAnswering):
        for raw in ({}, {"thought": {"text": SECRET}}, {"message": None}):
            own_server.push_raw(raw)
        assert own_server.private_chat(user).ask(user, "2017年GDP目标").marked("bold")[0] == GOAL
    assert passed_over(caplog) == {}


@pytest.mark.parametrize("raw", [{"message": SECRET}, "null", "[]", f'"{SECRET}"', '{"update_id": "7"}'])
def test_what_has_no_number_is_confirmed_with_the_next_that_has_one(
    own_server: LoopbackServer, caplog: pytest.LogCaptureFixture, raw: dict[str, object] | str
) -> None:
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    own_server.push_raw(raw, numbered=False)
    asked = chat.send(user, "2017年GDP目标")
    with running_bot(own_server, FakeAnswering):
        assert chat.wait_for_reply(asked).marked("bold")[0] == GOAL
        own_server.settle()
    said = [record.getMessage() for record in caplog.records]
    assert sum(line.startswith("An update without a number cannot be read") for line in said) == 1
    assert not any(SECRET in line for line in said)


def test_updates_that_cannot_be_confirmed_are_asked_for_less_and_less_often(
    own_server: LoopbackServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.retrying_client._FIRST_DELAY", 0.01)
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    own_server.push_raw({"message": SECRET}, numbered=False)
    with running_bot(own_server, FakeAnswering):
        own_server.wait_for_call("getUpdates", 4)
        assert chat.ask(user, "2017年GDP目标").marked("bold")[0] == GOAL
    said = [record.getMessage() for record in caplog.records if "does not answer" in record.getMessage()]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"[]", 200),
        ("application/json", b"\xff{", 200),
        ("text/plain", b"{}", 415),
        ("application/json", b"[" + b" " * (8 * 2**20), 400),
    ],
    ids=["no object", "no JSON", "another type", "too long"],
)
def test_what_a_webhook_takes(
    own_server: LoopbackServer, content_type: str, body: bytes, status: int
) -> None:
    user = own_server.user("安", language_code="zh-hans")
    with running_bot(own_server, FakeAnswering, **settings_of("webhook"), webhook_secret="a-secret"):
        own_server.wait_for_call("setWebhook")
        assert own_server.world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": "a-secret", "Content-Type": content_type}
        url = own_server.world.webhook.url
        try:
            answer = httpx.post(url, content=body, headers=headers, trust_env=False).status_code
        except httpx.TransportError:
            answer = 400  # the connection is closed before all was sent
        assert answer == status
        assert own_server.private_chat(user).ask(user, "2017年GDP目标").marked("bold")[0] == GOAL
