"""The bot and its commands with their chats in PostgreSQL, by one setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, Home, RunningBot, first_answer
from tests.postgresql import PASSWORD

if TYPE_CHECKING:
    from tests.loopback import LoopbackServer
    from tests.postgresql import PostgresqlForTests

FOLLOW_UP = "固定资产投资呢"
FOLLOW_UP_ANSWER = "固定资产投资增长13%"


@pytest.fixture
def url(postgresql: PostgresqlForTests) -> dict[str, str]:
    """The setting, with a password, of an empty database."""
    return {"YINJU_STORAGE__URL": postgresql.address_with_password(postgresql.new_database())}


def test_killed_and_started_again_it_remembers(
    server: LoopbackServer, home: Home, url: dict[str, str]
) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    settings = url | {"YINJU_LOGGING__LEVEL": "debug"}
    with RunningBot(server, home, **settings) as bot:
        bot.wait_for("The documents are open")
        answer = chat.ask(user, QUESTION)
        assert answer.marked("bold")[0] == ANSWER
        assert chat.press(user, answer, "👍 对").answer().text.startswith("记下了")
        server.fail("sendMessage", status=500, times=None)
        interrupted = chat.send(user, FOLLOW_UP)
        server.wait_for_call("sendMessage", 2)
        bot.process.kill()
        bot.process.wait()
        server.clear_faults()
        assert PASSWORD not in bot.errors
        with RunningBot(server, home, **settings) as again:
            resumed = first_answer(chat, interrupted)
            assert resumed.marked("bold")[0] == FOLLOW_UP_ANSWER, "the question under way is answered"
            asked_again = chat.send(user, "那2016年呢")
            assert "2016" in first_answer(chat, asked_again).text, "and what it was about is still known"
            assert chat.press(user, answer, "👎 不对").answer().text.startswith("记下了：👎")
            assert PASSWORD not in again.errors
        bot.process.returncode = 0  # killed by this test, not by a fault of its own
    exported = home.run("feedback", "export", **url)
    assert (len(exported.lines), exported.errors) == (1, "Judged answers: 1\n")
    assert not (home.folder / "yinju.sqlite").exists()


def test_what_is_asked_while_the_server_restarts_is_answered_after_it(
    server: LoopbackServer, home: Home, url: dict[str, str], postgresql: PostgresqlForTests
) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    with RunningBot(server, home, **url) as bot:
        bot.wait_for("The documents are open")
        assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER
        postgresql.stop()
        try:
            asked = chat.send(user, QUESTION)
            bot.wait_for("The chats kept in postgresql://postgres@127.0.0.1")
            bot.wait_for("Messages wait with Telegram until they can be stored.")
        finally:
            postgresql.start()
        assert chat.wait_for_reply(asked).marked("bold")[0] == ANSWER
        bot.wait_for("Messages are stored again.")


def test_chats_move_from_the_file(server: LoopbackServer, home: Home, url: dict[str, str]) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        answer = chat.ask(user, QUESTION)
        assert chat.press(user, answer, "👍 对").answer().text.startswith("记下了")
        assert bot.stop() == 0
    first, second = home.run("storage", "copy", **url), home.run("storage", "copy", **url)
    counts = {"chat_settings": 0, "last_questions": 1, "shown_answers": 1, "judgements": 1}
    assert (first.status, first.json) == (0, counts | {"received_updates": 2}), first.errors
    assert set(second.json.values()) == {0}
    (home.folder / "yinju.sqlite").unlink()
    with RunningBot(server, home, **url):
        follow_up = chat.send(user, FOLLOW_UP)
        assert first_answer(chat, follow_up).marked("bold")[0] == FOLLOW_UP_ANSWER
        assert chat.press(user, answer, "👎 不对").answer().text.startswith("记下了：👎")


def test_one_sentence_when_it_cannot_be(home: Home) -> None:
    assert home.run("storage", "copy").sentence() == ("yinju: storage.url: names no database to copy to")
    away = {"YINJU_STORAGE__URL": f"postgresql://yinju:{PASSWORD}@127.0.0.1:1/chats"}
    assert home.run("storage", "copy", **away).sentence() == (
        f"yinju: The chats kept in {home.folder / 'yinju.sqlite'} cannot be used: there is no such file."
    )
    failed = home.run("serve", TELEGRAM_BOT_TOKEN="1:a", **away)
    assert failed.sentence().startswith(
        "yinju: The chats kept in postgresql://yinju@127.0.0.1:1/chats cannot be used: connection failed: "
    )
    assert PASSWORD not in failed.errors
