"""The bot is killed in the middle of its work and started again: nothing is lost, nothing said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.programs import ANSWER, QUESTION, Home, RunningBot, first_answer

if TYPE_CHECKING:
    from tests.loopback import LoopbackServer


def test_killed_with_answers_on_their_way(server: LoopbackServer, home: Home) -> None:
    users = [server.user(f"用户{number}", language_code="zh-hans") for number in range(5)]
    chats = [server.private_chat(user) for user in users]
    server.fail("sendMessage", status=500, times=None)
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        asked = [chat.send(user, QUESTION) for chat, user in zip(chats, users, strict=True)]
        server.wait_for_call("sendMessage", 5)
        bot.process.kill()
        bot.process.wait()
        server.clear_faults()
        with RunningBot(server, home):
            for chat, question in zip(chats, asked, strict=True):
                assert first_answer(chat, question).marked("bold")[0] == ANSWER
            follow_up = chats[0].send(users[0], "固定资产投资呢")
            answer = chats[0].wait_for_reply(follow_up)
            assert answer.marked("bold")[0] == "固定资产投资增长13%", "the year is still known"
            server.settle()
            bot.process.returncode = 0  # killed by this test, not by a fault of its own
    assert [len(chat.messages_from_bot()) for chat in chats] == [2, 1, 1, 1, 1]


def test_killed_right_after_a_choice_and_a_judgement(server: LoopbackServer, home: Home) -> None:
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        answer = chat.ask(user, QUESTION)
        assert chat.press(user, answer, "👍 对").answer().text.startswith("记下了")
        assert chat.ask(user, "/use 盘锦").text.startswith("只查：盘锦市2017年")
        bot.process.kill()
        bot.process.wait()
        exported = home.run("feedback", "export")
        assert (len(exported.lines), exported.errors) == (1, "Judged answers: 1\n")
        with RunningBot(server, home) as again:
            again.wait_for("The documents are open")
            # What the kill left unnoted may be said once more.
            assert "📑 只查了盘锦市2017年" in chat.wait_for_reply(chat.send(user, QUESTION)).text
            assert chat.press(user, answer, "👎 不对").answer().text.startswith("记下了：👎")
        bot.process.returncode = 0  # killed by this test, not by a fault of its own
