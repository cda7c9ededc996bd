"""A chat that chose a document is answered from it alone, and told what it does not hold."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.end_to_end.programs import ANSWER, QUESTION, REPORT, TITLE, Home, RunningBot
from tests.loopback import LoopbackServer

OTHER = (
    "2020年1月8日在大连市第十六届人民代表大会第三次会议上\n大连市人民政府市长　谭成旭\n"
    "一、2019年工作回顾\n地区生产总值增长6.5%。粮食产量达到128万吨。\n"
    "二、2020年主要任务\n今年全市经济社会发展主要预期目标是：地区生产总值增长6%左右；城镇新增就业10万人。\n"
    "以上是政府工作报告。\n"
)


def test_a_chosen_document_answers_alone(server: LoopbackServer, home: Home, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copy(REPORT, corpus)
    (corpus / "大连市-2020.txt").write_text(OTHER, encoding="utf-8")
    assert home.run("index", "--corpus", corpus).status == 0
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    with RunningBot(server, home, YINJU_CORPUS__PATHS=str(corpus)) as bot:
        bot.wait_for("The documents are open")
        listed = chat.ask(user, "/sources")
        assert listed.text.startswith("📚 共2份文件\n1. 大连市2020年")
        assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER
        assert chat.ask(user, "/use 大连").text.startswith("只查：大连市2020年")
        narrowed = chat.ask(user, QUESTION)
        assert narrowed.text.startswith("这些文件里没有2017年的内容。")
        assert TITLE not in narrowed.text
        assert chat.ask(user, "2020年GDP增长目标").marked("bold")[0] == "地区生产总值增长6%左右"
        assert chat.ask(user, f"/use {TITLE}").text == f"只查：{TITLE}"
        answer = chat.ask(user, QUESTION)
        assert answer.marked("bold")[0] == ANSWER
        assert answer.text.splitlines()[-1] == f"📑 只查了{TITLE}（/use 可改）"
    assert server.refusals == []
