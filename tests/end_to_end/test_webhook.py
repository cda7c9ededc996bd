"""The bot by webhook: the same answers, and nobody but Telegram is heard."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, TITLE, Home, RunningBot
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = "a-secret_of-the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook_settings(port: int) -> dict[str, str]:
    return {
        "YINJU_TELEGRAM__MODE": "webhook",
        "YINJU_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "YINJU_TELEGRAM__WEBHOOK_PORT": str(port),
        "YINJU_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }


@pytest.fixture(scope="module")
def server(new_home: Callable[[], Home]) -> Iterator[LoopbackServer]:
    with LoopbackServer() as running, RunningBot(running, new_home(), **webhook_settings(free_port())) as bot:
        bot.wait_for("The documents are open")
        bot.wait_for("is listening (webhook)")
        yield running
        assert SECRET not in bot.errors
        assert running.token not in bot.errors


def forged(server: LoopbackServer, words: str) -> dict[str, object]:
    """An update that somebody who knows the address makes up, and the chat it would be answered in."""
    user = server.user("冒充者", language_code="zh-hans")
    chat = server.private_chat(user)
    message = {"message_id": 1, "date": 0, "chat": chat.room.chat, "from": user.json, "text": words}
    return {"update_id": 900_000_000 + user.id, "message": message}


def test_a_private_question(server: LoopbackServer) -> None:
    user = server.user("小明", language_code="zh-hans")
    answer = server.private_chat(user).ask(user, QUESTION)
    assert answer.marked("bold")[0] == ANSWER
    assert answer.text.splitlines()[-1] == f"{TITLE} · 第51段"
    assert user.inline(QUESTION).results[0].title == ANSWER
    assert server.calls_of("getUpdates") == []
    assert server.refusals == []
    assert server.flood_violations == []


@pytest.mark.parametrize(
    "headers",
    [{}, {HEADER: ""}, {HEADER: "a-wrong-secret"}, {HEADER: SECRET.upper()}],
    ids=["none", "empty", "wrong", "upper_case"],
)
def test_a_wrong_secret_is_refused_and_gets_no_answer(
    server: LoopbackServer, headers: dict[str, str]
) -> None:
    assert server.world.webhook
    before = len(server.messages_from_bot())
    update = forged(server, QUESTION)
    refused = httpx.post(server.world.webhook.url, json=update, headers=headers, trust_env=False)
    assert refused.status_code == 403
    server.settle()
    assert len(server.messages_from_bot()) == before


def test_only_the_secret_made_the_difference(server: LoopbackServer) -> None:
    assert server.world.webhook
    before = len(server.messages_from_bot())
    update = forged(server, QUESTION)
    taken = httpx.post(server.world.webhook.url, json=update, headers={HEADER: SECRET}, trust_env=False)
    assert taken.status_code == 200
    server.settle()
    assert len(server.messages_from_bot()) == before + 1


@pytest.mark.parametrize("body", [b"", b"{", b"\xff"], ids=["empty", "broken", "not_utf8"])
def test_a_broken_body_does_no_harm(server: LoopbackServer, body: bytes) -> None:
    assert server.world.webhook
    headers = {HEADER: SECRET, "Content-Type": "application/json"}
    before = len(server.messages_from_bot())
    httpx.post(server.world.webhook.url, content=body, headers=headers, trust_env=False)
    user = server.user("小明", language_code="zh-hans")
    assert server.private_chat(user).ask(user, QUESTION).marked("bold")[0] == ANSWER
    assert len(server.messages_from_bot()) == before + 1


def test_another_address_is_unknown(server: LoopbackServer) -> None:
    assert server.world.webhook
    root = server.world.webhook.url.rsplit("/", 1)[0]
    assert httpx.post(f"{root}/", json={}, headers={HEADER: SECRET}, trust_env=False).status_code == 404
    assert server.token not in server.world.webhook.url


def test_without_an_address_it_does_not_start(home: Home) -> None:
    with LoopbackServer() as server:
        settings = webhook_settings(free_port()) | {"YINJU_TELEGRAM__WEBHOOK_URL": "null"}
        with RunningBot(server, home, **settings) as bot:
            assert bot.wait() == 1
            said = [line for line in bot.errors.splitlines() if line.startswith("yinju: ")]
            assert len(said) == 1
            assert said[0].startswith("yinju: telegram.webhook_url: must be set")


def test_a_taken_port_does_not_start(home: Home) -> None:
    with LoopbackServer() as server, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with RunningBot(server, home, **webhook_settings(port)) as bot:
            assert bot.wait() == 1
            said = [line for line in bot.errors.splitlines() if line.startswith("yinju: ")]
            assert len(said) == 1
            assert f"127.0.0.1:{port}" in said[0]
