"""Starting, stopping and going on through trouble, over real HTTP."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.config import Settings, TelegramSettings, load_settings
from bot.errors import StartError, StorageError, TokenError
from bot.faces.telegram_app.application import run_bot
from bot.operations.log_redaction import TokenFilter
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering, FakeSource
from tests.loopback import LoopbackServer

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setenv("YINJU_STORAGE__PATH", str(tmp_path / "yinju.sqlite"))


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


def _settings(server: LoopbackServer, **telegram: object) -> Settings:
    changed = {"telegram": TelegramSettings(api_url=server.url, **telegram)}  # type: ignore[arg-type]
    return load_settings(None).model_copy(update=changed)


def _ask(server: LoopbackServer, text: str = "GDP目标") -> str:
    user = server.user("安", language_code="zh-hans")
    return server.private_chat(user).ask(user, text).marked("bold")[0]


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.mark.parametrize(
    ("token", "begins"),
    [
        ("", "The bot has no token: set TELEGRAM_BOT_TOKEN"),
        ("  ", "The bot has no token: set TELEGRAM_BOT_TOKEN"),
        ("my token", "TELEGRAM_BOT_TOKEN does not look like a token"),
        ("1:a/../x", "TELEGRAM_BOT_TOKEN does not look like a token"),
    ],
)
def test_a_missing_or_odd_token(server: LoopbackServer, token: str, begins: str) -> None:
    with pytest.raises(TokenError, match=begins):
        run_bot(_settings(server), token, FakeSource(FakeAnswering))
    assert server.calls == []


def test_a_refused_token_is_one_sentence_without_it(server: LoopbackServer) -> None:
    with pytest.raises(TokenError) as raised:
        run_bot(_settings(server), "123:wrong", FakeSource(FakeAnswering))
    assert str(raised.value) == (
        f"{server.url} refuses the bot's token; set TELEGRAM_BOT_TOKEN to the one @BotFather gave."
    )


def test_documents_that_cannot_be_opened_end_the_bot(server: LoopbackServer) -> None:
    def broken() -> FakeAnswering:
        raise FileNotFoundError("no corpus in /nowhere")

    with pytest.raises(StartError, match=r"^The documents cannot be opened: no corpus in /nowhere$"):
        run_bot(_settings(server), server.token, FakeSource(broken))


def test_chats_that_cannot_be_kept_stop_the_start(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but somebody's notes" * 100, encoding="utf-8")
    monkeypatch.setenv("YINJU_STORAGE__PATH", str(file))
    with pytest.raises(StorageError) as raised:
        run_bot(_settings(server), server.token, FakeSource(FakeAnswering))
    problem = "the file is not a chats file of Yinju; set storage.path to another"
    assert str(raised.value) == f"The chats kept in {file} cannot be used: {problem}."
    assert server.calls == []


def test_a_server_that_refuses_the_menu_still_has_a_bot(server: LoopbackServer) -> None:
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        server.refuse(method)
    with running_bot(server, FakeAnswering):
        assert _ask(server) == GOAL


def test_the_menu_speaks_two_languages(server: LoopbackServer) -> None:
    with running_bot(server, FakeAnswering):
        server.wait_for_call("setMyShortDescription", 2)
    assert server.commands()[0] == {"command": "ask", "description": "Ask a question"}
    assert server.commands(language="zh")[3] == {"command": "help", "description": "怎么用"}
    names = {
        scope: [command["command"] for command in server.commands({"type": scope}, "zh")]
        for scope in ("all_private_chats", "all_group_chats", "all_chat_administrators")
    }
    assert names == {
        "all_private_chats": [
            "ask",
            "compare",
            "check",
            "help",
            "sources",
            "use",
            "status",
            "language",
            "privacy",
            "forget",
        ],
        "all_group_chats": ["ask", "compare", "check", "help", "sources"],
        "all_chat_administrators": [
            "ask",
            "compare",
            "check",
            "help",
            "sources",
            "use",
            "status",
            "settings",
        ],
    }


def test_a_server_out_of_reach_is_waited_for(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        server.fail("getMe", status=500)
        with running_bot(server, FakeAnswering):
            assert _ask(server) == GOAL
            server.fail("getUpdates", status=502, times=1)
            assert _ask(server) == GOAL
    said = [record.getMessage() for record in caplog.records]
    assert said[0].startswith(f"{server.url} does not answer (Internal Server Error")
    assert f"{server.url} answers again." in said
    assert not any(server.token in line for line in said)


def test_one_flooded_chat_does_not_stop_the_others(server: LoopbackServer) -> None:
    with running_bot(server, FakeAnswering):
        users = [server.user(f"用户{number}", language_code="zh-hans") for number in range(21)]
        chats = [server.private_chat(user) for user in users]
        server.fail("sendMessage", status=429, retry_after=1, chat_id=chats[0].id)
        asked = [chat.send(user, "GDP目标") for chat, user in zip(chats, users, strict=True)]
        begun = time.monotonic()
        for chat, question in list(zip(chats, asked, strict=True))[1:]:
            assert chat.wait_for_reply(question).marked("bold")[0] == GOAL
        assert time.monotonic() - begun < 1.0
        assert chats[0].wait_for_reply(asked[0]).marked("bold")[0] == GOAL
    assert server.flood_violations == []
    assert server.refusals == [] or all(call.injected for call in server.refusals)


def test_webhook_with_secret(server: LoopbackServer) -> None:
    port = _free_port()
    settings = {"mode": "webhook", "webhook_port": port, "webhook_url": f"http://127.0.0.1:{port}"}
    with running_bot(server, FakeAnswering, **settings):
        assert _ask(server) == GOAL
        (call,) = server.calls_of("setWebhook")
        assert len(call.params["secret_token"]) >= 32
        wanted = ["message", "edited_message", "inline_query", "callback_query"]
        assert call.params["allowed_updates"] == wanted
        assert server.token not in call.params["url"]
        update = {"update_id": 1, "message": {}}
        assert httpx.post(call.params["url"], json=update, trust_env=False).status_code == 403
    assert server.calls_of("getUpdates") == []


def test_webhook_with_a_taken_port(server: LoopbackServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = _settings(
            server, mode="webhook", webhook_port=port, webhook_url=f"http://127.0.0.1:{port}"
        )
        with pytest.raises(StartError) as raised:
            run_bot(settings, server.token, FakeSource(FakeAnswering))
    assert str(raised.value) == f"The webhook cannot listen on 127.0.0.1:{port}: Address already in use."
    assert server.calls_of("setWebhook") == [], "Telegram is not told an address that nobody answers"


_PROGRAM = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
from bot.faces.telegram_app.application import run_bot
from bot.config import load_settings
from tests.bot.fakes_answering import FakeAnswering, FakeSource
run_bot(load_settings(None), sys.argv[1], FakeSource(FakeAnswering))
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_clean_and_the_log_never_holds_the_token(
    server: LoopbackServer, stop: signal.Signals
) -> None:
    program = [sys.executable, "-W", "error", "-c", _PROGRAM, server.token]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "YINJU_TELEGRAM__API_URL": server.url}
    with subprocess.Popen(program, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert _ask(server) == GOAL
            process.send_signal(stop)
            _, log = process.communicate(timeout=10)
        finally:
            process.kill()
    assert process.returncode == 0
    assert f"@{server.username} is listening (polling); Ctrl-C stops it." in log
    assert "The documents are open; questions are answered." in log
    assert "Traceback" not in log
    assert server.token not in log
    polls = [
        (call.params.get("offset"), call.params.get("timeout", 0)) for call in server.calls_of("getUpdates")
    ]
    assert (1001, 0) in polls, "what was received is confirmed"


def test_the_token_is_hidden_in_messages_and_traces() -> None:
    def failing() -> None:
        raise ValueError("https://x/bot1:secret/getMe")

    try:
        failing()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "at %s", ("bot1:secret",), sys.exc_info())
    TokenFilter("1:secret").filter(record)
    text = logging.Formatter().format(record)
    assert "secret" not in text
    assert text.startswith("at bot<token>\nTraceback")
