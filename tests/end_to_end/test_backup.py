"""A bot that answers is backed up, and another one goes on elsewhere from the copy."""

from __future__ import annotations

from collections.abc import Callable

from tests.end_to_end.programs import ANSWER, QUESTION, Home, RunningBot
from tests.loopback import LoopbackServer


def test_a_backup_of_a_busy_bot_is_restored_elsewhere(
    server: LoopbackServer, home: Home, new_home: Callable[[], Home]
) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    copy = home.folder / "copy.sqlite"
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        answer = chat.ask(user, QUESTION)
        done = home.run("backup", copy)
        assert (done.status, done.json["shown_answers"], done.errors) == (0, 1, "")
        assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER
    elsewhere = new_home()
    done = elsewhere.run("restore", copy)
    assert (done.status, done.json["shown_answers"], done.errors) == (0, 1, "")
    with RunningBot(server, elsewhere) as bot:
        bot.wait_for("The documents are open")
        chat.press(user, answer, "📖 原文")
        assert chat.wait_for_message(after=answer).marked("bold")[0] == ANSWER
    again = elsewhere.run("restore", copy)
    assert again.errors.startswith("yinju: What was there before is kept as ")
    assert "chats: " in elsewhere.run("doctor", "--deep").output
    assert server.refusals == []


def test_what_cannot_be_backed_up_or_restored_is_said(home: Home) -> None:
    copy = home.folder / "copy"
    assert "there is no such file" in home.run("backup", copy).sentence()
    copy.write_text("no chats", encoding="utf-8")
    assert "the file is not a chats file of Yinju" in home.run("restore", copy).sentence()
    url = "postgresql://127.0.0.1/yinju"
    for command in ("backup", "restore"):
        assert "pg_dump and pg_restore" in home.run(command, copy, YINJU_STORAGE__URL=url).sentence()


def test_a_deep_look_names_what_is_damaged(home: Home) -> None:
    done = home.run("doctor", "--deep")
    assert f"ok    files: all of {home.index} are what was written" in done.lines
    harmed = max((home.index / "vectors").glob("*.faiss"))
    content = bytearray(harmed.read_bytes())
    content[len(content) // 2] ^= 1
    harmed.write_bytes(content)
    done = home.run("doctor", "--deep")
    assert done.status == 1
    assert f"wrong The index in {harmed} is damaged" in done.output
    asked = home.run("ask", QUESTION)
    assert (asked.lines[0], str(harmed) in asked.errors) == (ANSWER, True)
    assert home.run("index").status == 0
    assert home.run("doctor", "--deep").status == 0
