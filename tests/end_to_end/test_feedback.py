"""From a judgement on Telegram to a question set that `yinju evaluate` scores."""

from __future__ import annotations

import json

from tests.end_to_end.programs import ANSWER, ANSWER_LINE, QUESTION, Home, RunningBot
from tests.loopback import LoopbackServer


def test_judged_answers_become_a_question_set(server: LoopbackServer, home: Home) -> None:
    user = server.user("小明", username="xiaoming_private", language_code="zh-hans")
    chat = server.private_chat(user)
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        for question, button in ((QUESTION, "👍 对"), ("2018年GDP目标", "👍 对"), ("失业率", "👎 不对")):
            answer = chat.ask(user, question)
            assert chat.press(user, answer, button).answer().text.startswith("记下了")
        exported = home.run("feedback", "export")
    assert (exported.status, exported.errors) == (0, "Judged answers: 3\n")
    rows = [json.loads(line) for line in exported.lines]
    assert [(row["question"], row["answerable"], row["judgement"]) for row in rows] == [
        (QUESTION, True, "right"),
        ("2018年GDP目标", False, "right"),
        ("失业率", True, "wrong"),
    ]
    assert rows[0]["gold"] == [{"file": "panjin-2017.txt", "line": ANSWER_LINE}]
    assert rows[0]["answers"] == [ANSWER]
    assert rows[2]["given"]["answer"] != ""
    for secret in ("xiaoming", "小明", str(user.id), server.token):
        assert secret not in exported.output

    questions = home.folder / "feedback.jsonl"
    questions.write_text(exported.output, encoding="utf-8")
    evaluated = home.run("evaluate", "--questions", questions, "--json")
    groups = {group["group"]: group for group in json.loads(evaluated.output)["scores"]}
    assert groups["feedback-right"]["found_at_1"] == 1.0
    assert groups["unanswerable-feedback"]["refused"] == 1.0
    assert groups["feedback-wrong"]["found_at_1"] == 0.0


def test_nothing_judged_is_an_empty_set(home: Home) -> None:
    done = home.run("feedback", "export")
    assert (done.status, done.output, done.errors) == (0, "", "Judged answers: 0\n")


def test_wrong_usage(empty_home: Home) -> None:
    assert empty_home.run("feedback").status == 2
    assert empty_home.run("feedback", "import").status == 2


def test_a_storage_that_cannot_be_read_is_one_sentence(empty_home: Home) -> None:
    file = empty_home.folder / "yinju.sqlite"
    file.write_text("notes " * 1000, encoding="utf-8")
    sentence = empty_home.run("feedback", "export").sentence()
    problem = "the file is not a chats file of Yinju; set storage.path to another"
    assert sentence == f"yinju: The chats kept in {file} cannot be used: {problem}."
