"""The index grows while the bot answers from it, and the vectors it lacks are made behind the bot."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.processes import are_gone, descendants, linux_only
from tests.end_to_end.programs import (
    ANSWER,
    QUESTION,
    REPORT,
    Home,
    RunningBot,
    first_answer,
    write_short_report,
)
from tests.end_to_end.test_choosing import OTHER
from tests.end_to_end.test_indexing import write_small
from tests.end_to_end.test_two_processes import GRAIN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.loopback import Chat, LoopbackServer, User

ADDED = "2020年GDP增长目标"
ADDED_ANSWER = "地区生产总值增长6%左右"
_PATIENCE = 240.0
"""Seconds; a quiet machine needs two or three."""
_ALL = 200
"""Files of vectors, a hundred for each, when both models' are there, or the fast one's of so many that they have codes."""


class Asker(threading.Thread):
    """Asks the same question again and again, as soon as it is answered."""

    def __init__(self, chat: Chat, user: User) -> None:
        super().__init__()
        self.chat, self.user = chat, user
        self.ended = threading.Event()
        self.answers: list[str] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.ended.wait(0.1):
                answer = self.chat.wait_for_reply(self.chat.send(self.user, QUESTION))
                self.answers.append((answer.marked("bold") or [answer.text])[0])
        except BaseException as error:  # noqa: BLE001 - shown by the test
            self.failure = error

    def stop(self) -> None:
        self.ended.set()
        self.join()
        if self.failure:
            raise self.failure


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(REPORT, folder)
    return folder


def many_sentences(folder: Path, documents: int, sentences: int) -> None:
    """Reports that take a while to embed, and nothing else: their sentences tell no figures and stand in all of them."""
    for number in range(documents):
        lines = "。\n".join(f"新建{at}号桥" for at in range(sentences))
        text = f"双水市{2000 + number}年政府工作报告\n一、工作回顾\n{lines}。\n"
        (folder / f"双水市-{2000 + number}.txt").write_text(text, encoding="utf-8")


def test_a_report_is_added_while_people_ask(server: LoopbackServer, home: Home, corpus: Path) -> None:
    users = [server.user(f"用户{number}", language_code="zh-hans") for number in range(3)]
    chats = [server.private_chat(user) for user in users]
    chat, user = chats.pop(), users.pop()
    askers = [Asker(*each) for each in zip(chats, users, strict=True)]
    with RunningBot(server, home) as bot:
        bot.wait_for("The documents are open")
        for asker in askers:
            asker.start()
        assert ADDED_ANSWER not in chat.ask(user, ADDED).text
        (corpus / "大连市-2020.txt").write_text(OTHER, encoding="utf-8")
        assert home.run("index", "--corpus", corpus).status == 0
        indexed = time.monotonic()
        while ADDED_ANSWER not in (said := chat.wait_for_reply(chat.send(user, ADDED)).text):
            assert time.monotonic() - indexed < _PATIENCE, said
        assert "大连市2020年" in chat.ask(user, "/sources").text
        # Each has two more answers after it: however slow the machine is, people asked before, while and after.
        before = [len(asker.answers) for asker in askers]
        while any(len(asker.answers) < had + 2 for asker, had in zip(askers, before, strict=True)):
            assert time.monotonic() - indexed < 2 * _PATIENCE
            assert not any(asker.failure for asker in askers)
            time.sleep(0.05)
        for asker in askers:
            asker.stop()
        (corpus / "大连市-2020.txt").unlink()
        assert home.run("index", "--corpus", corpus).status == 0
        removed = time.monotonic()
        while ADDED_ANSWER in chat.wait_for_reply(chat.send(user, ADDED)).text:
            assert time.monotonic() - removed < _PATIENCE
    assert {answer for asker in askers for answer in asker.answers} == {ANSWER}
    assert server.refusals == []
    assert server.flood_violations == []


@linux_only
def test_what_lacks_vectors_answers_at_once_and_is_filled(
    server: LoopbackServer, empty_home: Home, tmp_path: Path
) -> None:
    small = write_small(tmp_path / "small", "a.txt")
    assert empty_home.run("index", "--keywords-only", "--corpus", small).status == 0
    assert not list((empty_home.index / "vectors").glob("*.faiss"))
    user = server.user("小明", language_code="zh-hans")
    chat = server.private_chat(user)
    with RunningBot(server, empty_home, YINJU_CORPUS__PATHS=str(small)) as bot:
        bot.wait_for("The documents are open")
        assert "40万吨" in first_answer(chat, chat.send(user, GRAIN)).marked("bold")[0]
        deadline = time.monotonic() + _PATIENCE
        while "句子向量：全部就绪" not in (said := chat.ask(user, "/status").text):
            assert time.monotonic() < deadline, said
            time.sleep(0.2)
        assert said.splitlines()[1] == "1份文件，5段，5句"
        assert "40万吨" in first_answer(chat, chat.send(user, GRAIN)).marked("bold")[0]
        deadline = time.monotonic() + _PATIENCE
        while descendants(bot.process.pid):
            assert time.monotonic() < deadline, "the process that made them has ended"
            time.sleep(0.1)
        # A sentence counts from when its part is written; the file of all parts follows.
        assert len(list((empty_home.index / "vectors").glob("*.faiss"))) == 2
    assert "vectors: of all 5 sentences" in empty_home.run("doctor").output


@linux_only
def test_nothing_is_filled_where_the_setting_says_so(server: LoopbackServer, empty_home: Home) -> None:
    corpus = {"YINJU_CORPUS__PATHS": str(write_short_report(empty_home.folder))}
    assert empty_home.run("index", "--keywords-only", **corpus).status == 0
    chat = server.private_chat(user := server.user("小明", language_code="zh-hans"))
    with RunningBot(server, empty_home, YINJU_INDEX__FILL_WHILE_SERVING="false", **corpus) as bot:
        bot.wait_for("The documents are open")
        assert first_answer(chat, chat.send(user, QUESTION)).marked("bold")[0] == ANSWER
        # Missing vectors are looked for every three seconds.
        time.sleep(4)
        assert descendants(bot.process.pid) == set()
        assert "快速模型0%，精确模型0%" in chat.ask(user, "/status").text


@linux_only
@pytest.mark.parametrize(
    ("documents", "sentences"),
    [
        pytest.param(1, 500, id="by one process"),
        pytest.param(5, 1700, id="by one that starts others", marks=pytest.mark.soak),
    ],
)
def test_the_filling_ends_with_a_bot_that_is_killed_and_is_taken_up_again(
    server: LoopbackServer, empty_home: Home, documents: int, sentences: int
) -> None:
    corpus = empty_home.folder / "corpus"
    corpus.mkdir()
    many_sentences(corpus, documents, sentences)
    assert empty_home.run("index", "--keywords-only", "--corpus", corpus).status == 0
    parts = empty_home.index / "vectors" / "parts"

    def made() -> int:
        return len(list(parts.glob("*"))) + 100 * len(list((empty_home.index / "vectors").glob("*.faiss")))

    with RunningBot(server, empty_home) as bot:
        deadline = time.monotonic() + _PATIENCE
        while not made():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        started = descendants(bot.process.pid)
        assert started
        bot.process.kill()
        bot.process.wait()
        assert are_gone(started)
        bot.process.returncode = 0  # killed by this test, not by a fault of its own
    with RunningBot(server, empty_home):
        deadline = time.monotonic() + _PATIENCE
        while made() < _ALL:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@linux_only
def test_ctrl_c_while_vectors_are_made(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    corpus.mkdir()
    write_short_report(corpus)
    many_sentences(corpus, 5, 1700)
    vectors = empty_home.index / "vectors"
    with empty_home.talking("index", "--corpus", corpus) as talk:
        assert '"documents": 6' in talk.read()
        deadline = time.monotonic() + _PATIENCE
        while not list(vectors.glob("parts/*.npy")):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        started = descendants(talk.process.pid)
        assert len(started) >= 2
        talk.interrupt_like_a_terminal()
        assert talk.process.wait(_PATIENCE) == 130
        assert are_gone(started)
    assert "Questions can be asked from now on." in talk.errors
    assert list(vectors.glob("parts/*.npy"))
    assert empty_home.run("ask", QUESTION).lines[0] == ANSWER
