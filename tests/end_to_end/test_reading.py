"""A citation's link opens its paragraph after a restart and after the report was changed and indexed again."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.programs import ANSWER, ANSWER_LINE, QUESTION, REPORT, Home, RunningBot, first_answer
from tests.loopback import LoopbackServer


def _reindexed(home: Home, folder: Path, lines: list[str]) -> str:
    """Index a changed report of the same name; returns the corpus."""
    folder.mkdir()
    file = folder / REPORT.name
    file.write_text("\n".join(lines), encoding="utf-8")
    assert home.run("index", "--corpus", file).status == 0
    return str(file)


def test_a_link_outlives_restarts_and_new_indexes(server: LoopbackServer, home: Home, tmp_path: Path) -> None:
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)

    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        answer = chat.ask(user, QUESTION)
        (link,) = answer.links
        pressed = chat.press(user, answer, "📖 原文")
        opened = chat.wait_for_message(after=answer)
        assert pressed.answer().text == ""
    assert opened.marked("bold")[0] == ANSWER
    assert opened.text.endswith(f"第51段 · 第{ANSWER_LINE}行")

    moved = _reindexed(home, tmp_path / "moved", [lines[0], "", "", *lines[1:]])
    with RunningBot(server, home, YINJU_CORPUS__PATHS=moved):
        # The bot has just been started: the link waits for the documents.
        again = first_answer(chat, user.open_link(link))
        assert again.marked("bold")[0] == ANSWER
        assert again.text.endswith(f"第51段 · 第{ANSWER_LINE + 2}行")

    shorter = _reindexed(home, tmp_path / "shorter", lines[: ANSWER_LINE - 1] + lines[ANSWER_LINE:])
    with RunningBot(server, home, YINJU_CORPUS__PATHS=shorter) as bot:
        bot.wait_for("The documents are open")
        assert chat.wait_for_reply(user.open_link(link)).text == "这一段已经不在文件里了。可以重新提问。"
        pressed = chat.press(user, opened, "下一段 ›")
        assert pressed.answer().text == ""
        assert "第51段" in chat.wait_for_edit(opened).text
    assert server.refusals == []
