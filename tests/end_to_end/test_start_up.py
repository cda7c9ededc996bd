"""How the bot starts, waits for its documents, is refused and stops."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.bot.faces.telegram_app.raw_listener import free_port
from tests.end_to_end.programs import ANSWER, QUESTION, Home, RunningBot, first_answer
from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from tests.loopback import Chat, User

LOADING = "文件正在加载"
READY_SOON = "⏳ 正在加载文件，马上回答你…"


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("小明", language_code="zh-hans")


@pytest.fixture
def chat(server: LoopbackServer, user: User) -> Chat:
    return server.private_chat(user)


def test_it_answers_start_while_the_documents_load(
    server: LoopbackServer, chat: Chat, user: User, empty_home: Home
) -> None:
    """Somebody else holds the right to build the index, so loading lasts as long as this test wants."""
    empty_home.index.mkdir()
    small = empty_home.folder / "双水市-2015.txt"
    small.write_text("双水市政府工作报告\n2015年，新建公园5座。\n", encoding="utf-8")
    lock = FileLock(empty_home.index / "lock")
    lock.acquire()
    try:
        start = chat.start(user)
        question = chat.send(user, "2015年新建公园几座")
        with RunningBot(server, empty_home, YINJU_CORPUS__PATHS=str(small)) as bot:
            welcome, notice = chat.wait_for_messages(2, after=question)
            assert start.message_id < question.message_id < welcome.message_id
            assert LOADING in welcome.text
            assert "双水市" not in welcome.text
            assert notice.text == READY_SOON
            loading = user.inline(QUESTION)
            assert [LOADING in result.title for result in loading.results] == [True]
            assert loading.cache_time == 0
            assert "The documents are open" not in bot.errors
            lock.release()
            answer = chat.wait_for_edit(notice)
            assert answer.marked("bold")[0] == "新建公园5座"
            assert len(chat.messages_from_bot()) == 2
            assert "双水市2015年政府工作报告" in chat.ask(user, "/start").text
    finally:
        lock.release(force=True)
    assert server.refusals == []
    assert server.flood_violations == []


def test_what_was_asked_while_it_was_away_is_answered_once(
    server: LoopbackServer, chat: Chat, user: User, home: Home
) -> None:
    question = chat.send(user, QUESTION)
    with RunningBot(server, home) as bot:
        assert first_answer(chat, question).marked("bold")[0] == ANSWER
        assert bot.stop(signal.SIGINT) == 0
    first = chat.messages_from_bot()
    later = chat.send(user, "2017年固定资产投资增长目标")
    with RunningBot(server, home):
        answer = first_answer(chat, later)
        assert answer.marked("bold")[0] == "固定资产投资增长13%"
        server.settle()
    assert len(first) == 1
    assert chat.messages_from_bot() == [*first, answer]
    assert server.refusals == []
    assert server.flood_violations == []


def test_a_server_that_knows_no_menu_has_a_bot_that_answers(
    server: LoopbackServer, chat: Chat, user: User, home: Home
) -> None:
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        server.refuse(method)
    question = chat.send(user, QUESTION)
    with RunningBot(server, home, YINJU_LOGGING__LEVEL="debug") as bot:
        assert first_answer(chat, question).marked("bold")[0] == ANSWER
        server.wait_for_call("setMyShortDescription", 2)
        assert server.commands() == []
        assert bot.stop() == 0
    assert server.token not in bot.errors
    assert server.token.split(":")[1] not in bot.errors
    assert server.refusals == []


def test_a_signal_ends_it_cleanly_while_its_documents_wait(server: LoopbackServer, empty_home: Home) -> None:
    empty_home.index.mkdir()
    with FileLock(empty_home.index / "lock"), RunningBot(server, empty_home) as bot:
        bot.wait_for("is listening (polling)")
        time.sleep(0.5)
        assert bot.stop(signal.SIGINT) == 0
        # Which of the two comes first depends on the machine.
        assert set(bot.errors.splitlines()) == {
            "@yinju_test_bot is listening (polling); Ctrl-C stops it.",
            f"yinju: Another process is building the index in {empty_home.index}; waiting for it.",
        }


@pytest.mark.parametrize("seconds", [0.4, 1.2])
def test_a_signal_ends_it_cleanly_while_it_loads_and_builds(
    server: LoopbackServer, empty_home: Home, seconds: float
) -> None:
    """Native code is at work in another thread then, which must not abort the process."""
    with RunningBot(server, empty_home) as bot:
        bot.wait_for("is listening (polling)")
        time.sleep(seconds)
        assert bot.stop() == 0
        assert bot.errors == "@yinju_test_bot is listening (polling); Ctrl-C stops it.\n"
    assert not (empty_home.index / "CURRENT").exists()


@pytest.mark.parametrize(
    "token",
    ["", "密码:１２３", "7000000001:AAalmost-right_0123456789"],
    ids=["missing", "malformed", "wrong"],
)
def test_a_token_that_does_not_work(server: LoopbackServer, home: Home, token: str) -> None:
    done = home.run("serve", TELEGRAM_BOT_TOKEN=token, YINJU_TELEGRAM__API_URL=server.url)
    assert (done.status, done.output) == (1, "")
    # The documents may have been opened before the server has refused the token.
    sentence = done.errors.removeprefix("The documents are open; questions are answered.\n")
    assert (sentence.startswith("yinju: "), sentence.count("\n")) == (True, 1)
    assert "TELEGRAM_BOT_TOKEN" in sentence
    if token.strip():
        assert token not in done.errors
        assert token.rpartition(":")[2] not in done.errors


@pytest.mark.parametrize("level", ["warning", "info"])
def test_a_corpus_that_is_missing(server: LoopbackServer, empty_home: Home, level: str) -> None:
    missing = empty_home.folder / "no-reports"
    settings = {"YINJU_CORPUS__PATHS": str(missing), "YINJU_LOGGING__LEVEL": level}
    with RunningBot(server, empty_home, **settings) as bot:
        assert bot.wait() == 1
        said = [line for line in bot.errors.splitlines() if line.startswith("yinju: ")]
        assert len(said) == 1
        assert str(missing) in said[0]
        assert "corpus.paths" in said[0]


def test_a_proxy_that_is_not_there_is_named(server: LoopbackServer, home: Home) -> None:
    place = f"127.0.0.1:{free_port()}"
    settings = {
        "YINJU_TELEGRAM__API_URL": "https://api.telegram.org",
        "YINJU_TELEGRAM__PROXY": f"socks5://li:geheimnis-1234@{place}",
    }
    with RunningBot(server, home, **settings) as bot:
        bot.wait_for("trying again until it works.")
        assert bot.stop() == 0
        said = [line for line in bot.errors.splitlines() if line.startswith("yinju: ")]
        assert said == [
            f"yinju: The proxy socks5://{place} (telegram.proxy) refuses the connection; trying again until it works."
        ]
        assert "geheimnis" not in bot.errors


def test_a_wait_that_telegram_asks_for_is_told_and_ends_with_the_bot(
    server: LoopbackServer, home: Home
) -> None:
    server.fail("getMe", retry_after=600)
    with RunningBot(server, home) as bot:
        bot.wait_for("wait 600 seconds")
        assert bot.stop() == 0
        assert f"Telegram asks to wait 600 seconds ({server.url}); the bot goes on after that." in bot.errors
        assert "proxy" not in bot.errors
    server.clear_faults()
